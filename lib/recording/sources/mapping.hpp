// What the tables of one system mean: mapping/2, and mapping/1 read as one. The language is declared once, by the keys
// below and by the members that a kind of row may go to; what is built in (`delius`) is written in it too.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "document/shape.hpp"
#include "recording/entry.hpp"

namespace probation::recording {

enum class RowKind : std::uint8_t {
  none,   // known, and not used
  event,  // only joined: it speaks through the orders that name it
  person,
  manager,
  registration,
  reported,
  order,
  requirement,
  assessment,
  activity,
  contact,
  enforcement,
  review,
  suspension,
  amendment,
  termination
};
struct RowKindWord {
  RowKind kind;
  std::string_view word;
  std::string_view list;  // of the case, that its rows make up; empty: none
  std::optional<EntryKind> entry;
};
std::span<const RowKindWord> row_kinds();
const RowKindWord& about(RowKind kind);
std::optional<RowKind> row_kind_named(std::string_view word);

// What a column of such rows may go to.
struct Target {
  std::string_view word;
  std::string_view sentence;
  const document::Field* field = nullptr;  // a member of case/1; nothing: what the sentence says
};
std::vector<Target> targets_of(RowKind kind);
// The field that a target reaches, also within `scores.`, `items.` and `needs.AREA.`; nullptr: none.
const document::Field* field_of(RowKind kind, std::string_view target);

struct ColumnRule {
  std::string column;  // their name
  std::string to;
  std::vector<std::string> as;
  std::vector<std::pair<std::string, std::string>> values;  // theirs → ours; ours empty: not recorded
  std::string codes;                                        // a code list of that name
  std::string table, by, from;                              // a key of another table
  bool needed = false;                                      // a row without it is left out
};
struct DeletedRule {
  std::string column;
  std::vector<std::string> when;
};
struct TableRule {
  std::uint32_t line = 0;          // of the mapping
  std::vector<std::string> files;  // globs
  RowKind rows = RowKind::none;
  std::string name;  // what links, `--complete` and `source.table` say
  bool complete = false;
  std::string key;
  ColumnRule changed;  // its column empty: none
  std::optional<DeletedRule> deleted;
  std::vector<ColumnRule> columns;
  std::vector<std::string> required, optional, ignored;
  std::string join_table, join_by;
  std::string code, attended, complied;  // of `outcome`
  ColumnRule minutes_from, minutes_until;
  // Whether a file of that name is one of its files. Globs are held against the name, in any letter case.
  [[nodiscard]] bool takes(std::string_view file_name) const;  // packed or not
};
struct Mapping {
  std::string path;
  bool is_old = false;  // mapping/1
  std::string system, prefix, encoding = "utf-8", zone = "Europe/London";
  char delimiter = ',';
  std::optional<int> century;
  std::optional<Period> window;
  std::string codes;  // a file of outcome codes beside those built in
  std::vector<TableRule> tables;
  [[nodiscard]] const TableRule* table(std::string_view name) const;
};

struct SourceFile {
  std::string path;
  std::string bytes;
};
// Throws Mistake, with the place.
Mapping read_mapping(const SourceFile& file);

// The mappings that are built in, and their text.
std::span<const std::pair<std::string_view, std::string_view>> built_in_mappings();

}  // namespace probation::recording
