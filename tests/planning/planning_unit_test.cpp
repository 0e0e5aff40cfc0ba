// The planner by hand-made cases: the dates of options, what the days are counted against, and what the contract says
// of the edges.
#include "planning/scenario.hpp"
#include "planning/suggest.hpp"
#include "planning/verify.hpp"
#include "unit/catch.hpp"

using namespace planning_tests;
namespace planning = probation::planning;

namespace {

const std::function<bool()> never = [] { return false; };

std::vector<std::string> ids(const planning::Supply& supply) {
  std::vector<std::string> list;
  for (const planning::Option& option : supply.options) list.push_back(option.id);
  return list;
}
std::vector<std::string> dates(const std::vector<SessionTime>& sessions) {
  std::vector<std::string> list;
  for (const SessionTime& session : sessions) list.push_back(format(session.date));
  return list;
}
// Sessions of which no time is said.
std::vector<SessionTime> on(const std::vector<Date>& days) {
  std::vector<SessionTime> sessions;
  for (const Date day : days) sessions.push_back({day, std::nullopt, std::nullopt});
  return sessions;
}
planning::Supply supply_of(const Scenario& s, const std::unique_ptr<Built>& built) {
  return planning::supply(built->question(s.wishes));
}
planning::Suggestion plan_of(const Scenario& s, const std::unique_ptr<Built>& built) {
  return planning::suggest(built->question(s.wishes), never);
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("A session on a bank holiday moves a week, and all after it; the id keeps the start as written") {
  const Scenario s = one_group(date(2025, 4, 1), date(2025, 4, 14));  // 21 April and 5 May 2025 are bank holidays
  const auto built = build(s);
  const planning::Supply supply = supply_of(s, built);
  REQUIRE(ids(supply) == Strings{"D1@2025-04-14"});
  CHECK(dates(supply.options[0].sessions) == Strings{"2025-04-14", "2025-04-28", "2025-05-12", "2025-05-19"});
  const Scenario late = one_group(date(2025, 4, 1), date(2025, 4, 21));
  const auto other = build(late);
  CHECK(ids(supply_of(late, other)) == Strings{"D1@2025-04-21"});
  CHECK(dates(supply_of(late, other).options[0].sessions).front() == "2025-04-28");
}

TEST_CASE("Several sessions a week fall on whole days after the start") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 2));
  s.interventions[0].per_week = 2;
  const auto built = build(s);
  CHECK(dates(supply_of(s, built).options[0].sessions) ==
        Strings{"2025-09-02", "2025-09-05", "2025-09-09", "2025-09-12"});
}

TEST_CASE("Rolling work begins in every week after the lead time, at each of its hours, and skips what is not free") {
  Scenario s = one_toolkit(date(2025, 1, 3), 3);  // seven days of lead: the first week begins on Saturday 11 January
  s.end = date(2025, 1, 20);
  s.policy_hours = {{0, 600}, {3, 1080}};  // Mondays 10:00, Thursdays 18:00
  s.away = {{date(2025, 1, 23), date(2025, 1, 23)}};
  auto built = build(s);
  const planning::Supply supply = supply_of(s, built);
  CHECK(ids(supply) == Strings{"kit@2025-01-13", "kit@2025-01-16/thursday-18:00", "kit@2025-01-20"});
  CHECK(dates(supply.options[1].sessions) == Strings{"2025-01-16", "2025-01-30", "2025-02-06"});
  CHECK(supply.options[1].sessions[0].start_minute == 1080);
  CHECK(supply.options[1].sessions[0].minutes == 120);  // nobody published a length: the policy's, said to be assumed
  CHECK(supply.offers[0].assumptions().find("assumed") == 0);
  s.wishes.start = date(2025, 1, 15);  // a Wednesday: weeks count from it
  built = build(s);
  CHECK(ids(supply_of(s, built)) == Strings{"kit@2025-01-20", "kit@2025-01-16/thursday-18:00"});
  s.windows = {{3, 19 * 60, 20 * 60}};  // an hour of Thursdays, in the second half of the session
  built = build(s);
  CHECK(ids(supply_of(s, built)) == Strings{"kit@2025-01-20"});
  s.wishes.grid = 2;
  s.wishes.start.reset();
  built = build(s);
  CHECK(ids(supply_of(s, built)) == Strings{"kit@2025-01-13"});
  const planning::Suggestion suggestion = plan_of(s, built);
  CHECK(suggestion.status == planning::Answer::Status::infeasible);
}

TEST_CASE("Several sessions a week are on the hours of the list, from the option's own on, each on another day") {
  Scenario s = one_toolkit(date(2025, 8, 31), 5);
  s.end = date(2025, 9, 14);
  s.interventions[0].per_week = 2;
  s.policy_hours = {{0, 600}, {0, 840}, {3, 840}};
  const auto built = build(s);
  const planning::Supply supply = supply_of(s, built);
  CHECK(ids(supply) == Strings{"kit@2025-09-08", "kit@2025-09-08/monday-14:00", "kit@2025-09-11/thursday-14:00"});
  CHECK(dates(supply.options[0].sessions) ==
        Strings{"2025-09-08", "2025-09-11", "2025-09-15", "2025-09-18", "2025-09-22"});
  CHECK(dates(supply.options[2].sessions) ==
        Strings{"2025-09-11", "2025-09-15", "2025-09-18", "2025-09-22", "2025-09-25"});
  CHECK(supply.options[2].sessions[1].start_minute == 600);
}

TEST_CASE("Entries of another region are no options, and the practitioner's toolkits stand in") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  const auto built = build(s);
  built->directory->region = {std::string("N51"), {1, 1, 0}};
  built->file.manager.emplace();
  built->file.manager->region = {std::string("N52"), {1, 1, 0}};
  const planning::Supply supply = planning::supply(built->question(s.wishes));
  CHECK(supply.options.empty());
  REQUIRE(supply.offers.size() == 1);
  CHECK(supply.offers[0].no_option->message == "runs in N51; the case is of N52");
}

TEST_CASE("A toolkit with a flexible number is one option for each number") {
  Scenario s = one_toolkit(date(2025, 9, 1), 0);
  s.end = date(2025, 9, 20);
  s.policy_hours = {{1, 600}};
  s.interventions[0].flexible = std::pair(2, 4);
  const auto built = build(s);
  CHECK(ids(supply_of(s, built)) == Strings{"kit@2025-09-09x2", "kit@2025-09-09x3", "kit@2025-09-09x4",
                                            "kit@2025-09-16x2", "kit@2025-09-16x3", "kit@2025-09-16x4"});
  const planning::Suggestion suggestion = plan_of(s, built);
  REQUIRE(suggestion.chosen.size() == 1);
  CHECK(suggestion.supply.options[suggestion.chosen[0].option].id == "kit@2025-09-09x2");
}

TEST_CASE("A full group, one that is not approved, and one already done give no option") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  (*s.directory)[0].full = true;
  CHECK(supply_of(s, build(s)).options.empty());
  (*s.directory)[0].full = false;
  s.interventions[0].approved = false;
  CHECK(supply_of(s, build(s)).options.empty());
  s.interventions[0].approved = true;
  s.activities = {{"A1", "group", ActivityStatus::completed, false, true, {}, 0}};
  CHECK(supply_of(s, build(s)).options.empty());
  s.activities.clear();
  CHECK(supply_of(s, build(s)).options.size() == 1);
}

TEST_CASE("The days left are what is neither counted nor ahead in kept work") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.max_days = 9;
  s.contacts = {{date(2025, 8, 4), true, {}, {}}, {date(2025, 8, 4), true, {}, {}}, {date(2025, 8, 11), true, {}, {}}};
  s.interventions.push_back(made("kit", InterventionKind::toolkit, NeedArea::finance, 3));
  s.activities = {{"A1", "kit", ActivityStatus::in_progress, true, false, {}, 3}};
  auto built = build(s);
  CHECK(built->question(s.wishes).days_available() == 4);  // 9, less 2 dates counted, less 3 days without dates
  CHECK(plan_of(s, built).chosen.size() == 1);
  s.activities[0].dated = true;
  s.activities[0].sessions = {date(2025, 8, 25), date(2025, 9, 10),
                              date(2025, 9, 17)};  // two ahead, both dates of the group
  built = build(s);
  // Its past session has no contact, so that day is owed without a date.
  CHECK(built->question(s.wishes).days_available() == 4);
  const planning::Suggestion suggestion = plan_of(s, built);
  REQUIRE(suggestion.chosen.size() == 1);
  CHECK(suggestion.objective.distinct_days == 2);
}

TEST_CASE("Nothing falls after the day before the final third, unless an exemption holds") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.reset_from = date(2025, 10, 1);  // the last session's day
  auto built = build(s);
  CHECK(built->question(s.wishes).horizon == date(2025, 9, 30));
  CHECK(plan_of(s, built).status == planning::Answer::Status::infeasible);
  REQUIRE(plan_of(s, built).conflict);
  CHECK(plan_of(s, built).conflict->rules == std::vector<int>{2});
  s.reset_from = date(2025, 10, 2);
  CHECK(plan_of(s, build(s)).status == planning::Answer::Status::optimal);
  s.reset_from = date(2025, 9, 2);
  built = build(s);
  built->file.flags.items.push_back({CaseFlag::mappa, {1, 1, 0}});
  CHECK(planning::suggest(built->question(s.wishes), never).status == planning::Answer::Status::optimal);
}

TEST_CASE("An order that has ended has no plan, and says so") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.end = date(2025, 8, 31);
  const auto built = build(s);
  const planning::Suggestion suggestion = plan_of(s, built);
  CHECK(suggestion.status == planning::Answer::Status::infeasible);
  REQUIRE(suggestion.conflict);
  CHECK(suggestion.conflict->rules == std::vector<int>{2});
}

TEST_CASE("A plan made by hand may put a rolling entry's sessions on other lawful dates, and no group's on others") {
  Scenario s = one_toolkit(date(2025, 9, 1), 3);
  auto built = build(s);
  CHECK(planning::verify(built->question(s.wishes),
                         {{"mine", "kit", std::nullopt, on({date(2025, 9, 11), date(2025, 9, 12), date(2025, 9, 29)})}})
            .accepted());
  CHECK_FALSE(planning::verify(built->question(s.wishes),
                               {{"mine", "kit", std::nullopt, on({date(2025, 9, 11), date(2025, 9, 12)})}})
                  .accepted());
  s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  built = build(s);
  const std::vector<Date> group{date(2025, 9, 10), date(2025, 9, 17), date(2025, 9, 24), date(2025, 10, 1)};
  CHECK(planning::verify(built->question(s.wishes), {{"mine", "group", "D1", on(group)}}).accepted());
  std::vector<Date> other = group;
  other.back() = date(2025, 10, 8);
  const planning::Check check = planning::verify(built->question(s.wishes), {{"mine", "group", "D1", on(other)}});
  REQUIRE(check.violations.size() == 1);
  CHECK(check.violations[0].rule == 0);
}

TEST_CASE("When time is up the answer is the best found, with what is not proved") {
  const Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  const auto built = build(s);
  planning::Problem problem;
  problem.needs = 10;
  problem.as_of = 19990;
  problem.days_available = 40;
  problem.sessions_a_week = [](int) { return std::int64_t{2}; };
  for (int i = 0; i < 40; ++i) {
    planning::Item item;
    item.id = "i" + std::to_string(100 + i);
    item.group = i;
    item.serves = 1U << (i % 10);
    for (int k = 0; k < 5 + i % 4; ++k) item.slots.push_back({20000 + (i * 11) % 30 + 7 * k, -1, -1});
    problem.items.push_back(item);
  }
  const planning::Answer whole = planning::search(problem, never);
  CHECK(whole.status == planning::Answer::Status::optimal);
  int asked = 0;
  const planning::Answer cut = planning::search(problem, [&] { return ++asked > 1; });
  if (cut.status == planning::Answer::Status::feasible) {
    CHECK_FALSE(cut.open_objective.empty());
    if (cut.open_objective == "distinct_days")
      CHECK(cut.standing.distinct_days - cut.gap <= whole.standing.distinct_days);
  } else {
    CHECK(cut.chosen == whole.chosen);
  }
  CHECK(whole.nodes > 0);
}

TEST_CASE("Before sentence every rung is filled, and needs that nothing covers make none") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.needs = {{NeedArea::thinking_and_behaviour, 1, true, false, 5.0},
             {NeedArea::health, 2, true, false, 5.0},
             {NeedArea::finance, 3, true, false, 5.0}};
  s.interventions.push_back(made("kit", InterventionKind::toolkit, NeedArea::finance, 3));
  s.interventions[0].months = 6;
  s.max_days = 1;
  const auto built = build(s);
  const auto asked = planning::ask_before_sentence(*built->facts, s.wishes, &*built->directory);
  REQUIRE(std::holds_alternative<planning::Question>(asked));
  const planning::Ladder ladder = planning::propose(std::get<planning::Question>(asked), never);
  REQUIRE(ladder.rungs.size() == 2);
  CHECK(ladder.rungs[0].objective.distinct_days == 4);
  CHECK(ladder.rungs[0].order_until == date(2026, 3, 9));  // six months beginning with the first session
  CHECK(ladder.rungs[1].needs == std::vector{NeedArea::thinking_and_behaviour, NeedArea::finance});
  CHECK(ladder.rungs[1].objective.distinct_days == 4);  // the toolkit on the same Wednesdays
  REQUIRE(ladder.beyond.size() == 1);
  CHECK(ladder.beyond[0].area == NeedArea::health);
  CHECK(ladder.beyond[0].why == "nothing on offer serves it");
}

TEST_CASE("Dates of appointments flagged RAR are spoken for, and one date is one day") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.max_days = 5;
  s.contacts = {{date(2025, 9, 10), true, 540, 60, true}, {date(2025, 9, 12), true, 540, 60, true}};
  auto built = build(s);
  CHECK(built->question(s.wishes).days_available() == 3);
  const planning::Suggestion suggestion = plan_of(s, built);
  REQUIRE(suggestion.chosen.size() == 1);
  CHECK(suggestion.objective.distinct_days == 3);  // the first session is on a day that is booked
  s.max_days = 4;
  CHECK(plan_of(s, build(s)).status == planning::Answer::Status::infeasible);
}

TEST_CASE("No higher need is begun after a lower one where the rules allow it, and no work is chosen for no need") {
  Scenario s = one_group(date(2025, 3, 3), date(2025, 6, 4));
  s.needs.push_back({NeedArea::finance, 2, true, false, 5.0});
  s.needs.front().priority = 1;
  s.interventions.push_back(made("kit", InterventionKind::toolkit, NeedArea::finance, 4));
  s.interventions.push_back(made("games", InterventionKind::toolkit, NeedArea::health, 2));
  const auto built = build(s);
  const planning::Suggestion suggestion = plan_of(s, built);
  REQUIRE(suggestion.chosen.size() == 2);
  CHECK(suggestion.objective.inversions == 0);
  CHECK(suggestion.objective.starts == std::vector<std::optional<Date>>{date(2025, 6, 4), date(2025, 6, 4)});
  CHECK(suggestion.objective.distinct_days == 4);
  CHECK(suggestion.supply.offers.back().no_need == "serves none of this person's needs");
}

TEST_CASE("A plan half delivered is judged by what is ahead") {
  Scenario s = one_group(date(2025, 9, 1), date(2025, 9, 10));
  s.as_of = date(2025, 9, 18);
  s.max_days = 2;
  const auto built = build(s);
  const auto verdict = planning::verify(
      built->question(s.wishes),
      {{"half", "group", "D1", on({date(2025, 9, 10), date(2025, 9, 17), date(2025, 9, 24), date(2025, 10, 1)})}});
  CHECK(verdict.accepted());
  CHECK(verdict.objective.distinct_days == 2);
}
