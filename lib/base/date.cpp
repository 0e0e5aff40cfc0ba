#include "base/date.hpp"

#include <fmt/format.h>

namespace probation {

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
