#include "recording/sources/rows.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"
#include "document/csv.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"
#include "model/case_file.hpp"

namespace probation::recording {

using document::ScalarKind;
using document::Tree;
using document::Value;

namespace {

std::optional<EntryKind> kind_named(std::string_view word) {
  for (const KindRow& row : entry_kinds())
    if (row.word == word) return row.kind;
  return std::nullopt;
}

std::string kinds_in_words() {
  std::string words;
  for (const KindRow& row : entry_kinds()) words += (words.empty() ? "" : ", ") + std::string(row.word);
  return words;
}

bool twice(const Tree& node, std::string& which) {
  std::set<std::string_view> seen;
  for (const auto& [key, value] : node.entries) {
    if (!seen.insert(key.text).second) {
      which = key.text;
      return true;
    }
    if (twice(value, which)) return true;
  }
  return std::any_of(node.items.begin(), node.items.end(), [&](const Tree& item) { return twice(item, which); });
}

bool is_crn(const std::string& text) {
  document::Crn crn;
  return !document::read_crn(crn, {text, true}, {});
}

void check_crn(Row& row) {
  if (!is_crn(row.crn)) {
    if (row.problem.empty())
      row.problem = row.crn.empty()
                        ? "the row names no person"
                        : fmt::format("`{}` is not a CRN: one capital letter and six digits", row.crn.substr(0, 40));
    row.crn.clear();
  }
}

// One document of JSON, or why there is none.
std::optional<Value> read_json(std::string_view text, std::string& problem) {
  if (const auto wrong = document::check_bytes(text)) {
    problem = wrong->message;
    return std::nullopt;
  }
  const document::Slice slice{text, 1};
  if (const auto wrong = document::check_layout(text, 1)) {
    problem = wrong->message;
    return std::nullopt;
  }
  const document::TreeReading reading = document::read_tree(slice);
  if (reading.error) problem = fmt::format("not JSON: {}", reading.error->message);
  else if (!reading.root || reading.root->kind != Tree::Kind::map) problem = "not a JSON object";
  else if (std::string which; twice(*reading.root, which)) problem = fmt::format("`{}` is given twice", which);
  else return document::value_of(*reading.root);
  return std::nullopt;
}

// The columns of a row by name; empty cells are not there.
class Cells {
 public:
  Cells(const document::CsvTable& table, const document::CsvRow& row) : table_(table), row_(row) {}
  [[nodiscard]] std::string at(std::string_view name) const {
    const auto column = table_.column(name);
    return column ? cell_text(row_.cells[*column]) : std::string{};
  }

 private:
  const document::CsvTable& table_;
  const document::CsvRow& row_;
};

std::optional<bool> truth_of(const std::string& text) {
  const std::string low = lower_case(text);
  if (low == "y" || low == "yes" || low == "true" || low == "1") return true;
  if (low == "n" || low == "no" || low == "false" || low == "0") return false;
  return std::nullopt;
}

document::CsvTable table_of(const SourceFile& file, Rows& out) {
  document::CsvTable table = document::read_csv(file.bytes, true);
  for (std::string& column : table.columns) column = lower_case(trim(column));
  if (table.problem)
    out.problems.push_back(fmt::format("{}:{}:{}: {}", file.path, table.problem->line,
                                       std::max<std::uint32_t>(table.problem->column, 1), table.problem->message));
  return table;
}

void note_unused(const SourceFile& file, const std::vector<std::string>& unused, Rows& out) {
  if (!unused.empty()) out.notes.push_back(fmt::format("{}: columns not used: {}", file.path, join(unused, ", ")));
}

}  // namespace

std::string cell_text(std::string_view cell) {
  const std::string_view text = trim(cell);
  const std::size_t first = text.find_first_not_of('\'');
  const bool was_made_safe = text.starts_with('\'') && first != std::string_view::npos &&
                             std::string_view("=+-@\t").find(text[first]) != std::string_view::npos;
  return std::string(was_made_safe ? text.substr(1) : text);
}

std::optional<std::string> day_in(std::string_view text, const std::vector<std::string>& notations) {
  const auto accepts = [&](std::string_view name) {
    return std::find(notations.begin(), notations.end(), name) != notations.end();
  };
  if (accepts("iso") && text.size() >= 10 && (text.size() == 10 || text[10] == ' ' || text[10] == 'T'))
    if (const auto day = parse_date(text.substr(0, 10))) return format(*day);
  const std::string words(text.substr(0, text.find(' ')));
  const std::vector<std::string> parts = split(words, '-');
  const auto number = [](const std::string& digits) -> int {
    return digits.size() == 2 && digits.find_first_not_of("0123456789") == std::string::npos ? std::stoi(digits) : -1;
  };
  if (parts.size() != 3 || number(parts[0]) < 0 || number(parts[2]) < 0) return std::nullopt;
  int month = -1;
  static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                           "jul", "aug", "sep", "oct", "nov", "dec"};
  if (const auto at = std::find(months.begin(), months.end(), lower_case(parts[1]));
      at != months.end() && accepts("dd-mmm-yy"))
    month = static_cast<int>(at - months.begin()) + 1;
  else if (accepts("dd-mm-yy")) month = number(parts[1]);
  if (month < 1) return std::nullopt;
  const int year = number(parts[2]);
  const auto day = Date::from_ymd(year >= 50 ? 1900 + year : 2000 + year, static_cast<unsigned>(month),
                                  static_cast<unsigned>(number(parts[0])));
  return day ? std::optional(format(*day)) : std::nullopt;
}

// ---- NDJSON
// -------------------------------------------------------------------------------------------------------------

Rows rows_of_ndjson(const SourceFile& file) {
  Rows out;
  std::string_view text = file.bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (const document::Slice& slice : document::split_ndjson(text)) {
    if (trim(slice.text).empty()) continue;
    Row row;
    row.file = file.path;
    row.line = slice.first_line;
    std::string_view line = slice.text;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto value = read_json(line, row.problem)) {
      row.crn = text_at(*value, "crn");
      const std::string kind = text_at(*value, "kind");
      // Reviews and activities have a `kind` of their own. A row gives it as `review_kind` or `activity_kind`; the kind
      // of a review says by itself that the row is one.
      row.kind = kind_named(kind);
      if (!row.kind &&
          std::any_of(document::Worded<ReviewKind>::words.begin(), document::Worded<ReviewKind>::words.end(),
                      [&](const document::Word& w) { return w.text == kind; })) {
        row.kind = EntryKind::review;
        row.value.members.emplace_back("kind", Value::of_text(kind));
      }
      if (!row.kind) row.problem = fmt::format("`kind` is `{}`; one of {}", kind.substr(0, 40), kinds_in_words());
      if (row.kind == EntryKind::requirement) row.order = text_at(*value, "order");
      for (auto& [key, member] : value->members) {
        if (key == "crn" || key == "kind" || (key == "order" && row.kind == EntryKind::requirement)) continue;
        const bool own_kind = row.kind && key == fmt::format("{}_kind", row_of(*row.kind).word);
        row.value.members.emplace_back(own_kind ? "kind" : key, std::move(member));
      }
    }
    check_crn(row);
    out.rows.push_back(std::move(row));
  }
  return out;
}

// ---- CSV by a mapping
// ---------------------------------------------------------------------------------------------------

Mapping read_mapping(const SourceFile& file) {
  std::string_view text = file.bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto fail = [&](std::uint32_t line, const std::string& why) -> Mistake {
    return Mistake{fmt::format("{}:{}: {}", file.path, line, why)};
  };
  if (const auto wrong = document::check_bytes(text)) throw fail(wrong->place.line, wrong->message);
  const document::Slice slice = document::split_stream(text).front();
  if (const auto wrong = document::check_layout(slice.text, slice.first_line))
    throw fail(wrong->place.line, wrong->message);
  const document::TreeReading reading = document::read_tree(slice);
  if (reading.error) throw fail(reading.error->mark.line, reading.error->message);
  if (!reading.root || reading.root->kind != Tree::Kind::map)
    throw fail(1, "a mapping is a map that begins with `schema: mapping/1`");
  if (std::string which; twice(*reading.root, which)) throw fail(1, fmt::format("`{}` is given twice", which));
  static constexpr std::array<std::string_view, 5> known{"schema", "table", "columns", "values", "dates"};
  for (const auto& [key, value] : reading.root->entries)
    if (std::find(known.begin(), known.end(), key.text) == known.end()) {
      const auto near = nearest(key.text, known);
      throw fail(key.line, fmt::format("unknown key `{}`{}", key.text,
                                       near ? fmt::format("; did you mean `{}`?", *near)
                                            : std::string("; known are schema, table, columns, values, dates")));
    }
  const Tree* schema = reading.root->find("schema");
  if (schema == nullptr || schema->text != "mapping/1") throw fail(1, "the schema is not mapping/1");
  Mapping mapping;
  const Tree* table = reading.root->find("table");
  if (table == nullptr || !kind_named(table->text))
    throw fail(table == nullptr ? 1 : table->line,
               fmt::format("`table` names what the rows are; one of {}", kinds_in_words()));
  mapping.table = table->text;
  const document::Shape& shape = shape_of(*kind_named(mapping.table));
  const auto check_member = [&](const Tree& at) {
    if (at.text == "crn" || (at.text == "order" && mapping.table == "requirement")) return;
    std::vector<std::string_view> members;
    for (const document::Field& field : shape.fields) {
      if (field.key == at.text) return;
      members.push_back(field.key);
    }
    const auto near = nearest(at.text, members);
    throw fail(at.line, fmt::format("`{}` is no member of {}{}", at.text, mapping.table,
                                    near ? fmt::format("; did you mean `{}`?", *near)
                                         : fmt::format("; known are {}", fmt::join(members, ", "))));
  };
  const Tree* columns = reading.root->find("columns");
  if (columns == nullptr || columns->kind != Tree::Kind::map || columns->entries.empty())
    throw fail(1, "`columns` says which column goes where: {THEIR_NAME: our_member}");
  for (const auto& [theirs, ours] : columns->entries) {
    check_member(ours);
    mapping.columns.emplace_back(lower_case(theirs.text), ours.text);
  }
  if (const Tree* values = reading.root->find("values"))
    for (const auto& [member, words] : values->entries) {
      check_member(member);
      std::vector<std::pair<std::string, std::string>> pairs;
      for (const auto& [theirs, ours] : words.entries) pairs.emplace_back(theirs.text, ours.text);
      mapping.values.emplace_back(member.text, std::move(pairs));
    }
  mapping.dates = {"iso"};
  if (const Tree* dates = reading.root->find("dates")) {
    mapping.dates.clear();
    for (const Tree& notation : dates->items) {
      if (notation.text != "iso" && notation.text != "dd-mmm-yy" && notation.text != "dd-mm-yy")
        throw fail(notation.line,
                   fmt::format("`{}` is no notation of dates; one of iso, dd-mmm-yy, dd-mm-yy", notation.text));
      mapping.dates.push_back(notation.text);
    }
  }
  if (std::none_of(mapping.columns.begin(), mapping.columns.end(),
                   [](const auto& column) { return column.second == "crn"; }))
    throw fail(columns->line, "no column is mapped to `crn`");
  return mapping;
}

Rows rows_of_csv(const SourceFile& file, const Mapping& mapping) {
  Rows out;
  const document::CsvTable table = table_of(file, out);
  const EntryKind kind = *kind_named(mapping.table);
  const document::Shape& shape = shape_of(kind);
  std::vector<std::string> unused;
  for (const std::string& column : table.columns)
    if (std::none_of(mapping.columns.begin(), mapping.columns.end(),
                     [&](const auto& mapped) { return mapped.first == column; }))
      unused.push_back(column);
  note_unused(file, unused, out);
  std::vector<std::string> absent;
  for (const auto& [theirs, ours] : mapping.columns)
    if (!table.columns.empty() && !table.column(theirs)) absent.push_back(theirs);
  if (!absent.empty())
    out.notes.push_back(
        fmt::format("{}: columns of the mapping that are not there: {}", file.path, join(absent, ", ")));
  for (const document::CsvRow& source : table.rows) {
    Row row;
    row.file = file.path;
    row.line = source.line;
    row.kind = kind;
    row.problem = source.problem;
    const Cells cells(table, source);
    for (const auto& [theirs, ours] : mapping.columns) {
      std::string text = cells.at(theirs);
      if (text.empty()) continue;
      for (const auto& [member, words] : mapping.values) {
        if (member != ours) continue;
        const auto word =
            std::find_if(words.begin(), words.end(), [&](const auto& pair) { return pair.first == text; });
        if (word != words.end()) text = word->second;
      }
      if (ours == "crn") {
        row.crn = text;
        continue;
      }
      if (ours == "order" && kind == EntryKind::requirement) {
        row.order = text;
        continue;
      }
      const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                      [&, &name = ours](const document::Field& f) { return f.key == name; });
      const document::Type& type = field->type();
      Value value = Value::literal(text);
      if (type.kind == document::Type::Kind::list) {
        value = Value::list({});
        for (const std::string& part : split(text, text.find(';') != std::string::npos ? ';' : ','))
          value.items.push_back(Value::literal(trim(part)));
      } else if (type.scalar == ScalarKind::text || type.scalar == ScalarKind::id) {
        value = Value::of_text(text);
      } else if (type.scalar == ScalarKind::truth) {
        if (const auto truth = truth_of(text)) value.text = *truth ? "true" : "false";
      } else if (type.scalar == ScalarKind::date) {
        const auto day = day_in(text, mapping.dates);
        if (day) value.text = *day;
        else if (row.problem.empty())
          row.problem =
              fmt::format("{}: `{}` is no date in {}", theirs, text.substr(0, 40), fmt::join(mapping.dates, ", "));
      }
      if (row.value.find(ours) != nullptr && row.problem.empty())
        row.problem = fmt::format("two columns give `{}`", ours);
      row.value.members.emplace_back(ours, std::move(value));
    }
    check_crn(row);
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace probation::recording
