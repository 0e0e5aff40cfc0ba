#include "base/date.hpp"

#include <fmt/format.h>

namespace probation {

std::optional<Date> parse_date(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) -> int {
    int n = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (iso[i] < '0' || iso[i] > '9') return -1;
      n = n * 10 + (iso[i] - '0');
    }
    return n;
  };
  const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  return Date::from_ymd(y, static_cast<unsigned>(m), static_cast<unsigned>(d));
}

std::string format(Date date) {
  std::string text("0000-00-00", 10);  // every message holds dates, and a caseload has a hundred thousand of them
  const int year = date.year();
  if (year < 0 || year > 9999) {
    text = fmt::format("{:04}-{:02}-{:02}", year, date.month(), date.day());
    return text;
  }
  const auto put = [&](std::size_t last, unsigned number) {
    for (; number != 0; number /= 10) text[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, static_cast<unsigned>(year));
  put(6, date.month());
  put(9, date.day());
  return text;
}

}  // namespace probation
