// What the planner and its checker ask of a day is asked of the day the work begins, not of the day of asking; and
// before sentence everything counts from the day of sentence.
#include "planning/scenario.hpp"
#include "planning/suggest.hpp"
#include "planning/verify.hpp"
#include "unit/catch.hpp"

using namespace planning_tests;
namespace planning = probation::planning;

namespace {

using Status = planning::Answer::Status;
const std::function<bool()> never_over = [] { return false; };
constexpr Date today = date(2025, 9, 1), start = date(2025, 10, 8);

std::unique_ptr<Built> of_region(const Scenario& s, const std::string& region) {
  auto built = build(s);
  built->file.manager.emplace();
  built->file.manager->region = {region, {1, 1, 0}};
  return built;
}
RegionSelection selection(std::optional<Date> from, std::optional<Date> until, const std::string& selected) {
  return {"N51.yaml", "N51", from, until, {selected}};
}
// The group of 8 October, as a plan made by hand has it.
planning::PlannedWork the_group() {
  planning::PlannedWork work{"mine", "group", "D1", {}};
  for (int week = 0; week < 4; ++week) work.sessions.push_back({start + Days{7 * week}, std::nullopt, std::nullopt});
  return work;
}
// Whether the planner chooses the group and the checker takes it: they must agree.
bool is_given(const Built& built, const planning::Wishes& wishes) {
  const planning::Question question = built.question(wishes);
  const bool chosen = planning::suggest(question, never_over).status == Status::optimal;
  const planning::Check check = planning::verify(question, {the_group()});
  CHECK(check.accepted() == chosen);
  for (const planning::Violation& one : check.violations) CHECK(one.rule == 0);
  return chosen;
}

}  // namespace

TEST_CASE("What a region selected is asked of the day of the first session") {
  const Scenario s = one_group(today, start);
  const auto given = [&](std::optional<Date> from, std::optional<Date> until, const std::string& selected) {
    const auto built = of_region(s, "N51");
    built->catalogue.selections.emplace({selection(from, until, selected)});
    return is_given(*built, s.wishes);
  };
  CHECK(given({}, start, "group"));
  CHECK_FALSE(given({}, start - Days{1}, "group"));
  CHECK(given(start, {}, "group"));
  CHECK_FALSE(given(start + Days{1}, {}, "group"));
  CHECK_FALSE(given({}, {}, "another"));
}

TEST_CASE("One selection gives way to the next, and the reason names the day") {
  Scenario s = one_group(today, start);
  s.interventions.push_back(
      made("newer", InterventionKind::structured_intervention, NeedArea::thinking_and_behaviour, 4));
  s.directory->push_back(group("D2", "newer", {start}));
  const auto built = of_region(s, "N51");
  built->catalogue.selections.emplace(
      {selection({}, date(2025, 9, 30), "group"), selection(date(2025, 10, 1), {}, "newer")});
  const planning::Suggestion plan = planning::suggest(built->question(s.wishes), never_over);
  REQUIRE(plan.chosen.size() == 1);
  CHECK(plan.supply.options[plan.chosen[0].option].id == "D2@2025-10-08");
  CHECK(plan.supply.offers[0].no_option->message == "not selected in N51 on 2025-10-08");
  const planning::Check check = planning::verify(built->question(s.wishes), {the_group()});
  REQUIRE(check.violations.size() == 1);
  CHECK(check.violations[0].message == "group is not selected in N51 on 2025-10-08");
  CHECK(check.violations[0].date == start);
}

TEST_CASE("What is not known to be selected is let pass only when it is asked for, and then said") {
  Scenario s = one_group(today, start);
  const auto built = of_region(s, "N52");
  built->catalogue.selections.emplace({selection({}, {}, "group")});
  CHECK_FALSE(is_given(*built, s.wishes));
  s.wishes.allow_undetermined = true;
  CHECK(is_given(*built, s.wishes));
  const planning::Suggestion plan = planning::suggest(built->question(s.wishes), never_over);
  REQUIRE(plan.chosen.size() == 1);
  CHECK(plan.chosen[0].undetermined == std::vector<std::string>{"whether N52 selected it for 2025-10-08 is not known"});
  built->file.manager->region = {};
  CHECK(is_given(*built, s.wishes));
  s.wishes.allow_undetermined = false;
  CHECK_FALSE(is_given(*built, s.wishes));
}

TEST_CASE("A toolkit asks no region, and rolling work begins in the first week it may") {
  Scenario s = one_toolkit(today, 3);
  s.policy_hours = {{1, 600}};
  auto built = of_region(s, "N51");
  built->catalogue.selections.emplace({selection({}, {}, "another")});
  CHECK(planning::suggest(built->question(s.wishes), never_over).status == Status::optimal);
  s.interventions[0].kind = InterventionKind::structured_intervention;
  built = of_region(s, "N51");
  built->catalogue.selections.emplace({selection(date(2025, 9, 16), {}, "kit")});
  const planning::Suggestion plan = planning::suggest(built->question(s.wishes), never_over);
  REQUIRE(plan.chosen.size() == 1);
  CHECK(plan.supply.options[plan.chosen[0].option].id == "kit@2025-09-16");
}

TEST_CASE("Approval is asked of the day of the first session") {
  const Scenario s = one_group(today, start);
  const auto given = [&](Date approved, std::optional<Date> decommissioned) {
    const auto built = build(s);
    Lifecycle& lifecycle = *built->catalogue.entries[0].intervention.lifecycle;
    lifecycle.approved_date = {approved, {1, 1, 0}};
    if (decommissioned) {
      lifecycle.history.recorded = true;
      for (const auto& [day, state] :
           {std::pair(approved, HistoryState::approved), std::pair(*decommissioned, HistoryState::decommissioned)}) {
        HistoryRow row;
        row.date = {day, {1, 1, 0}};
        row.state = {state, {1, 1, 0}};
        lifecycle.history.items.push_back(row);
      }
    }
    return is_given(*built, s.wishes);
  };
  CHECK(given(start, {}));
  CHECK_FALSE(given(start + Days{1}, {}));
  CHECK(given(today, start + Days{1}));
  CHECK_FALSE(given(today, start));
}

TEST_CASE("Before sentence weeks count from the day of sentence") {
  Scenario s = one_group(today, date(2025, 9, 16));  // in the second week after today, in the first after the 9th
  s.interventions.push_back(
      made("short", InterventionKind::structured_intervention, NeedArea::thinking_and_behaviour, 2));
  s.directory->push_back(group("D2", "short", {date(2025, 9, 18)}));
  s.directory->push_back(group("D3", "short", {date(2025, 9, 19)}));
  // Counted from Monday 1 September both begin two weeks on, and the shorter is the better; counted from the 4th the
  // one of the 16th begins a week earlier than the one of the 18th.
  const auto days = [&](Date as_of, Date sentence) {
    Scenario asked = s;
    asked.as_of = as_of;
    asked.wishes.sentence_date = sentence;
    const auto built = build(asked);
    const auto question = planning::ask_before_sentence(*built->facts, asked.wishes, &*built->directory);
    REQUIRE(std::holds_alternative<planning::Question>(question));
    const planning::Ladder ladder = planning::propose(std::get<planning::Question>(question), never_over);
    REQUIRE(ladder.rungs.size() == 1);
    return ladder.rungs[0].objective.distinct_days;
  };
  CHECK(days(date(2025, 9, 1), date(2025, 9, 1)) == 2);
  CHECK(days(date(2025, 9, 1), date(2025, 9, 4)) == 4);
  CHECK(days(date(2025, 9, 4), date(2025, 9, 4)) == 4);
}
