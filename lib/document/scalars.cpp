// The strict scalars of the file formats. Each reader says what is wrong in words that follow the value.
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/same_text.hpp"
#include "base/text.hpp"
#include "document/crn.hpp"
#include "document/shape.hpp"

namespace probation::document {
namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool shaped_like_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9})
    if (!digit(text[i])) return false;
  return true;
}

}  // namespace

bool is_id(std::string_view text) {
  static constexpr std::array<bool, 256> goes_on = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c) {
      const auto sign = static_cast<char>(c);
      table[c] = letter(sign) || digit(sign) || sign == '_' || sign == '-';
    }
    return table;
  }();
  if (text.empty() || text.size() > 64 || !letter(text.front())) return false;
  for (const char c : text.substr(1))
    if (!goes_on[static_cast<unsigned char>(c)]) return false;
  return true;
}

std::optional<int> minute_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':' || !digit(text[0]) || !digit(text[1]) || !digit(text[3]) || !digit(text[4]))
    return std::nullopt;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::optional<std::string> read_text(std::string& value, ScalarText text, const Range&) {
  value = text.text;
  return std::nullopt;
}

std::optional<std::string> read_id(Id& id, ScalarText text, const Range&) {
  if (!is_id(text.text)) return "is not an id: a letter, then up to 63 letters, digits, _ or -";
  id.text = text.text;
  return std::nullopt;
}

bool is_crn(std::string_view text) {
  bool good = text.size() == 7 && text.front() >= 'A' && text.front() <= 'Z';
  for (std::size_t i = 1; good && i < text.size(); ++i) good = digit(text[i]);
  return good;
}

std::optional<std::string> read_crn(Crn& crn, ScalarText text, const Range&) {
  if (!is_crn(text.text)) return "is not a CRN: one capital letter and six digits";
  crn.text = text.text;
  return std::nullopt;
}

std::optional<std::string> read_change(ChangeName& change, ScalarText text, const Range& range) {
  std::int64_t number = 0;
  Id id;
  const bool good = text.plain && !text.text.empty() && digit(text.text.front())
                        ? !read_whole(number, text, range) && number >= 1
                        : !read_id(id, text, range);
  if (!good) return "is not a change: its number, from 1, or the id of an entry that has none";
  change.text = text.text;
  return std::nullopt;
}

std::optional<std::string> read_date(std::optional<Date>& value, ScalarText text, const Range&) {
  if (auto date = parse_date(text.text)) {
    value = *date;
    return std::nullopt;
  }
  if (shaped_like_date(text.text)) return "does not exist: there is no such day";
  if (text.text.size() > 10 && parse_date(text.text.substr(0, 10)))
    return "is not a date: ten characters, YYYY-MM-DD, and no time of day";
  return "is not a date: ten characters, YYYY-MM-DD";
}

std::optional<std::string> read_moment(std::optional<Moment>& value, ScalarText text, const Range&) {
  const std::string_view t = text.text;
  if (const auto date = parse_date(t)) {
    value = Moment{*date, std::nullopt};
    return std::nullopt;
  }
  if (t.size() == 16 && t[10] == 'T')
    if (const auto date = parse_date(t.substr(0, 10)))
      if (const auto minute = minute_of_day(t.substr(11))) {
        value = Moment{*date, *minute};
        return std::nullopt;
      }
  return "is not a date or a date and time: YYYY-MM-DD or YYYY-MM-DDTHH:MM";
}

std::optional<std::string> read_clock(ClockTime& value, ScalarText text, const Range&) {
  const auto minute = minute_of_day(text.text);
  if (!minute) return "is not a time of day: HH:MM from 00:00 to 23:59";
  value.minute_of_day = *minute;
  return std::nullopt;
}

std::optional<std::string> read_whole(std::int64_t& value, ScalarText text, const Range& range) {
  std::string_view t = text.text;
  if (!text.plain) return "is text; a whole number is written without quotes";
  const std::string_view digits = t.starts_with('-') ? t.substr(1) : t;
  bool all_digits = !digits.empty();
  for (const char c : digits) all_digits = all_digits && digit(c);
  if (!all_digits) return "is not a whole number: plain decimal digits";
  if (digits.size() > 1 && digits.front() == '0')
    return "has a leading zero, which some readers take for octal; write it without";
  if (digits.front() == '0' && digits.size() != t.size()) return "is not a whole number: plain decimal digits";
  const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
  if (error != std::errc{} || end != t.data() + t.size()) return "is too large a number";
  if (range.min && value < *range.min) return fmt::format("is less than {}", *range.min);
  if (range.max && value > *range.max) return fmt::format("is more than {}", *range.max);
  return std::nullopt;
}

std::optional<std::string> read_decimal(double& value, ScalarText text, const Range& range) {
  const std::string_view t = text.text;
  if (!text.plain) return "is text; a number is written without quotes";
  const std::string_view unsigned_part = t.starts_with('-') ? t.substr(1) : t;
  const std::size_t point = unsigned_part.find('.');
  const std::string_view whole = unsigned_part.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view{"0"} : unsigned_part.substr(point + 1);
  bool good = !whole.empty() && !part.empty() && !(whole.size() > 1 && whole.front() == '0');
  for (const char c : whole) good = good && digit(c);
  for (const char c : part) good = good && digit(c);
  if (!good) return "is not a number: decimal digits, with a point where needed";
  const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
  if (error != std::errc{} || end != t.data() + t.size()) return "is too large a number";
  if (range.min && value < static_cast<double>(*range.min)) return fmt::format("is less than {}", *range.min);
  if (range.max && value > static_cast<double>(*range.max)) return fmt::format("is more than {}", *range.max);
  return std::nullopt;
}

std::optional<std::string> read_truth(bool& value, ScalarText text, const Range&) {
  const bool is_true = same_text(text.text, "true");
  if (text.plain && (is_true || same_text(text.text, "false"))) {
    value = is_true;
    return std::nullopt;
  }
  return "is neither true nor false";
}

std::size_t index_of_word(std::string_view text, std::span<const Word> words) {
  std::size_t i = text.empty() ? words.size() : 0;
  while (i < words.size() && !same_text(words[i].text, text)) ++i;
  return i;
}

std::optional<std::string> read_word(std::size_t& index, ScalarText text, std::span<const Word> words) {
  index = index_of_word(text.text, words);
  if (index < words.size()) return std::nullopt;
  std::vector<std::string_view> known;
  for (const Word& word : words) known.push_back(word.text);
  if (const auto near = nearest(text.text, known)) return fmt::format("is not a known word; did you mean `{}`?", *near);
  return fmt::format("is not a known word; one of {}", fmt::join(known, ", "));
}

}  // namespace probation::document
