// Calendar dates that always exist, and the ways a statute counts from one to another.
// Months and Days do not compare with one another: a month has no length in days. No clock: today comes from
// the caller. Every function says whether its ends are included.
#pragma once
#include <algorithm>
#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probation {

struct Days {
  int count;
};  // calendar days
struct Months {
  int count;
};  // calendar months

class Date {
 public:
  // Nothing where there is no such day, or the year is outside 1600–9999.
  static constexpr std::optional<Date> from_ymd(int y, unsigned m, unsigned d) {
    const std::chrono::year_month_day ymd{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
    if (y < 1600 || y > 9999 || !ymd.ok()) return std::nullopt;
    return Date{std::chrono::sys_days{ymd}};
  }
  [[nodiscard]] constexpr int year() const { return int{ymd().year()}; }
  [[nodiscard]] constexpr unsigned month() const { return unsigned{ymd().month()}; }
  [[nodiscard]] constexpr unsigned day() const { return unsigned{ymd().day()}; }
  [[nodiscard]] constexpr std::chrono::sys_days days() const { return days_; }
  [[nodiscard]] constexpr std::chrono::weekday weekday() const { return std::chrono::weekday{days_}; }
  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date date, Days n) { return Date{date.days_ + std::chrono::days{n.count}}; }
  friend constexpr Date operator-(Date date, Days n) { return Date{date.days_ - std::chrono::days{n.count}}; }

 private:
  friend constexpr Date date_of(std::chrono::sys_days days);
  constexpr explicit Date(std::chrono::sys_days days) : days_(days) {}
  [[nodiscard]] constexpr std::chrono::year_month_day ymd() const { return std::chrono::year_month_day{days_}; }
  std::chrono::sys_days days_;
};

// A day known to exist; for arithmetic, which may leave the years that files can hold.
constexpr Date date_of(std::chrono::sys_days days) { return Date{days}; }
consteval Date date(int y, unsigned m, unsigned d) { return Date::from_ymd(y, m, d).value(); }

namespace detail {
// The first day of each month of the years that files hold, and of the one behind them, counted from 1970.
inline constexpr unsigned first_tabled_year = 1900, tabled_years = 200;
extern const std::array<std::int32_t, tabled_years * 12 + 1> month_starts;
}  // namespace detail

// Ten characters YYYY-MM-DD, and the day must exist. A caseload has a dozen in every file: here, so that it is no call.
inline std::optional<Date> parse_date(std::string_view iso) {
  if (iso.size() != 10) return std::nullopt;
  const char* at = iso.data();
  unsigned highest = 0;  // of what should be digits
  const auto digit = [&](std::size_t i) {
    const unsigned value = static_cast<unsigned char>(at[i]) - unsigned{'0'};
    highest = std::max(highest, value);
    return value;
  };
  const unsigned y = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const unsigned m = digit(5) * 10 + digit(6), d = digit(8) * 10 + digit(9);
  if (highest > 9 || at[4] != '-' || at[7] != '-') return std::nullopt;
  if (y - detail::first_tabled_year >= detail::tabled_years || m - 1 >= 12)
    return Date::from_ymd(static_cast<int>(y), m, d);
  const std::int32_t* month = detail::month_starts.data() + (y - detail::first_tabled_year) * 12 + (m - 1);
  if (d - 1 >= static_cast<unsigned>(month[1] - month[0])) return std::nullopt;
  return date_of(std::chrono::sys_days{std::chrono::days{month[0] + static_cast<std::int32_t>(d - 1)}});
}
std::string format(Date date);  // YYYY-MM-DD

constexpr int days_between(Date from, Date to) { return static_cast<int>((to.days() - from.days()).count()); }

namespace detail {
struct Shifted {
  Date date;
  bool clamped;  // the month has no such day; `date` is its last day
};
constexpr Shifted shift_months(Date date, int months) {
  using namespace std::chrono;
  const year_month to = year_month{year{date.year()}, month{date.month()}} + std::chrono::months{months};
  const unsigned last = unsigned{year_month_day_last{to.year(), month_day_last{to.month()}}.day()};
  const bool clamped = date.day() > last;
  return {date_of(sys_days{to / std::chrono::day{clamped ? last : date.day()}}), clamped};
}
}  // namespace detail

// "n months after the date": the corresponding date, else the last day of the month. The start is not counted.
constexpr Date months_after(Date date, Months n) { return detail::shift_months(date, n.count).date; }
constexpr Date months_before(Date date, Months n) { return detail::shift_months(date, -n.count).date; }

// Last day, included, of "a period of n months beginning with" the first day, which counts.
constexpr Date period_beginning_with(Date first, Months n) {
  const auto [date, clamped] = detail::shift_months(first, n.count);
  return clamped ? date : date - Days{1};
}

// Whole years from one date to another, as ages count: a year is complete on the anniversary. Who was born on 29
// February completes it on 1 March of other years. Negative where `to` lies before `from`.
constexpr int whole_years(Date from, Date to) {
  const bool before_anniversary = to.month() < from.month() || (to.month() == from.month() && to.day() < from.day());
  return to.year() - from.year() - (before_anniversary ? 1 : 0);
}

struct Period {  // both ends included
  Date first, last;
  [[nodiscard]] constexpr bool contains(Date date) const { return first <= date && date <= last; }
  [[nodiscard]] constexpr int days() const { return days_between(first, last) + 1; }
};

static_assert(months_after(date(2024, 3, 1), Months{36}) == date(2027, 3, 1));
static_assert(months_after(date(2024, 2, 29), Months{36}) == date(2027, 2, 28));
static_assert(months_before(date(2025, 12, 31), Months{3}) == date(2025, 9, 30));
static_assert(period_beginning_with(date(2024, 3, 1), Months{24}) == date(2026, 2, 28));
static_assert(period_beginning_with(date(2024, 8, 31), Months{6}) == date(2025, 2, 28));
static_assert(whole_years(date(1997, 6, 28), date(2022, 6, 27)) == 24 &&
              whole_years(date(1997, 6, 28), date(2022, 6, 28)) == 25);
static_assert(whole_years(date(2004, 2, 29), date(2022, 2, 28)) == 17 &&
              whole_years(date(2004, 2, 29), date(2022, 3, 1)) == 18);

}  // namespace probation
