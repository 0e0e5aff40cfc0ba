#include "recording/sources/cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/text.hpp"
#include "document/refused.hpp"

namespace probation::recording {
namespace {

constexpr std::array<std::string_view, 11> date_notations{"iso",         "dd/mm/yyyy",  "dd-mm-yyyy", "dd.mm.yyyy",
                                                          "dd-mmm-yyyy", "dd mmm yyyy", "dd-mmm-yy",  "dd/mm/yy",
                                                          "dd-mm-yy",    "excel",       "epoch"};
constexpr std::array<std::string_view, 4> time_forms{"hh:mm", "h:mm", "hh:mm:ss", "h:mm am"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a text from the left, whole tokens or nothing.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] std::string_view rest() const { return text_; }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  // Between `least` and `most` digits, as many as there are.
  std::optional<int> digits(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    while (n < text_.size() && n < most && is_digit(text_[n])) value = value * 10 + (text_[n++] - '0');
    if (n < least) return std::nullopt;
    text_.remove_prefix(n);
    return value;
  }
  std::optional<unsigned> month_name() {
    static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                             "jul", "aug", "sep", "oct", "nov", "dec"};
    const std::string word = lower_case(text_.substr(0, 3));
    const auto at = std::find(months.begin(), months.end(), word);
    if (at == months.end()) return std::nullopt;
    text_.remove_prefix(3);
    return static_cast<unsigned>(at - months.begin()) + 1;
  }

 private:
  std::string_view text_;
};

std::optional<int> four_digit_year(std::optional<int> two, const Notations& notations) {
  if (!two || !notations.century) return std::nullopt;
  const int within = *notations.century % 100;
  return *notations.century + (*two - within + 100) % 100;
}

std::optional<Date> date_in(Scanner& scan, std::string_view notation, const Notations& notations) {
  if (notation == "iso") {
    const std::string_view words = scan.rest().substr(0, 10);
    const auto day = parse_date(words);
    if (day) scan.take(words);
    return day;
  }
  const char separator = notation.size() > 2 ? notation[2] : '-';
  const auto day = scan.digits(2, 2);
  if (!day || !scan.take(separator)) return std::nullopt;
  std::optional<unsigned> month;
  if (notation.substr(3, 3) == "mmm") {
    month = scan.month_name();
  } else if (const auto number = scan.digits(2, 2)) {
    month = static_cast<unsigned>(*number);
  }
  if (!month || !scan.take(separator)) return std::nullopt;
  const auto year = notation.ends_with("yyyy") ? scan.digits(4, 4) : four_digit_year(scan.digits(2, 2), notations);
  if (!year) return std::nullopt;
  return Date::from_ymd(*year, *month, static_cast<unsigned>(*day));
}

std::optional<int> time_of(Scanner& scan, std::string_view form) {
  const bool twelve = form == "h:mm am";
  const auto hour = scan.digits(form.starts_with("hh") ? 2 : 1, 2);
  if (!hour || !scan.take(':')) return std::nullopt;
  const auto minute = scan.digits(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  if (form == "hh:mm:ss") {
    if (!scan.take(':')) return std::nullopt;
    const auto second = scan.digits(2, 2);
    if (!second || *second > 59) return std::nullopt;
  }
  if (!twelve) return *hour > 23 ? std::nullopt : std::optional(*hour * 60 + *minute);
  scan.take(' ');
  const std::string half = lower_case(scan.rest().substr(0, 2));
  if ((half != "am" && half != "pm") || *hour < 1 || *hour > 12) return std::nullopt;
  scan.take(scan.rest().substr(0, 2));
  return (*hour % 12 + (half == "pm" ? 12 : 0)) * 60 + *minute;
}

std::optional<Stamp> at_zone(std::int64_t utc_seconds, const Notations& notations) {
  if (notations.zone == nullptr || !*notations.zone) return std::nullopt;
  const auto local = (*notations.zone)(utc_seconds);
  if (!local) return std::nullopt;
  return Stamp{local->day, local->minute_of_day};
}

// 2025-06-30, 2025-06-30 10:15, 2025-06-30T23:00:00.000Z, 2025-07-01T00:00:00+01:00, TIMESTAMP '2014-09-04 00:00:00.0'
std::optional<Stamp> iso_stamp(std::string_view text, const Notations& notations) {
  Scanner scan(text);
  if (text.size() > 12 && lower_case(text.substr(0, 10)) == "timestamp " && text.ends_with('\'')) {
    scan = Scanner(text.substr(10, text.size() - 11));
    if (!scan.take('\'')) return std::nullopt;
  }
  const auto day = date_in(scan, "iso", notations);
  if (!day) return std::nullopt;
  if (scan.at_end()) return Stamp{*day, std::nullopt};
  if (!scan.take('T') && !scan.take(' ')) return std::nullopt;
  const auto hour = scan.digits(2, 2);
  if (!hour || *hour > 23 || !scan.take(':')) return std::nullopt;
  const auto minute = scan.digits(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (scan.take(':')) {
    const auto seconds = scan.digits(2, 2);
    if (!seconds || *seconds > 60) return std::nullopt;
    second = *seconds;
    if (scan.take('.') && !scan.digits(1, 9)) return std::nullopt;
  }
  const Stamp local{*day, *hour * 60 + *minute};
  if (scan.at_end()) return local;
  int offset = 0;  // minutes east of UTC
  if (!scan.take('Z')) {
    const bool east = scan.take('+');
    if (!east && !scan.take('-')) return std::nullopt;
    const auto hours = scan.digits(2, 2);
    if (!hours || *hours > 18) return std::nullopt;
    scan.take(':');
    int minutes = 0;
    if (!scan.at_end()) {
      const auto read = scan.digits(2, 2);
      if (!read || *read > 59) return std::nullopt;
      minutes = *read;
    }
    offset = (east ? 1 : -1) * (*hours * 60 + minutes);
  }
  if (!scan.at_end()) return std::nullopt;
  const std::int64_t days = std::chrono::duration_cast<std::chrono::days>(day->days().time_since_epoch()).count();
  return at_zone(days * 86400 + (*local.minute_of_day - offset) * 60 + second, notations);
}

// A day of the 1900 system, with a fraction for the time. Days up to 60 count a 29 February 1900 that never was.
std::optional<Stamp> excel_stamp(std::string_view text) {
  Scanner scan(text);
  const auto serial = scan.digits(1, 7);
  if (!serial || *serial < 61 || *serial > 2958465) return std::nullopt;
  const Date day = date_of(std::chrono::sys_days{std::chrono::days{*serial - 25569}});
  if (scan.at_end()) return Stamp{day, std::nullopt};
  if (!scan.take('.') || scan.at_end()) return std::nullopt;
  double fraction = 0, unit = 0.1;
  for (const char c : scan.rest()) {
    if (!is_digit(c)) return std::nullopt;
    fraction += (c - '0') * unit;
    unit /= 10;
  }
  return Stamp{day, std::min(static_cast<int>(std::lround(fraction * 1440)), 1439)};
}

std::optional<Stamp> epoch_stamp(std::string_view text, const Notations& notations) {
  if (!is_whole_number(text) || text.size() > 12) return std::nullopt;
  return at_zone(std::stoll(std::string(text)), notations);
}

std::optional<Stamp> one_notation(std::string_view text, std::string_view notation, const Notations& notations) {
  if (notation == "iso") return iso_stamp(text, notations);
  if (notation == "excel") return excel_stamp(text);
  if (notation == "epoch") return epoch_stamp(text, notations);
  for (const std::string_view date : date_notations) {
    if (!notation.starts_with(date)) continue;
    const std::string_view form = notation.substr(date.size());
    if (!form.empty() &&
        (form.front() != ' ' || std::find(time_forms.begin(), time_forms.end(), form.substr(1)) == time_forms.end()))
      continue;
    Scanner scan(text);
    const auto day = date_in(scan, date, notations);
    if (!day) continue;
    if (form.empty()) {
      if (scan.at_end()) return Stamp{*day, std::nullopt};
      continue;
    }
    if (!scan.take(' ')) continue;
    const auto minute = time_of(scan, form.substr(1));
    if (minute && scan.at_end()) return Stamp{*day, *minute};
  }
  return std::nullopt;
}

const std::vector<std::string>& iso_alone() {
  static const std::vector<std::string> all{"iso"};
  return all;
}

}  // namespace

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

std::string cell_text(std::string_view cell) {
  const std::string_view text = trim(cell);
  const std::size_t first = text.find_first_not_of('\'');
  const bool was_made_safe = text.starts_with('\'') && first != std::string_view::npos &&
                             std::string_view("=+-@\t\r\n").find(text[first]) != std::string_view::npos;
  return std::string(was_made_safe ? text.substr(1) : text);
}

namespace {

thread_local int hidden_rows = 0;  // how many CellsHidden of this thread hide
thread_local int rows_read = 0;    // how many RowsOfExtract this thread has

}  // namespace

CellsHidden::CellsHidden(bool hides) : hides_(hides) { hidden_rows += hides_ ? 1 : 0; }
CellsHidden::~CellsHidden() { hidden_rows -= hides_ ? 1 : 0; }

RowsOfExtract::RowsOfExtract(bool hides) : hides_(hides) { ++rows_read; }
RowsOfExtract::~RowsOfExtract() { --rows_read; }
bool reads_rows() { return rows_read > 0; }
bool hides_cells() { return sight().redact || hidden_rows > 0; }

std::string in_words(std::string_view cell, bool of_figures) {
  if (hides_cells()) return document::value_in_words(cell, false);
  return document::refused_in_words(cell, of_figures ? document::Wanted::figure : document::Wanted::nothing);
}

std::string code_in_words(std::string_view code) {
  const bool is_code =
      !hides_cells() && !code.empty() && code.size() <= 12 &&
      std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  return is_code ? fmt::format("`{}`", code) : in_words(code, false);
}

bool is_notation(std::string_view word) {
  if (std::find(time_forms.begin(), time_forms.end(), word) != time_forms.end()) return true;
  return std::any_of(date_notations.begin(), date_notations.end(), [&](std::string_view date) {
    if (!word.starts_with(date)) return false;
    const std::string_view form = word.substr(date.size());
    return form.empty() || (date != "iso" && date != "excel" && date != "epoch" && form.front() == ' ' &&
                            std::find(time_forms.begin(), time_forms.end(), form.substr(1)) != time_forms.end());
  });
}

std::span<const std::string_view> known_notations() {
  static constexpr auto all = [] {
    std::array<std::string_view, date_notations.size() + time_forms.size()> words{};
    std::copy(date_notations.begin(), date_notations.end(), words.begin());
    std::copy(time_forms.begin(), time_forms.end(), words.begin() + date_notations.size());
    return words;
  }();
  return all;
}

std::optional<Stamp> stamp_in(std::string_view text, const Notations& notations) {
  for (const std::string& notation : notations.as.empty() ? iso_alone() : notations.as)
    if (const auto stamp = one_notation(text, notation, notations)) return stamp;
  return std::nullopt;
}

std::optional<std::string> day_in(std::string_view text, const Notations& notations) {
  const auto stamp = stamp_in(text, notations);
  return stamp ? std::optional(format(stamp->day)) : std::nullopt;
}

std::optional<std::string> time_in(std::string_view text, const Notations& notations) {
  const auto written = [](int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); };
  static const std::vector<std::string> usual{"hh:mm", "h:mm", "hh:mm:ss", "iso"};
  Notations as_stamp = notations;
  as_stamp.as.clear();
  for (const std::string& notation : notations.as.empty() ? usual : notations.as) {
    if (std::find(time_forms.begin(), time_forms.end(), notation) == time_forms.end()) {
      as_stamp.as.push_back(notation);
      continue;
    }
    Scanner scan(text);
    const auto minute = time_of(scan, notation);
    if (minute && scan.at_end()) return written(*minute);
  }
  if (as_stamp.as.empty()) return std::nullopt;
  const auto stamp = stamp_in(text, as_stamp);
  return stamp && stamp->minute_of_day ? std::optional(written(*stamp->minute_of_day)) : std::nullopt;
}

std::string moment_text(const Stamp& stamp) {
  if (!stamp.minute_of_day) return format(stamp.day);
  return fmt::format("{}T{:02}:{:02}", format(stamp.day), *stamp.minute_of_day / 60, *stamp.minute_of_day % 60);
}

std::optional<bool> flag_in(std::string_view text) {
  const std::string low = lower_case(text);
  if (low == "y" || low == "yes" || low == "true" || low == "1") return true;
  if (low == "n" || low == "no" || low == "false" || low == "0") return false;
  return std::nullopt;
}

bool is_whole_number(std::string_view text) {
  return !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace probation::recording
