#include "law/bank_holidays.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace probation {
namespace {

// As proclaimed; tests compute the same days a second way.
constexpr std::array holidays{
    BankHoliday{date(2015, 1, 1), "New Year's Day"},
    BankHoliday{date(2015, 4, 3), "Good Friday"},
    BankHoliday{date(2015, 4, 6), "Easter Monday"},
    BankHoliday{date(2015, 5, 4), "Early May bank holiday"},
    BankHoliday{date(2015, 5, 25), "Spring bank holiday"},
    BankHoliday{date(2015, 8, 31), "Summer bank holiday"},
    BankHoliday{date(2015, 12, 25), "Christmas Day"},
    BankHoliday{date(2015, 12, 28), "Boxing Day (substitute day)"},
    BankHoliday{date(2016, 1, 1), "New Year's Day"},
    BankHoliday{date(2016, 3, 25), "Good Friday"},
    BankHoliday{date(2016, 3, 28), "Easter Monday"},
    BankHoliday{date(2016, 5, 2), "Early May bank holiday"},
    BankHoliday{date(2016, 5, 30), "Spring bank holiday"},
    BankHoliday{date(2016, 8, 29), "Summer bank holiday"},
    BankHoliday{date(2016, 12, 26), "Boxing Day"},
    BankHoliday{date(2016, 12, 27), "Christmas Day (substitute day)"},
    BankHoliday{date(2017, 1, 2), "New Year's Day (substitute day)"},
    BankHoliday{date(2017, 4, 14), "Good Friday"},
    BankHoliday{date(2017, 4, 17), "Easter Monday"},
    BankHoliday{date(2017, 5, 1), "Early May bank holiday"},
    BankHoliday{date(2017, 5, 29), "Spring bank holiday"},
    BankHoliday{date(2017, 8, 28), "Summer bank holiday"},
    BankHoliday{date(2017, 12, 25), "Christmas Day"},
    BankHoliday{date(2017, 12, 26), "Boxing Day"},
    BankHoliday{date(2018, 1, 1), "New Year's Day"},
    BankHoliday{date(2018, 3, 30), "Good Friday"},
    BankHoliday{date(2018, 4, 2), "Easter Monday"},
    BankHoliday{date(2018, 5, 7), "Early May bank holiday"},
    BankHoliday{date(2018, 5, 28), "Spring bank holiday"},
    BankHoliday{date(2018, 8, 27), "Summer bank holiday"},
    BankHoliday{date(2018, 12, 25), "Christmas Day"},
    BankHoliday{date(2018, 12, 26), "Boxing Day"},
    BankHoliday{date(2019, 1, 1), "New Year's Day"},
    BankHoliday{date(2019, 4, 19), "Good Friday"},
    BankHoliday{date(2019, 4, 22), "Easter Monday"},
    BankHoliday{date(2019, 5, 6), "Early May bank holiday"},
    BankHoliday{date(2019, 5, 27), "Spring bank holiday"},
    BankHoliday{date(2019, 8, 26), "Summer bank holiday"},
    BankHoliday{date(2019, 12, 25), "Christmas Day"},
    BankHoliday{date(2019, 12, 26), "Boxing Day"},
    BankHoliday{date(2020, 1, 1), "New Year's Day"},
    BankHoliday{date(2020, 4, 10), "Good Friday"},
    BankHoliday{date(2020, 4, 13), "Easter Monday"},
    BankHoliday{date(2020, 5, 8), "Early May bank holiday (VE Day)"},
    BankHoliday{date(2020, 5, 25), "Spring bank holiday"},
    BankHoliday{date(2020, 8, 31), "Summer bank holiday"},
    BankHoliday{date(2020, 12, 25), "Christmas Day"},
    BankHoliday{date(2020, 12, 28), "Boxing Day (substitute day)"},
    BankHoliday{date(2021, 1, 1), "New Year's Day"},
    BankHoliday{date(2021, 4, 2), "Good Friday"},
    BankHoliday{date(2021, 4, 5), "Easter Monday"},
    BankHoliday{date(2021, 5, 3), "Early May bank holiday"},
    BankHoliday{date(2021, 5, 31), "Spring bank holiday"},
    BankHoliday{date(2021, 8, 30), "Summer bank holiday"},
    BankHoliday{date(2021, 12, 27), "Christmas Day (substitute day)"},
    BankHoliday{date(2021, 12, 28), "Boxing Day (substitute day)"},
    BankHoliday{date(2022, 1, 3), "New Year's Day (substitute day)"},
    BankHoliday{date(2022, 4, 15), "Good Friday"},
    BankHoliday{date(2022, 4, 18), "Easter Monday"},
    BankHoliday{date(2022, 5, 2), "Early May bank holiday"},
    BankHoliday{date(2022, 6, 2), "Spring bank holiday"},
    BankHoliday{date(2022, 6, 3), "Platinum Jubilee bank holiday"},
    BankHoliday{date(2022, 8, 29), "Summer bank holiday"},
    BankHoliday{date(2022, 9, 19), "State Funeral of Queen Elizabeth II"},
    BankHoliday{date(2022, 12, 26), "Boxing Day"},
    BankHoliday{date(2022, 12, 27), "Christmas Day (substitute day)"},
    BankHoliday{date(2023, 1, 2), "New Year's Day (substitute day)"},
    BankHoliday{date(2023, 4, 7), "Good Friday"},
    BankHoliday{date(2023, 4, 10), "Easter Monday"},
    BankHoliday{date(2023, 5, 1), "Early May bank holiday"},
    BankHoliday{date(2023, 5, 8), "Coronation of King Charles III"},
    BankHoliday{date(2023, 5, 29), "Spring bank holiday"},
    BankHoliday{date(2023, 8, 28), "Summer bank holiday"},
    BankHoliday{date(2023, 12, 25), "Christmas Day"},
    BankHoliday{date(2023, 12, 26), "Boxing Day"},
    BankHoliday{date(2024, 1, 1), "New Year's Day"},
    BankHoliday{date(2024, 3, 29), "Good Friday"},
    BankHoliday{date(2024, 4, 1), "Easter Monday"},
    BankHoliday{date(2024, 5, 6), "Early May bank holiday"},
    BankHoliday{date(2024, 5, 27), "Spring bank holiday"},
    BankHoliday{date(2024, 8, 26), "Summer bank holiday"},
    BankHoliday{date(2024, 12, 25), "Christmas Day"},
    BankHoliday{date(2024, 12, 26), "Boxing Day"},
    BankHoliday{date(2025, 1, 1), "New Year's Day"},
    BankHoliday{date(2025, 4, 18), "Good Friday"},
    BankHoliday{date(2025, 4, 21), "Easter Monday"},
    BankHoliday{date(2025, 5, 5), "Early May bank holiday"},
    BankHoliday{date(2025, 5, 26), "Spring bank holiday"},
    BankHoliday{date(2025, 8, 25), "Summer bank holiday"},
    BankHoliday{date(2025, 12, 25), "Christmas Day"},
    BankHoliday{date(2025, 12, 26), "Boxing Day"},
    BankHoliday{date(2026, 1, 1), "New Year's Day"},
    BankHoliday{date(2026, 4, 3), "Good Friday"},
    BankHoliday{date(2026, 4, 6), "Easter Monday"},
    BankHoliday{date(2026, 5, 4), "Early May bank holiday"},
    BankHoliday{date(2026, 5, 25), "Spring bank holiday"},
    BankHoliday{date(2026, 8, 31), "Summer bank holiday"},
    BankHoliday{date(2026, 12, 25), "Christmas Day"},
    BankHoliday{date(2026, 12, 28), "Boxing Day (substitute day)"},
    BankHoliday{date(2027, 1, 1), "New Year's Day"},
    BankHoliday{date(2027, 3, 26), "Good Friday"},
    BankHoliday{date(2027, 3, 29), "Easter Monday"},
    BankHoliday{date(2027, 5, 3), "Early May bank holiday"},
    BankHoliday{date(2027, 5, 31), "Spring bank holiday"},
    BankHoliday{date(2027, 8, 30), "Summer bank holiday"},
    BankHoliday{date(2027, 12, 27), "Christmas Day (substitute day)"},
    BankHoliday{date(2027, 12, 28), "Boxing Day (substitute day)"},
    BankHoliday{date(2028, 1, 3), "New Year's Day (substitute day)"},
    BankHoliday{date(2028, 4, 14), "Good Friday"},
    BankHoliday{date(2028, 4, 17), "Easter Monday"},
    BankHoliday{date(2028, 5, 1), "Early May bank holiday"},
    BankHoliday{date(2028, 5, 29), "Spring bank holiday"},
    BankHoliday{date(2028, 8, 28), "Summer bank holiday"},
    BankHoliday{date(2028, 12, 25), "Christmas Day"},
    BankHoliday{date(2028, 12, 26), "Boxing Day"},
};

constexpr Period coverage{date(2015, 1, 1), date(2028, 12, 31)};

constexpr std::size_t days_covered = static_cast<std::size_t>(days_between(coverage.first, coverage.last)) + 1;

// One mark a day of the coverage.
constexpr auto marked = [] {
  std::array<bool, days_covered> marks{};
  for (const BankHoliday& holiday : holidays)
    marks[static_cast<std::size_t>(days_between(coverage.first, holiday.date))] = true;
  return marks;
}();

// The working days of the coverage, and of each of its days how many of them lie on it or before: they are counted
// several times a contact.
struct Counted {
  std::array<std::uint16_t, days_covered> nth{};  // from 0, as days of the coverage
  std::array<std::uint16_t, days_covered> up_to{};
  std::size_t all = 0;
};
constexpr Counted working = [] {
  Counted counted;
  auto weekday = coverage.first.weekday();
  for (std::size_t day = 0; day < days_covered; ++day, ++weekday) {
    if (!marked[day] && weekday != std::chrono::Saturday && weekday != std::chrono::Sunday)
      counted.nth[counted.all++] = static_cast<std::uint16_t>(day);
    counted.up_to[day] = static_cast<std::uint16_t>(counted.all);
  }
  return counted;
}();

}  // namespace

std::span<const BankHoliday> bank_holidays() { return holidays; }
Period bank_holiday_coverage() { return coverage; }

std::optional<bool> is_bank_holiday(Date date) {
  if (!coverage.contains(date)) return std::nullopt;
  return marked[static_cast<std::size_t>(days_between(coverage.first, date))];
}

std::optional<bool> is_working_day(Date date) {
  const auto holiday = is_bank_holiday(date);
  if (!holiday) return std::nullopt;
  return !*holiday && date.weekday() != std::chrono::Saturday && date.weekday() != std::chrono::Sunday;
}

std::optional<Date> working_days_after(Date event, int n) {
  if (!coverage.contains(event)) return std::nullopt;
  if (n <= 0) return event;
  const std::size_t nth =
      working.up_to[static_cast<std::size_t>(days_between(coverage.first, event))] + static_cast<std::size_t>(n) - 1;
  if (nth >= working.all) return std::nullopt;
  return coverage.first + Days{working.nth[nth]};
}

}  // namespace probation
