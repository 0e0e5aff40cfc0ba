#include "law/bank_holidays.hpp"

#include "unit/catch.hpp"

using namespace probation;

namespace {

bool weekend(Date day) { return day.weekday() == std::chrono::Saturday || day.weekday() == std::chrono::Sunday; }

std::string_view name_of(Date day) {
  for (const BankHoliday& holiday : bank_holidays())
    if (holiday.date == day) return holiday.name;
  return {};
}

}  // namespace

TEST_CASE("Bank holidays stand in order, on weekdays, within the years covered") {
  const auto table = bank_holidays();
  for (std::size_t i = 0; i < table.size(); ++i) {
    INFO(format(table[i].date));
    CHECK_FALSE(weekend(table[i].date));
    CHECK(bank_holiday_coverage().contains(table[i].date));
    if (i > 0) CHECK(table[i - 1].date < table[i].date);
  }
  CHECK(bank_holiday_coverage().first == date(2015, 1, 1));
  CHECK(bank_holiday_coverage().last == date(2028, 12, 31));
}

TEST_CASE("A day is called a substitute where, and only where, it is not the feast itself") {
  int named = 0;
  for (const BankHoliday& holiday : bank_holidays()) {
    const std::string_view name = holiday.name;
    unsigned month = 0, day = 0;
    if (name.starts_with("New Year's Day")) month = 1, day = 1;
    else if (name.starts_with("Christmas Day")) month = 12, day = 25;
    else if (name.starts_with("Boxing Day")) month = 12, day = 26;
    else continue;
    ++named;
    INFO(format(holiday.date));
    CHECK(name.ends_with("(substitute day)") == !(holiday.date.month() == month && holiday.date.day() == day));
  }
  CHECK(named == 3 * 14);
}

TEST_CASE("Holidays moved or added once are in the table, and the days they left are not") {
  CHECK(is_bank_holiday(date(2020, 5, 4)) == false);
  CHECK(name_of(date(2020, 5, 8)) == "Early May bank holiday (VE Day)");
  CHECK(is_bank_holiday(date(2022, 5, 30)) == false);
  CHECK(is_bank_holiday(date(2022, 6, 2)) == true);
  CHECK(name_of(date(2022, 6, 3)) == "Platinum Jubilee bank holiday");
  CHECK(name_of(date(2022, 9, 19)) == "State Funeral of Queen Elizabeth II");
  CHECK(name_of(date(2023, 5, 8)) == "Coronation of King Charles III");
}

TEST_CASE("The n-th working day after an event is the n-th day of work counted one by one") {
  for (Date event = date(2015, 1, 1); event <= date(2028, 11, 30); event = event + Days{1}) {
    Date day = event;
    for (int n = 1; n <= 15; ++n) {
      do day = day + Days{1};
      while (weekend(day) || !name_of(day).empty());
      if (n == 1 || n == 7 || n == 15) REQUIRE(working_days_after(event, n) == day);
    }
  }
}

TEST_CASE("An event at a weekend is day 0 like any other, and a count that leaves the table is unknown") {
  CHECK(working_days_after(date(2025, 4, 19), 1) == date(2025, 4, 22));  // Easter Saturday
  CHECK(working_days_after(date(2025, 4, 19), 0) == date(2025, 4, 19));
  CHECK(working_days_after(date(2028, 12, 28), 1) == date(2028, 12, 29));
  CHECK_FALSE(working_days_after(date(2028, 12, 29), 1));
  CHECK_FALSE(working_days_after(date(2014, 12, 31), 1));
  CHECK_FALSE(is_working_day(date(2029, 1, 2)));
}
