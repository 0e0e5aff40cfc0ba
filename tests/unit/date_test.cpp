#include "base/date.hpp"

#include <string>

#include <fmt/format.h>
#include "unit/catch.hpp"

using namespace probation;

TEST_CASE("Every day from 1990 to 2100 reads back as it is written") {
  for (Date day = date(1990, 1, 1); day <= date(2100, 12, 31); day = day + Days{1})
    REQUIRE(parse_date(format(day)) == day);
}

TEST_CASE("A date read from the table of months is the one that is counted") {
  // The years of the table, 1900 to 2099, and some on either side.
  for (int year = 1895; year <= 2104; ++year)
    for (unsigned month = 0; month <= 13; ++month)
      for (unsigned day = 0; day <= 32; ++day) {
        const std::string text = fmt::format("{:04}-{:02}-{:02}", year, month, day);
        if (parse_date(text) != Date::from_ymd(year, month, day)) FAIL(text);
      }
}

TEST_CASE("Only days that exist, in ten characters, are dates") {
  for (const char* text : {"2026-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "20250101", "2025-01-01 ",
                           "2025/01/01", "1599-12-31", "", "aaaa-bb-cc", "2025-04-31"})
    CHECK_FALSE(parse_date(text));
  CHECK(parse_date("2024-02-29") == date(2024, 2, 29));
  CHECK(parse_date("9999-12-31"));
}

TEST_CASE("Months after a date do not count the date") {
  CHECK(months_after(date(2024, 3, 1), Months{36}) == date(2027, 3, 1));
  CHECK(months_after(date(2025, 1, 31), Months{1}) == date(2025, 2, 28));
  CHECK(months_before(date(2025, 8, 31), Months{6}) == date(2025, 2, 28));
  CHECK(months_before(date(2026, 1, 12), Months{3}) == date(2025, 10, 12));
}

TEST_CASE("A period that begins with a date counts it, and ends the day before the corresponding one") {
  CHECK(period_beginning_with(date(2024, 3, 1), Months{6}) == date(2024, 8, 31));
  CHECK(period_beginning_with(date(2025, 1, 10), Months{12}) == date(2026, 1, 9));
  CHECK(period_beginning_with(date(2024, 8, 29), Months{6}) ==
        date(2025, 2, 28));  // no 29 February: the month's last day
  CHECK(period_beginning_with(date(2023, 8, 29), Months{6}) == date(2024, 2, 28));  // there is one: the day before it
}

TEST_CASE("A period of n months and a shift by n months differ by one day wherever the day exists") {
  for (Date day = date(2015, 1, 1); day < date(2029, 1, 1); day = day + Days{1})
    for (const int n : {1, 3, 6, 12, 24, 36}) {
      const Date after = months_after(day, Months{n});
      const bool corresponds = after.day() == day.day();
      REQUIRE(period_beginning_with(day, Months{n}) == (corresponds ? after - Days{1} : after));
    }
}

TEST_CASE("Arithmetic at the end of the calendar stays defined") {
  CHECK(months_after(date(9999, 12, 31), Months{36}) > date(9999, 12, 31));
  CHECK(months_before(date(1600, 1, 1), Months{36}) < date(1600, 1, 1));
}
