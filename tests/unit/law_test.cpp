#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "law/bank_holidays.hpp"
#include "law/law_rows.hpp"
#include "law/limits.hpp"
#include "law/older_law.hpp"
#include "law/standards.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

// Easter Sunday by Gauss's method as corrected for the Gregorian calendar, written apart from any table.
Date easter(int y) {
  const int a = y % 19, b = y % 4, c = y % 7, k = y / 100, p = (13 + 8 * k) / 25, q = k / 4;
  const int m = (15 - p + k - q) % 30, n = (4 + k - q) % 7, d = (19 * a + m) % 30, e = (2 * b + 4 * c + 6 * d + n) % 7;
  int day = 22 + d + e;
  if (d == 29 && e == 6) day = 50;
  if (d == 28 && e == 6 && (11 * m + 11) % 30 < 19) day = 49;
  return *Date::from_ymd(y, 3, 1) + Days{day - 1};
}

bool weekend(Date day) { return day.weekday() == std::chrono::Saturday || day.weekday() == std::chrono::Sunday; }

Date first_monday(int y, unsigned month) {
  Date day = *Date::from_ymd(y, month, 1);
  while (day.weekday() != std::chrono::Monday) day = day + Days{1};
  return day;
}
Date last_monday(int y, unsigned month) {
  Date day = *Date::from_ymd(y, month, 31);
  while (day.weekday() != std::chrono::Monday) day = day - Days{1};
  return day;
}

std::set<Date> computed(int y) {
  std::set<Date> days{easter(y) - Days{2}, easter(y) + Days{1}, last_monday(y, 8)};
  days.insert(y == 2020 ? date(2020, 5, 8) : first_monday(y, 5));
  days.insert(y == 2022 ? date(2022, 6, 2) : last_monday(y, 5));
  // A holiday at a weekend moves to the next weekday that is none.
  for (const Date fixed : {*Date::from_ymd(y, 1, 1), *Date::from_ymd(y, 12, 25), *Date::from_ymd(y, 12, 26)}) {
    if (!weekend(fixed)) days.insert(fixed);
  }
  for (const Date fixed : {*Date::from_ymd(y, 1, 1), *Date::from_ymd(y, 12, 25), *Date::from_ymd(y, 12, 26)}) {
    if (!weekend(fixed)) continue;
    Date moved = fixed;
    while (weekend(moved) || days.contains(moved)) moved = moved + Days{1};
    days.insert(moved);
  }
  if (y == 2022) days.insert({date(2022, 6, 3), date(2022, 9, 19)});
  if (y == 2023) days.insert(date(2023, 5, 8));
  return days;
}

}  // namespace

TEST_CASE("The bank holidays are those a second computation gives, year by year") {
  std::size_t total = 0;
  for (int y = 2015; y <= 2028; ++y) {
    std::set<Date> table;
    for (const BankHoliday& holiday : bank_holidays())
      if (holiday.date.year() == y) table.insert(holiday.date);
    INFO(y);
    CHECK(table == computed(y));
    total += table.size();
  }
  CHECK(total == bank_holidays().size());
}

TEST_CASE("Working days count from the day after the event, and are unknown outside the table") {
  CHECK(working_days_after(date(2025, 4, 14), 7) == date(2025, 4, 25));
  CHECK(working_days_after(date(2025, 1, 13), 5) == date(2025, 1, 20));
  CHECK(working_days_after(date(2025, 1, 13), 0) == date(2025, 1, 13));
  CHECK_FALSE(working_days_after(date(2028, 12, 28), 3));
  CHECK_FALSE(is_working_day(date(2014, 12, 31)));
  CHECK_FALSE(is_bank_holiday(date(2029, 1, 1)));
}

TEST_CASE("A dated row holds from its first day") {
  CHECK(limits::suspended_term_max_months.at(ByConviction{date(2026, 3, 21)})->value == 24);
  CHECK(limits::suspended_term_max_months.at(ByConviction{date(2026, 3, 22)})->value == 36);
  CHECK(limits::rar_available.at(ByOffence{date(2015, 1, 31)}) == nullptr);
  CHECK(limits::rar_available.at(ByOffence{date(2015, 2, 1)}) != nullptr);
  CHECK(limits::curfew_max_hours_per_day.at(ByConviction{date(2022, 6, 27)})->value == 16);
  CHECK(limits::curfew_max_hours_per_day.at(ByConviction{date(2022, 6, 28)})->value == 20);
  CHECK(limits::unpaid_work_period_months.at(AsAt{date(2026, 5, 10)}) != nullptr);
  CHECK(limits::unpaid_work_period_months.at(AsAt{date(2026, 5, 11)}) == nullptr);
  CHECK(limits::record_under_intervention.at(ByEvent{date(2021, 8, 31)}) == nullptr);
}

TEST_CASE("Every table of limits.hpp stands in the list that the law command prints") {
  std::ifstream in(std::string(PROJECT_SOURCE_DIR) + "/lib/law/limits.hpp");
  std::stringstream text;
  text << in.rdbuf();
  const std::string source = text.str();
  const std::regex name(R"re(history<AskedBy::\w+>\(\s*"(\w+)")re");
  std::set<std::string> declared, listed;
  for (std::sregex_iterator it(source.begin(), source.end(), name), end; it != end; ++it) declared.insert((*it)[1]);
  for (const LawRow& row : law_rows()) listed.insert(row.name);
  CHECK(declared.size() > 25);
  for (const std::string& one : declared) {
    INFO(one);
    CHECK(listed.contains(one));
  }
}

TEST_CASE("Every provision of the Code that is cited says what stood in its place before, or that nothing did") {
  std::ifstream in(std::string(PROJECT_SOURCE_DIR) + "/lib/law/sources.hpp");
  std::stringstream text;
  text << in.rdbuf();
  const std::string source = text.str();
  const std::regex provision(R"re("Sentencing Act 2020",\s*"([^"]+)")re");
  std::set<std::string_view> older, cited;
  for (const OlderProvision& row : older_provisions) {
    INFO(row.of_the_code);
    CHECK(older.insert(row.of_the_code).second);
    CHECK(row.before.from < sources::code_start);
  }
  for (const std::string_view none : nothing_before) {
    INFO(none);
    CHECK(older.insert(none).second);
  }
  std::set<std::string> found;
  for (std::sregex_iterator it(source.begin(), source.end(), provision), end; it != end; ++it) found.insert((*it)[1]);
  CHECK(found.size() > 40);
  for (const std::string& one : found) {
    INFO(one);
    CHECK(older.contains(one));
    cited.insert(one);
  }
  CHECK(older == cited);  // no row of what nobody cites
}

TEST_CASE("A local policy value counts only where it is stricter") {
  Policy policy = Policy::national();
  policy.add_local(
      {"outcome_decision_working_days", std::int64_t{7}, date(2026, 1, 1), {}, "Instruction 3", "x.yaml", 4});
  policy.add_local({"plan_working_days", std::int64_t{20}, {}, {}, "Instruction 4", "x.yaml", 5});
  policy.add_local({"completion_review_first_months", std::int64_t{7}, {}, {}, "Instruction 5", "x.yaml", 6});
  CHECK(policy.resolve("outcome_decision_working_days", date(2025, 12, 31))->number() == 10);
  CHECK(policy.resolve("outcome_decision_working_days", date(2026, 1, 1))->number() == 7);
  CHECK(policy.resolve("plan_working_days", date(2026, 1, 1))->number() == 15);
  CHECK(policy.resolve("completion_review_first_months", date(2026, 1, 1))->number() == 6);
  CHECK(policy.not_used().size() == 2);
  CHECK_FALSE(policy.resolve("minimum_day_minutes", date(2026, 1, 1)));
  CHECK_FALSE(policy.resolve("completion_review_first_months", date(2021, 6, 25)));
  CHECK(policy.at("completion_review_second_months", date(2021, 6, 25))->assumption);
  CHECK_FALSE(policy.at("completion_review_second_months", date(2021, 6, 26))->assumption);
  CHECK(policy.at("ete_share_percent", date(2024, 5, 15))->from == date(2021, 6, 26));
}
