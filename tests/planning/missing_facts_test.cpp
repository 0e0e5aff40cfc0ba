// Facts the plan needs and the case does not hold: no plan is made, and the fact is named. And what is booked for a
// plan that stands is no reason against it.
#include "planning/scenario.hpp"
#include "planning/suggest.hpp"
#include "planning/verify.hpp"
#include "unit/catch.hpp"

using namespace planning_tests;
namespace planning = probation::planning;

namespace {

const std::function<bool()> not_yet = [] { return false; };
constexpr Date today = date(2025, 9, 1), start = date(2025, 9, 9);

// The keys that are missing; none: the question can be asked.
std::vector<std::string> lacking(const Built& built, const planning::Wishes& wishes, bool before_sentence = false) {
  const Directory* directory = built.directory ? &*built.directory : nullptr;
  const auto asked = before_sentence ? planning::ask_before_sentence(*built.facts, wishes, directory)
                                     : planning::ask(*built.facts, wishes, directory);
  std::vector<std::string> keys;
  if (const auto* refusal = std::get_if<planning::Refusal>(&asked)) {
    CHECK(refusal->kind == planning::Refusal::Kind::missing_fact);
    for (const Missing& one : refusal->missing) keys.emplace_back(one.key);
  }
  return keys;
}
void mark_partial(Built& built, ListName list, bool whole_again = false) {
  PartialMark mark;
  mark.list = {list, {1, 1, 0}};
  if (whole_again) mark.whole = {true, {1, 1, 0}};
  built.file.partial.recorded = true;
  built.file.partial.items.push_back(mark);
}
Scenario planned_kit(ActivityStatus status, bool own = true) {
  Scenario s = one_toolkit(today, 3);
  s.policy_hours = {{1, 600}};
  s.activities = {{"A1", "kit", status, own, true, {start, start + Days{7}, start + Days{14}}, 3, 600, 120}};
  return s;
}
// Books the first session, for the activity.
void book(Built& built, const Scenario& s, const std::string& activity) {
  Contact contact;
  contact.id = {document::Id{"C9"}, {1, 1, 0}};
  contact.date = {start, {1, 1, 0}};
  contact.time = {document::ClockTime{600}, {1, 1, 0}};
  contact.minutes.value = 120;
  contact.type = {ContactType::activity_session, {1, 1, 0}};
  contact.activity = {document::Id{activity}, {1, 1, 0}};
  contact.rar_activity = {true, {1, 1, 0}};
  built.file.contacts.items.push_back(contact);
  built.facts = std::make_unique<CaseFacts>(built.file, built.later, s.as_of, built.policy, &built.catalogue);
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("A list of which something is known to be missing makes no plan, until it is whole") {
  const Scenario s = one_group(today, start);
  for (const bool before_sentence : {false, true})
    for (const auto& [list, key] :
         {std::pair(ListName::contacts, "contacts"), std::pair(ListName::assessments, "assessments"),
          std::pair(ListName::activities, "activities")}) {
      const auto built = build(s);
      built->file.assessments.recorded = true;
      CHECK(lacking(*built, s.wishes, before_sentence).empty());
      mark_partial(*built, list);
      CHECK(lacking(*built, s.wishes, before_sentence) == Keys{key});
      mark_partial(*built, list, true);
      CHECK(lacking(*built, s.wishes, before_sentence).empty());
    }
}

TEST_CASE("An activity of which it is not recorded where it stands makes no plan") {
  for (const bool own : {true, false})
    for (const char* intervention : {"kit", "group"}) {
      Scenario s = planned_kit(ActivityStatus::planned, own);
      s.activities[0].intervention = intervention;
      s.interventions.push_back(made("group", InterventionKind::structured_intervention, NeedArea::finance, 3));
      const auto built = build(s);
      CHECK(lacking(*built, s.wishes).empty());
      built->file.plan->activities.items[0].status = {};
      CHECK(lacking(*built, s.wishes) == Keys{"status"});
      CHECK(lacking(*built, s.wishes, true) == Keys{"status"});
      s.wishes.keep = {"A1"};
      CHECK(lacking(*built, s.wishes) == Keys{"status"});
    }
}

TEST_CASE("Work in progress of which the requirement is not recorded makes no plan") {
  for (const auto status : {ActivityStatus::planned, ActivityStatus::in_progress, ActivityStatus::completed}) {
    const Scenario s = planned_kit(status);
    const auto built = build(s);
    CHECK(lacking(*built, s.wishes).empty());
    built->file.plan->activities.items[0].requirement = {};
    // Completed after today, it is in progress still.
    CHECK(lacking(*built, s.wishes) == (status == ActivityStatus::planned ? Keys{} : Keys{"requirement"}));
  }
}

TEST_CASE("Where activities are not recorded, it is said that none are planned with") {
  const std::string said = "activities are not recorded: planned as if none were planned or under way";
  const Scenario s = one_group(today, start);
  const auto built = build(s);
  CHECK(built->question(s.wishes).notes.empty());
  built->file.plan->activities.recorded = false;
  CHECK(built->question(s.wishes).notes == Keys{said});
  built->file.plan.reset();
  CHECK(built->question(s.wishes).notes == Keys{said});
}

TEST_CASE("A plan stays lawful once its own sessions are booked") {
  const Scenario s = planned_kit(ActivityStatus::planned);
  const auto built = build(s);
  book(*built, s, "A1");
  const planning::Question question = built->question(s.wishes);
  const planning::Check check = planning::verify(question, planning::plan_in_case(question));
  CHECK(check.accepted());
  CHECK(check.objective.distinct_days == 2);  // the day that is booked is spoken for
  const planning::Suggestion plan = planning::suggest(question, not_yet);
  REQUIRE(plan.chosen.size() == 1);
  CHECK(plan.supply.options[plan.chosen[0].option].id == "kit@2025-09-09");
}

TEST_CASE("What is booked for other work, or for work that was withdrawn, stays in the way") {
  Scenario s = planned_kit(ActivityStatus::planned);
  s.interventions.push_back(made("other", InterventionKind::toolkit, NeedArea::finance, 1));
  s.activities.push_back({"A2", "other", ActivityStatus::planned, true, true, {start}, 1, 600, 120});
  const auto refuted = [](const Scenario& scenario, const std::string& activity) {
    const auto built = build(scenario);
    book(*built, scenario, activity);
    const planning::Question question = built->question(scenario.wishes);
    std::vector<planning::PlannedWork> plan = planning::plan_in_case(question);
    planning::PlannedWork kit{"mine", "kit", std::nullopt, {}};
    for (int week = 0; week < 3; ++week) kit.sessions.push_back({start + Days{7 * week}, 600, 120});
    const planning::Check check = planning::verify(question, {kit});
    return !check.accepted() && check.violations[0].rule == 4;
  };
  CHECK(refuted(s, "A2"));
  CHECK_FALSE(refuted(s, "A1"));
  s.activities[0].status = ActivityStatus::withdrawn;
  CHECK(refuted(s, "A1"));
}
