#include "render/run/csv.hpp"

namespace probation::render {
namespace {

void row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += cells[i];
  }
  out += "\r\n";
}

std::string cell(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_number()) return value.dump();  // a number is no formula, not even with a minus
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_string()) return csv_cell(value.get<std::string>());
  return {};  // a table has no structure in a cell
}

}  // namespace

std::string csv_cell(std::string_view text) {
  const bool is_plain = text.find_first_of(",\"\r\n") == std::string_view::npos;
  if (is_plain && (text.empty() || std::string_view("=+-@\t").find(text.front()) == std::string_view::npos))
    return std::string(text);
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) safe = "'";
  safe += text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv(const Table& table) {
  std::string out;
  row(out, table.columns);
  std::vector<std::string> cells;
  for (const std::vector<Json>& values : table.rows) {
    cells.clear();
    for (const Json& value : values) cells.push_back(cell(value));
    row(out, cells);
  }
  return out;
}

std::string csv(const RunOutput& run) { return csv(findings_table(run)); }

std::string csv(const std::vector<Json>& records, const std::vector<std::string>& columns) {
  return csv(flat_table(records, columns));
}

}  // namespace probation::render
