// The smallest change that would make a plan possible: made, it does; and less of it does not.
#include <cstdlib>
#include <regex>

#include "planning/scenario.hpp"
#include "planning/suggest.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace planning_tests;
namespace planning = probation::planning;

namespace {

using Status = planning::Answer::Status;

planning::Suggestion planned(const Scenario& s) {
  const auto built = build(s);
  return planning::suggest(built->question(s.wishes), [] { return false; });
}
std::string change_of(const Scenario& s) {
  const planning::Suggestion suggestion = planned(s);
  return suggestion.conflict ? suggestion.conflict->change : std::string{};
}
bool is_possible(const Scenario& s) { return planned(s).status != Status::infeasible; }

// What a change asks for that a case or a flag can say.
struct Asked {
  std::optional<int> days, a_week;
  std::optional<Date> until;
  [[nodiscard]] int kinds() const { return (days ? 1 : 0) + (a_week ? 1 : 0) + (until ? 1 : 0); }
};
Asked asked_by(const std::string& change) {
  Asked asked;
  std::smatch found;
  if (std::regex_search(change, found, std::regex("a maximum of ([0-9]+) days"))) asked.days = std::stoi(found[1]);
  if (std::regex_search(change, found, std::regex("--max-per-week ([0-9]+)"))) asked.a_week = std::stoi(found[1]);
  if (std::regex_search(change, found, std::regex("activity until ([0-9-]{10}) or later")))
    asked.until = parse_date(std::string(found[1]));
  return asked;
}
Scenario changed(Scenario s, const Asked& asked) {
  if (asked.days) s.max_days = *asked.days;
  if (asked.a_week) s.wishes.sessions_a_week = *asked.a_week;
  if (asked.until) s.end = std::max(s.end, *asked.until);
  return s;
}
// Something is to be found out or arranged besides, which no case says by itself.
bool arranges(const std::string& change) {
  return std::regex_search(
      change,
      std::regex("record what|let what|check with|free the time|shorten the|end or re-arrange|--start|later end|"
                 "none of those|nothing on offer|none was found"));
}

}  // namespace

TEST_CASE("More sessions a week are asked for as many as the fullest week holds") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 11));  // a Thursday: three sessions, then five
  s.interventions[0].sessions = 8;
  s.interventions[0].per_week = 5;
  CHECK(change_of(s) == "D1@2025-09-11: --max-per-week 5");
  s.wishes.sessions_a_week = 4;
  CHECK(change_of(s) == "D1@2025-09-11: --max-per-week 5");
  s.wishes.sessions_a_week = 5;
  CHECK(is_possible(s));
}

TEST_CASE("What breaks a rule only together is changed together") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.max_days = 7;
  s.interventions.push_back(made("first", InterventionKind::structured_intervention, NeedArea::finance, 4));
  s.interventions[0].after = {"first"};
  s.directory->push_back(group("D2", "first", {date(2025, 9, 3)}));
  (*s.directory)[0].starts = {date(2025, 10, 1)};
  CHECK(change_of(s) == "D1@2025-10-01 D2@2025-09-03: a maximum of 8 days, 1 more (the court's to change)");
  const planning::Suggestion suggestion = planned(s);
  REQUIRE(suggestion.conflict);
  CHECK(suggestion.conflict->rules == std::vector<int>{1, 6});
  for (const planning::NotChosen& one : suggestion.not_chosen)
    if (suggestion.supply.options[one.option].id == "D2@2025-09-03")
      CHECK(one.message == "serves none of this person's needs; group asks for it first, and is not in the plan");
  s.max_days = 8;
  CHECK(is_possible(s));
}

TEST_CASE("A later end is asked for once, as late as the last session and the months need") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.end = date(2025, 9, 30);  // the day before the last session
  CHECK(asked_by(change_of(s)).until == date(2025, 10, 1));
  s.interventions[0].months = 2;
  CHECK(asked_by(change_of(s)).until == date(2025, 11, 9));  // two months that begin on 10 September
  s.end = date(2025, 11, 8);
  CHECK(asked_by(change_of(s)).until == date(2025, 11, 9));
  s.end = date(2025, 11, 9);
  CHECK(is_possible(s));
}

TEST_CASE("Where the end must be later anyway, it is late enough that nobody need be asked about the months") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.interventions[0].months = 2;
  s.interventions[0].ask_below = true;
  s.end = date(2025, 9, 30);
  CHECK(asked_by(change_of(s)).until == date(2025, 11, 9));
  CHECK(change_of(s) ==
        "D1@2025-09-10: activity until 2025-11-09 or later (the order ends here; the months that group asks for)");
  s.end = date(2025, 10, 1);  // the last session's day
  CHECK(change_of(s).find("check with the treatment manager") != std::string::npos);
  CHECK_FALSE(asked_by(change_of(s)).until);
}

TEST_CASE("Where no day is left, what is needed besides a later end is said") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.end = date(2025, 8, 31);
  const std::string plain =
      "no day is left: 2025-08-31 is the last day, the order ends here; activity needs a later end";
  CHECK(change_of(s) == plain);
  s.max_days = 3;
  CHECK(change_of(s) == plain + ", and then D1@2025-09-10: a maximum of 4 days, 1 more (the court's to change)");
  s.end = date(2025, 12, 31);
  s.wishes.start = date(2026, 1, 1);
  CHECK(change_of(s).find("an earlier --start, and then D1@2025-09-10: a maximum of 4 days") != std::string::npos);
}

TEST_CASE("Made, the change that is said makes a plan possible; and less of it does not") {
  std::mt19937 random(20250909);
  const char* more = std::getenv("PLANNING_CASES");
  const int cases = 1500 * (more == nullptr ? 1 : std::max(1, std::atoi(more)));
  int made_it = 0, least = 0, several = 0;
  for (int i = 0; i < cases; ++i) {
    Scenario s = make(random, {3, 4, 2, 8, 5, 5});
    if (s.reset_from) continue;  // the end of the order is then not what stops activity
    const planning::Suggestion suggestion = planned(s);
    if (!suggestion.conflict || arranges(suggestion.conflict->change)) continue;
    const Asked asked = asked_by(suggestion.conflict->change);
    CAPTURE(i, suggestion.conflict->change);
    REQUIRE(asked.kinds() > 0);
    CHECK(is_possible(changed(s, asked)));
    ++made_it;
    several += asked.kinds() > 1 ? 1 : 0;
    if (asked.kinds() > 1 || !suggestion.conflict->smallest) continue;
    Asked less = asked;
    if (less.days) --*less.days;
    if (less.a_week) --*less.a_week;
    if (less.until) less.until = *less.until - Days{1};
    CHECK_FALSE(is_possible(changed(s, less)));
    ++least;
  }
  CHECK(made_it > cases / 30);
  CHECK(least > cases / 60);
  CHECK(several > 0);
}
