// One cell of a table as a value: read whole in a notation that was agreed, or not at all. Nothing here guesses; what a
// cell holds is never repeated but by its kind and length, because it may be about a person.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace probation::recording {

// A cell as it was meant: without blanks around it, and without the apostrophe that keeps a spreadsheet from running
// it.
std::string cell_text(std::string_view cell);

// The cell in words that show nothing of it but what can only be a slip: a date or a number that is none.
std::string in_words(std::string_view cell, bool of_figures);
// A code of a source system is no word about a person; anything longer or with small letters may be. Of whom nothing
// may be shown, what kind of contact or registration it was is kept back too.
std::string code_in_words(std::string_view code);
// While it lives, and is `true`, in_words of this thread shows no cell: the row is about the person.
class CellsHidden {
 public:
  explicit CellsHidden(bool hides);
  ~CellsHidden();
  CellsHidden(const CellsHidden&) = delete;
  CellsHidden& operator=(const CellsHidden&) = delete;

 private:
  bool hides_;
};

// While it lives, what this thread refuses stands in the rows of an extract, not on a command line: it is shown only
// where it could be a slip, and with `hides` (a case of limited access) not even there.
class RowsOfExtract {
 public:
  explicit RowsOfExtract(bool hides);
  ~RowsOfExtract();
  RowsOfExtract(const RowsOfExtract&) = delete;
  RowsOfExtract& operator=(const RowsOfExtract&) = delete;

 private:
  CellsHidden hides_;
};
bool reads_rows();
bool hides_cells();  // --redact, or a CellsHidden that hides

// The day and minute at a place for so many seconds since 1970 in UTC; the tz database is the world's.
struct LocalTime {
  Date day;
  int minute_of_day = 0;
};
using Zone = std::function<std::optional<LocalTime>(std::int64_t utc_seconds)>;

// How dates and times are read: a notation of `known_notations`, a time form, or a date and a time form with a blank
// between them.
struct Notations {
  std::vector<std::string> as;  // empty: iso
  std::optional<int> century;   // first year of the hundred that two-digit years mean; nothing: refused
  const Zone* zone = nullptr;   // nothing: a stamp with a zone is not read
};
struct Stamp {
  Date day;
  std::optional<int> minute_of_day;
};
bool is_notation(std::string_view word);
std::span<const std::string_view> known_notations();
std::optional<Stamp> stamp_in(std::string_view text, const Notations& notations);
// The day of a stamp, as YYYY-MM-DD.
std::optional<std::string> day_in(std::string_view text, const Notations& notations);
// The time, as HH:MM; stamps count with their time.
std::optional<std::string> time_in(std::string_view text, const Notations& notations);
std::string moment_text(const Stamp& stamp);

// Y N 1 0 true false yes no, in any letter case.
std::optional<bool> flag_in(std::string_view text);
bool is_whole_number(std::string_view text);

std::string upper(std::string_view text);

}  // namespace probation::recording
