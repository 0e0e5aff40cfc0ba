#include "render/run/csv.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/gaps.hpp"
#include "rules/rule.hpp"

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
  return csv_cell(value.dump());
}

}  // namespace

std::string csv_cell(std::string_view text) {
  const bool is_plain = text.find_first_of(",\"\r\n") == std::string_view::npos;
  if (is_plain && (text.empty() || std::string_view("=+-@\t").find(text.front()) == std::string_view::npos))
    return std::string(text);
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos) safe = "'";
  safe += text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv(const RunOutput& run) {
  std::string out;
  row(out, {"crn", "order_id", "requirement_id", "region", "pdu", "team", "officer", "rule", "severity", "basis",
            "outcome", "subject", "message", "file", "line", "column", "missing"});
  const auto of_finding = [&](const rules::Finding& f) {
    row(out,
        {csv_cell(f.crn), csv_cell(f.order_id), csv_cell(f.requirement_id), csv_cell(f.region), csv_cell(f.pdu),
         csv_cell(f.team), csv_cell(f.officer), csv_cell(f.rule->id), csv_cell(rules::word(f.severity)),
         csv_cell(rules::word(f.basis)), csv_cell(rules::word(f.outcome)), csv_cell(f.subject), csv_cell(f.message),
         csv_cell(f.location.file), f.location.line == 0 ? "" : fmt::format("{}", f.location.line),
         f.location.line == 0 ? "" : fmt::format("{}", f.location.column), csv_cell(join(f.missing, " "))});
  };
  const auto of_gap = [&](const caseload::Gap& g) {
    const rules::Location& at = g.location;
    row(out, {csv_cell(g.crn), "", "", csv_cell(g.region), csv_cell(g.pdu), csv_cell(g.team), csv_cell(g.officer), "",
              csv_cell(rules::word(g.severity)), "", "undetermined", csv_cell(g.subject), csv_cell(caseload::said(g)),
              csv_cell(g.file), at.line == 0 ? "" : fmt::format("{}", at.line),
              at.line == 0 ? "" : fmt::format("{}", at.column), csv_cell(g.fact)});
  };
  in_path_order(run, of_finding, of_gap);
  return out;
}

std::string column_name(std::string_view column) { return std::string(column.substr(column.rfind('/') + 1)); }

Json value_of(const Json& record, std::string_view column) {
  const std::size_t slash = column.find('/');
  const std::string member(column.substr(0, slash));
  if (!record.is_object() || !record.contains(member)) return nullptr;
  return slash == std::string_view::npos ? record[member] : value_of(record[member], column.substr(slash + 1));
}

std::string csv(const std::vector<Json>& records, const std::vector<std::string>& columns) {
  std::string out;
  std::vector<std::string> cells;
  for (const std::string& column : columns) cells.push_back(column_name(column));
  row(out, cells);
  for (const Json& record : records) {
    cells.clear();
    for (const std::string& column : columns) cells.push_back(cell(value_of(record, column)));
    row(out, cells);
  }
  return out;
}

}  // namespace probation::render
