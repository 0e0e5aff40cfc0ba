// Limits in working days against a second way to count: day by day, over every day of the years the table covers.
#include "facts/case/working_day_limits.hpp"

#include "law/bank_holidays.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

ResolvedStandard standard(std::string_view name, Date on) { return *Policy::national().resolve(name, on); }

}  // namespace

TEST_CASE("A limit in working days ends where counting day by day ends, and not at all where the table does first") {
  const Period covered = bank_holiday_coverage();
  const ResolvedStandard ten = standard("outcome_decision_working_days", date(2025, 3, 3));
  REQUIRE(ten.number() == 10);
  int ended = 0, open = 0;
  for (Date event = covered.first; event <= covered.last; event = event + Days{1}) {
    INFO(format(event));
    const WorkingDayLimit limit = working_day_limit(event, ten);
    int left = 10;
    Date day = event;
    while (left > 0 && day < covered.last) {
      day = day + Days{1};
      if (is_working_day(day) == true) --left;
    }
    CHECK(limit.in_time(event) == true);
    CHECK(limit.in_time(event + Days{10}) == true);
    CHECK(limit.in_time(day) == true);
    if (left == 0) {
      ++ended;
      REQUIRE(limit.last);
      CHECK(*limit.last == day);
      CHECK(limit.in_time(day + Days{1}) == false);
    } else {
      ++open;
      CHECK_FALSE(limit.last);
      CHECK(limit.in_time(covered.last) == true);
      CHECK(limit.in_time(covered.last + Days{60}) == std::nullopt);
    }
  }
  CHECK(ended > 5000);
  CHECK(open == 18);
}

TEST_CASE("The example of the policy table: seven working days from Monday 14 April 2025 end on Friday 25 April 2025") {
  CHECK(working_days_after(date(2025, 4, 14), 7) == date(2025, 4, 25));
}

TEST_CASE("Before the table begins only as many calendar days as the limit has are known to be in time") {
  const Date event = date(2014, 12, 22);
  const WorkingDayLimit limit = working_day_limit(event, standard("breach_action_working_days", event));
  CHECK_FALSE(limit.last);
  CHECK(limit.in_time(event + Days{10}) == true);
  CHECK(limit.in_time(event + Days{11}) == std::nullopt);
}
