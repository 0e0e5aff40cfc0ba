#include "render/run/csv.hpp"

#include <algorithm>

#include "base/safe_text.hpp"
#include "base/text.hpp"

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
  const bool is_plain = std::all_of(text.begin(), text.end(),
                                    [](unsigned char c) { return c >= 0x20 && c < 0x7F && c != ',' && c != '"'; });
  if (is_plain && (text.empty() || std::string_view("=+-@").find(text.front()) == std::string_view::npos))
    return std::string(text);
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) safe = "'";
  // A cell may hold several lines; whatever else moves a cursor is shown.
  bool is_first = true;
  for (const std::string& line : split(text, '\n')) {
    if (!is_first) safe += '\n';
    is_first = false;
    for (std::size_t at = 0;;) {
      const std::size_t end = line.find('\r', at);
      safe += safe_text(std::string_view(line).substr(at, end - at), Kept::tabs);
      if (end == std::string::npos) break;
      safe += '\r';
      at = end + 1;
    }
  }
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_on_screen(std::string_view csv) {
  std::string out;
  bool is_quoted = false;
  for (const char c : csv) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted && c == '\n') out += "\\x0a";
    else if (is_quoted && c == '\r') out += "\\x0d";
    else out += c;
  }
  return out;
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
