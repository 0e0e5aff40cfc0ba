// What one row says: the members of its entry, the keys of other tables it names, whether it is deleted, and what of it
// could not be understood. Whether it can be placed is decided later, beside the person's other rows.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "recording/sources/extract.hpp"

namespace probation::recording {

// How cells of this extract are read.
struct Reading {
  const Extract* extract = nullptr;
  Zone zone;
  CodeList outcomes{"outcome-codes", "code,word\n"};  // built in, and the region's
  [[nodiscard]] Notations notations(const ColumnRule& rule) const;
};

struct Link {
  std::string member;  // that it goes to: activity, requirement, order, contact, …
  std::string table;   // empty: `key` is an id of the case itself
  std::string by;      // the column of that table; empty: its key
  std::string key;
  bool needed = false;
};

struct Item {
  std::uint32_t file = 0, line = 0;  // of the row
  std::size_t table = 0;             // index of the mapping's tables; of NDJSON in our own words: none
  RowKind kind = RowKind::none;
  std::string key;  // the source's own text; empty: the table has none
  bool is_deleted = false;
  document::Value value = document::Value::map({});  // members of the entry, without links
  std::map<std::string, std::string> more;           // special targets, by their word
  std::vector<Link> links;
  std::optional<Stamp> changed;
  std::string join_key;                     // of the row of another table that belongs to it
  std::map<std::string, std::string> keys;  // other columns that links are looked up by, in small letters
  std::set<std::string> not_carried;        // members whose columns the file lacks
  bool outcome_not_known = false;           // a code that no list has
  std::vector<std::string> remarks;
  std::string left_out;  // why it is no entry
  std::string problem;   // why it cannot be placed
  std::uint32_t column = 0;
  std::string given_id;       // the entry's own id
  bool is_unknown = false;    // left out because no list knows its code: not known to be none
  bool tells_lists = false;   // a person's row that says which lists are recorded
  bool in_our_words = false;  // NDJSON without a mapping
  bool is_doubtful = false;   // left out, and what would tell whether it is an entry has no column: its list is partial
};

Item item_of(const Reading& reading, const RawRow& row);
bool says_limited(const Item& item);  // of a person: that the case is of limited access; fails closed
// What a person's row says of access, whatever else of it is faulty: true, false, unread; empty where it says nothing.
std::string access_in(const Extract& extract, const RawRow& row);
bool is_marked_deleted(const Extract& extract, const RawRow& row);

// Rows of NDJSON in our own words. They come from no system that has a name: this stands for it in `source`.
inline constexpr std::string_view own_rows_system = "ndjson";
struct OwnRow {
  std::string crn;
  Item item;
};
OwnRow own_row(std::string_view line, std::uint32_t number);

}  // namespace probation::recording
