#include "render/table.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/rar_days.hpp"
#include "render/fact_words.hpp"
#include "render/run/gaps.hpp"
#include "render/run/paths.hpp"
#include "render/words.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

constexpr std::array<std::string_view, 7> group_columns{"region",     "pdu",  "team",    "officer",
                                                        "order_type", "type", "provider"};
// What names a record in a table of its parts.
constexpr std::array<std::string_view, 6> naming{"crn", "order_id", "requirement_id", "option", "intervention", "id"};

std::string heading_of(std::string_view path) {
  std::string name(path);
  std::replace(name.begin(), name.end(), '/', '_');
  return path.starts_with("group/") ? name.substr(6) : name;
}

bool is_list_of_records(const Json& value) {
  return value.is_array() && std::any_of(value.begin(), value.end(), [](const Json& item) { return item.is_object(); });
}

void add_column(Table& table, std::string_view path) {
  table.columns.push_back(heading_of(path));
  table.members.emplace_back(path.substr(path.rfind('/') + 1));
}

// recount/1 has these columns whatever its contacts are.
std::vector<std::string> contact_paths() {
  std::vector<std::string> paths{"crn", "order_id", "requirement_id", "id", "date"};
  for (const char* what : {"counts", "why"})
    for (const std::string_view name : profile_names) paths.push_back(std::string(what) + "/" + std::string(name));
  return paths;
}

}  // namespace

const Json& value_of(const Json& record, std::string_view column) {
  const std::size_t slash = column.find('/');
  const Json& member = record[column.substr(0, slash)];
  return slash == std::string_view::npos ? member : value_of(member, column.substr(slash + 1));
}

Json as_cell(const Json& value) {
  if (value.is_object()) return nullptr;
  if (!value.is_array()) return value;
  std::string text;
  for (const Json& item : value) {
    if (item.is_structured() || item.is_null()) continue;
    text += (text.empty() ? "" : "; ") + (item.is_string() ? item.text() : item.dump());
  }
  return text.empty() ? Json(nullptr) : Json(text);
}

TableShape::TableShape(const std::vector<std::string>& columns) {
  for (const std::string& column : columns) columns_.push_back({column, {}, false});
}

void TableShape::see(Column& column, const Json& value) {
  if (is_list_of_records(value)) column.is_list_of_records = true;
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.items()) {
    const std::string path = column.path + "/" + name;
    auto at = std::find_if(column.members.begin(), column.members.end(),
                           [&](const Column& known) { return known.path == path; });
    if (at == column.members.end()) at = column.members.insert(at, {path, {}, false});
    see(*at, member);
  }
}

void TableShape::see(const Json& record) {
  if (schema_.empty()) schema_ = record.value("schema", "");
  for (Column& column : columns_)
    if (column.path != "group") see(column, value_of(record, column.path));
}

void TableShape::put(const Column& column, std::vector<std::string>& paths) {
  if (column.path == "group") {
    for (const std::string_view name : group_columns) paths.push_back(column.path + "/" + std::string(name));
  } else if (!column.is_list_of_records) {
    if (column.members.empty()) paths.push_back(column.path);
    for (const Column& member : column.members) put(member, paths);
  }
}

std::vector<std::string> TableShape::paths() const {
  std::vector<std::string> paths;
  for (const Column& column : columns_) put(column, paths);
  return paths;
}

void TableShape::add_columns(const std::vector<std::string>& columns) {
  for (const std::string& column : columns)
    if (std::find_if(columns_.begin(), columns_.end(), [&](const Column& known) { return known.path == column; }) ==
        columns_.end())
      columns_.push_back({column, {}, false});
}

Table TableShape::head() const {
  Table table;
  table.schema = schema_;
  for (const std::string& path : paths()) add_column(table, path);
  return table;
}

std::vector<Json> row_of(const Json& record, const std::vector<std::string>& paths) {
  std::vector<Json> row;
  row.reserve(paths.size());
  for (const std::string& path : paths) row.push_back(as_cell(value_of(record, path)));
  return row;
}

Table flat_table(const std::vector<Json>& records, const std::vector<std::string>& columns) {
  TableShape shape(columns);
  for (const Json& record : records) shape.see(record);
  Table table = shape.head();
  const std::vector<std::string> paths = shape.paths();
  for (const Json& record : records) table.rows.push_back(row_of(record, paths));
  return table;
}

InnerShapes::InnerShapes(const std::string& schema) : schema_(schema) {
  if (schema == "recount/1") shapes_.push_back({"contacts", TableShape(contact_paths()), true});
}

void InnerShapes::see(const Json& record) {
  for (const auto& [name, value] : record.items())
    if (is_list_of_records(value) && std::find_if(shapes_.begin(), shapes_.end(), [&name = name](const Inner& known) {
                                       return known.name == name;
                                     }) == shapes_.end())
      shapes_.push_back({name, TableShape({}), false});
  for (Inner& inner : shapes_)
    each_row(record, inner.name, [&](const Json& row) {
      std::vector<std::string> members;
      for (const auto& [key, value] : row.items())
        if (key != "schema") members.push_back(key);
      if (!inner.is_fixed) inner.shape.add_columns(members);
      inner.shape.see(row);
    });
}

void InnerShapes::each_row(const Json& record, const std::string& name,
                           const std::function<void(const Json&)>& take) const {
  if (!record.contains(name)) return;
  for (const Json& part : record[name]) {
    if (!part.is_object()) continue;
    Json row{{"schema", schema_}};
    for (const std::string_view key : naming)
      if (record.contains(key) && !part.contains(key)) row[key] = record[key];
    for (const auto& [key, value] : part.items()) row[key] = value;
    take(row);
  }
}

std::vector<NamedTable> inner_tables(const std::string& schema, const std::vector<Json>& records) {
  InnerShapes shapes(schema);
  for (const Json& record : records) shapes.see(record);
  std::vector<NamedTable> tables;
  for (const InnerShapes::Inner& inner : shapes.all()) {
    tables.push_back({inner.name, inner.shape.head()});
    const std::vector<std::string> paths = inner.shape.paths();
    for (const Json& record : records)
      shapes.each_row(record, inner.name,
                      [&](const Json& row) { tables.back().table.rows.push_back(row_of(row, paths)); });
  }
  return tables;
}

std::string column_words(const Table& table, std::size_t column, Language language) {
  const std::string& name = table.columns[column];
  const std::string& member = table.members[column];
  if (name == member || find_word("field", name) != nullptr) return phrase("field", name, language);
  // A map's member may be a word of its own: areas_domestic_abuse.
  const bool is_area = find_word("field", member) == nullptr && find_word("area", member) != nullptr;
  return phrase("field", name.substr(0, name.size() - member.size() - 1), language) + ": " +
         phrase(is_area ? "area" : "field", member, language);
}

std::string cell_words(const Table& table, std::size_t column, const Json& value, Language language) {
  if (value.is_null()) return {};
  if (value.is_boolean()) return value.truth() ? "yes" : "no";
  if (!value.is_string()) return value.dump();
  const std::string_view kind = kind_of_column(table.schema, table.members[column]);
  return kind.empty() ? value.text() : values_in_words(kind, value.text(), language);
}

const std::vector<std::string>& finding_columns() {
  static const std::vector<std::string> columns{"crn",     "order_id", "requirement_id", "region",   "pdu",
                                                "team",    "officer",  "rule",           "severity", "basis",
                                                "outcome", "subject",  "message",        "file",     "line",
                                                "column",  "missing",  "suppressed",     "baseline", "fingerprint"};
  return columns;
}

Table findings_table(const RunOutput& run, Language language) {
  const FactOwners owners(run.lacks);
  Table table;
  table.schema = "finding/1";
  for (const std::string& column : finding_columns()) add_column(table, column);
  const auto of_finding = [&](const rules::Finding& f) {
    const bool placed = f.location.line != 0;
    const bool compared = f.baseline != rules::BaselineMark::not_compared;
    table.rows.push_back({or_null(f.crn.str()),
                          or_null(f.order_id),
                          or_null(f.requirement_id),
                          or_null(f.region.str()),
                          or_null(f.pdu.str()),
                          or_null(f.team.str()),
                          or_null(f.officer.str()),
                          f.rule->id,
                          rules::word(f.severity),
                          rules::word(f.basis),
                          rules::word(f.outcome),
                          f.subject,
                          f.message,
                          printable(f.location.file),
                          placed ? Json(f.location.line) : Json(nullptr),
                          placed ? Json(f.location.column) : Json(nullptr),
                          f.missing.empty() ? Json(nullptr) : Json(missing_words(f, owners, language)),
                          f.suppressed ? Json(f.suppressed->reason) : Json(nullptr),
                          compared ? Json(f.baseline == rules::BaselineMark::known ? "known" : "new") : Json(nullptr),
                          f.fingerprint});
  };
  // What is missing stands as a row without a rule, with the fact that would decide.
  const auto of_gap = [&](const caseload::Gap& gap) {
    const bool placed = gap.location.line != 0;
    table.rows.push_back({or_null(gap.crn.str()),
                          nullptr,
                          nullptr,
                          or_null(gap.region.str()),
                          or_null(gap.pdu.str()),
                          or_null(gap.team.str()),
                          or_null(gap.officer.str()),
                          nullptr,
                          rules::word(gap.severity),
                          nullptr,
                          "undetermined",
                          gap.subject,
                          gap_words(gap, language),
                          printable(gap.file),
                          placed ? Json(gap.location.line) : Json(nullptr),
                          placed ? Json(gap.location.column) : Json(nullptr),
                          fact_words(gap.fact, language),
                          nullptr,
                          nullptr,
                          caseload::fingerprint(gap)});
  };
  in_path_order(run, of_finding, of_gap);
  for (const UnreadFile& file : run.unread) {
    std::vector<Json> row(table.columns.size(), nullptr);
    row[10] = "unreadable";
    row[12] = file.why;
    row[13] = printable(file.path);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace probation::render
