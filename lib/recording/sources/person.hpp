// All rows of one person against the case that stands: links first, then what came beside what stands under the same
// key, then one change that is judged as a whole. Nothing is rewritten but who manages, what is registered and the
// status of a requirement; everything else is appended. What was corrected or withdrawn here is never brought back.
#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "recording/record.hpp"
#include "recording/sources/item.hpp"
#include "recording/sources/standing.hpp"

namespace probation::recording {

// What came of a row, for the report.
enum class Fate : std::uint8_t { placed, unchanged, changed, withdrawn, left_out, fault, conflict };

struct RowReceipt {
  Receipt receipt;
  std::string file;  // of the row; empty: no row came, an entry is gone
  std::uint32_t line = 0;
  std::uint32_t column = 0;  // of what is wrong with it
  Source source;
  Fate fate = Fate::fault;
  std::string before;  // JSON of the members that were replaced in place
  std::size_t table = 0;
};

// What holds for the whole run.
struct Terms {
  const Reading* reading = nullptr;  // nothing: rows in our own words
  Date extract_date = date(2000, 1, 1);
  bool is_older = false;           // only what no later extract spoke of
  bool believes_vanished = false;  // --allow-vanished
  std::optional<Period> window;
  std::set<std::string> complete;                           // tables that are whole for every person they name
  std::set<std::string> not_whole;                          // tables that are whole for no one
  std::set<std::string> too_many_gone;                      // tables of which so many are gone that none is believed
  std::set<std::pair<std::string, std::string>> elsewhere;  // of an older extract: table and key, under another person
  std::vector<std::string> own_files;                       // of rows in our own words
  std::string recorded;                                     // when those were written
  Judge judge;
};

struct ImportedCase {
  std::vector<RowReceipt> receipts;  // one a row in their order, then one an entry that is gone
  std::optional<std::string> bytes;  // nothing: nothing to write
  bool is_new = false;
  bool is_limited = false;       // nothing of its rows may be shown; what their items say has to be said with less
  std::size_t not_believed = 0;  // voids that were left out because too many are gone
  std::string trouble;           // why nothing at all could be placed
};

// `existing`: the bytes of the case file, where there is one.
ImportedCase import_person(const Terms& terms, const std::string& name, const std::optional<std::string>& existing,
                           const std::string& crn, const std::vector<Item>& rows);

// Entries inside the window that stand and came from a table, and those of them that no row speaks of.
struct Vanishing {
  std::size_t standing = 0, gone = 0;
};
std::map<std::string, Vanishing> vanishing_of(const Terms& terms, const std::string& name, const std::string& bytes,
                                              const std::vector<Item>& rows);

// A row that has no case, or whose case cannot be written.
RowReceipt receipt_of(const Terms& terms, const Item& row, const std::string& crn);
void refuse(RowReceipt& receipt, Status status, const std::string& why);

}  // namespace probation::recording
