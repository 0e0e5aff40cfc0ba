// Bank holidays of England and Wales, and working days counted by them. Outside the years the table covers the
// answer is unknown, never guessed.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "base/date.hpp"

namespace probation {

struct BankHoliday {
  Date date;
  std::string_view name;
};

std::span<const BankHoliday> bank_holidays();  // by date
Period bank_holiday_coverage();                // both ends included
std::optional<bool> is_bank_holiday(Date date);
// Monday to Friday without bank holidays; nothing outside the coverage.
std::optional<bool> is_working_day(Date date);
// The n-th working day after the event, whose day is day 0; nothing where the count leaves the coverage. n >= 0.
std::optional<Date> working_days_after(Date event, int n);

}  // namespace probation
