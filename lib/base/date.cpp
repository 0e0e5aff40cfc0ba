#include "base/date.hpp"

#include <fmt/format.h>

namespace probation {
namespace detail {

constexpr std::array<std::int32_t, tabled_years* 12 + 1> month_starts = [] {
  using namespace std::chrono;
  std::array<std::int32_t, tabled_years * 12 + 1> starts{};
  for (unsigned i = 0; i < starts.size(); ++i)
    starts[i] = static_cast<std::int32_t>(
        sys_days{std::chrono::year{static_cast<int>(first_tabled_year + i / 12)} / month{i % 12 + 1} / 1}
            .time_since_epoch()
            .count());
  return starts;
}();

}  // namespace detail

std::string format(Date date) {
  std::string text("0000-00-00", 10);  // every message holds dates, and a caseload has a hundred thousand of them
  const std::chrono::year_month_day day{date.days()};
  const int year = int{day.year()};
  if (year < 0 || year > 9999) {
    text = fmt::format("{:04}-{:02}-{:02}", year, unsigned{day.month()}, unsigned{day.day()});
    return text;
  }
  const auto put = [&](std::size_t last, unsigned number) {
    for (; number != 0; number /= 10) text[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, static_cast<unsigned>(year));
  put(6, unsigned{day.month()});
  put(9, unsigned{day.day()});
  return text;
}

}  // namespace probation
