// What a plan has to live with, on the day and the day beside it: where it ends, what is under way, what is spoken for.
#include "facts/case/plan_terms.hpp"

#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::usual_day, test::Written;

namespace {

// One order of a year with one requirement, a further one, and what else is written of the order.
std::string planned_case(const std::string& rest, const std::string& of_order = {}) {
  return "schema: case/1\ncrn: X955202\norders:\n"
         "  - {id: O1, type: community_order, conviction_date: 2025-01-06, sentence_date: 2025-01-13, " +
         of_order + (of_order.find("end_date") == std::string::npos ? "end_date: 2026-01-12, " : "") +
         "requirements: [{id: R1, type: rehabilitation_activity, max_days: 20, status: active}, "
         "{id: R2, type: accredited_programme, days: 30, status: active}]}\n" +
         rest;
}
// Under Reset, with nobody to exempt.
std::string under_reset(const std::string& dates,
                        const std::string& rest =
                            "flags: []\nassessments:\n  - {id: A1, "
                            "completed_date: 2025-02-03, rosh: medium}\n",
                        const std::string& of_order = {}) {
  return planned_case("suspensions:\n  - {id: P1, order: O1, policy: probation_reset, " + dates + "}\n" + rest,
                      of_order);
}
PlanHorizon horizon_of(const Written& made) { return plan_horizon(made.facts, made.order(), made.requirement()); }
std::vector<KeptWork> kept_in(const Written& made, const std::vector<std::string>& keep = {}) {
  return kept_work(made.facts, made.order(), made.requirement(), keep);
}

const std::string undecided_end = "early_termination: {decision: terminated}, ";

}  // namespace

TEST_CASE("Reset ends a plan the day before it begins, by its own words and place, unless the order ends first") {
  const Written made(under_reset("from: 2025-11-20"));
  const PlanHorizon before = horizon_of(made);
  CHECK(before.last == date(2025, 11, 19));
  CHECK(before.words == "Probation Reset stops activity from 2025-11-20");
  CHECK(before.place == made.file.suspensions[0].place);
  CHECK(before.notes.empty());
  CHECK(before.missing.empty());
  const Written dated(under_reset("from: 2025-11-20, until: 2025-12-20"));
  CHECK(horizon_of(dated).words == "Probation Reset stops activity from 2025-11-20");

  const Written on_last_day(under_reset("from: 2026-01-12"));
  CHECK(horizon_of(on_last_day).last == date(2026, 1, 11));
  const Written after(under_reset("from: 2026-01-13"));
  const PlanHorizon whole = horizon_of(after);
  CHECK(whole.last == date(2026, 1, 12));
  CHECK(whole.words == after.facts.relevant_period(after.order(), &after.requirement()).last_words);
  CHECK(whole.place != after.file.suspensions[0].place);
}

TEST_CASE("A Reset that is over holds no plan back; one that lasts another day does") {
  CHECK(horizon_of(Written(under_reset("from: 2025-09-20, until: 2025-10-24"))).last == date(2026, 1, 12));
  CHECK(horizon_of(Written(under_reset("from: 2025-09-20, until: 2025-10-25"))).last == date(2025, 9, 19));
}

TEST_CASE("An exemption from Reset must be known; else a plan lives with the stricter end and says so") {
  const auto last_with = [](const std::string& rest) {
    return horizon_of(Written(under_reset("from: 2025-11-20", rest)));
  };
  const std::string high = "assessments:\n  - {id: A1, completed_date: 2025-02-03, rosh: very_high}\n";
  CHECK(last_with("flags: [mappa]\n").last == date(2026, 1, 12));
  CHECK(last_with("flags: []\n" + high).last == date(2026, 1, 12));
  for (const std::string& rest : {std::string("flags: []\n"), std::string("assessments: []\nflags: []\n"),
                                  std::string("flags: []\nassessments:\n  - {id: A1, completed_date: 2025-02-03}\n"),
                                  std::string("assessments:\n  - {id: A1, completed_date: 2025-02-03, rosh: low}\n")}) {
    const PlanHorizon strict = last_with(rest);
    CHECK(strict.last == date(2025, 11, 19));
    CHECK(strict.notes ==
          Names{"whether the case is exempt from Probation Reset is not recorded: planned as if it were not"});
  }
}

TEST_CASE("An exemption by risk is not known where a newer assessment may be missing") {
  const auto notes = [](const std::string& risk, const std::string& rest) {
    return horizon_of(Written(under_reset("from: 2025-11-20",
                                          "flags: []\nassessments:\n  - {id: A1, completed_date: 2025-02-03, rosh: " +
                                              risk + "}\n" + rest)))
        .notes;
  };
  const Names open{"whether the case is exempt from Probation Reset is not recorded: planned as if it were not"};
  CHECK(notes("very_high", "").empty());
  CHECK(notes("medium", "").empty());
  CHECK(notes("very_high", "partial: [{list: assessments}]\n") == open);
  CHECK(notes("medium", "partial: [{list: assessments}]\n") == open);
}

TEST_CASE("A plan names what may end it earlier, until it is over anyway") {
  const auto missing = [](const std::string& text) {
    const Written made(text);
    return made.names(horizon_of(made).missing);
  };
  const Names open{"/orders/0/termination"};
  CHECK(missing(planned_case("suspensions: []\n", undecided_end)) == open);
  CHECK(missing(planned_case("suspensions: []\n", undecided_end + "end_date: 2025-10-25, ")) == open);
  CHECK(missing(planned_case("suspensions: []\n", undecided_end + "end_date: 2025-10-24, ")).empty());
  const std::string nobody = "flags: []\nassessments:\n  - {id: A1, completed_date: 2025-02-03, rosh: medium}\n";
  CHECK(missing(under_reset("from: 2025-10-26", nobody, undecided_end)) == open);
  CHECK(missing(under_reset("from: 2025-10-25", nobody, undecided_end)).empty());
}

TEST_CASE("Suspensions that are not known, or not all, are planned without and said") {
  CHECK(horizon_of(Written(planned_case("suspensions: []\n"))).notes.empty());
  CHECK(horizon_of(Written(planned_case(""))).notes ==
        Names{"suspensions are not recorded: planned as if there were none"});
  CHECK(horizon_of(Written(planned_case("suspensions: []\npartial: [{list: suspensions}]\n"))).notes ==
        Names{"the list of suspensions is partial: planned as if there were no more"});
  const Written unnamed(planned_case("suspensions:\n  - {id: P1, order: O1, from: 2025-11-20}\n"));
  CHECK(unnamed.names(horizon_of(unnamed).missing) == Names{"/suspensions/0/policy"});
}

TEST_CASE("Work under another requirement is ahead from the day after as-of, one date once") {
  const Written made(planned_case(
      "contacts:\n"
      "  - {id: C1, date: 2025-10-20, type: activity_session, activity: B1, outcome: attended_complied}\n"
      "plan:\n  activities:\n"
      "    - {id: B1, requirement: R2, kind: accredited_programme, status: in_progress, planned_days: 6,\n"
      "       sessions: [{date: 2025-10-24}, {date: 2025-10-25}, {date: 2025-10-25}, {date: 2025-10-27}]}\n"
      "    - {id: B2, requirement: R2, kind: toolkit, status: planned, planned_days: 3}\n"));
  const auto kept = kept_in(made);
  REQUIRE(kept.size() == 1);
  CHECK_FALSE(kept[0].own);
  CHECK(kept[0].ahead == std::vector<Date>{date(2025, 10, 25), date(2025, 10, 27)});
  CHECK(kept[0].days_without_date == 2);  // six planned, four dates
  CHECK(kept[0].main == true);
  CHECK_FALSE(kept[0].span);
  CHECK(kept[0].begins == made.file.plan->activities[0].sessions[0].date.value);
}

TEST_CASE("Work with a date for each of its days lasts from the first to the last of them") {
  const auto span_with = [](int planned) {
    const auto kept = kept_in(Written(
        planned_case("contacts: []\nplan:\n  activities:\n    - {id: B1, requirement: R2, kind: toolkit, status: "
                     "in_progress, planned_days: " +
                     std::to_string(planned) + ", sessions: [{date: 2025-10-27}, {date: 2025-11-03}]}\n")));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].main == false);
    CHECK(kept[0].days_without_date == std::max(0, planned - 2));
    return kept[0].span;
  };
  for (const int all : {1, 2}) {
    const auto span = span_with(all);
    REQUIRE(span);
    CHECK(span->first == date(2025, 10, 27));
    CHECK(span->last == date(2025, 11, 3));
  }
  CHECK_FALSE(span_with(3));
}

TEST_CASE("A plan's own work is kept where it runs or is named, and lacks the days it was planned for") {
  const Written made(
      planned_case("contacts: []\nplan:\n  activities:\n"
                   "    - {id: B1, requirement: R1, kind: toolkit, status: in_progress}\n"
                   "    - {id: B2, requirement: R1, kind: toolkit, status: planned, planned_days: 3,\n"
                   "       sessions: [{date: 2025-10-27}]}\n"));
  const auto running = kept_in(made);
  REQUIRE(running.size() == 1);
  CHECK(running[0].own);
  CHECK(made.names(running[0].missing) == Names{"/plan/activities/0/planned_days"});
  const auto named = kept_in(made, {"B2"});
  REQUIRE(named.size() == 2);
  CHECK(named[1].ahead == std::vector<Date>{date(2025, 10, 27)});
  CHECK(named[1].days_without_date == 2);
  CHECK(named[1].missing.empty());
}

TEST_CASE("Days spoken for are those that count, those that may and those ahead, one date once") {
  const Written made(
      planned_case("contacts:\n"
                   "  - {id: C1, date: 2025-10-06, type: activity_session, requirement: R1, rar_activity: true, "
                   "outcome: attended_complied}\n"
                   "  - {id: C2, date: 2025-10-13, type: activity_session, requirement: R1, rar_activity: true}\n"
                   "  - {id: C3, date: 2025-10-24, type: activity_session, requirement: R1, rar_activity: true}\n"
                   "  - {id: C4, date: 2025-10-27, type: activity_session, requirement: R1, rar_activity: true}\n"
                   "plan:\n  activities:\n"
                   "    - {id: B1, requirement: R1, kind: toolkit, status: in_progress, planned_days: 4,\n"
                   "       sessions: [{date: 2025-10-27}, {date: 2025-10-28}]}\n"));
  const DaySums sums = day_sums(made.facts, made.order(), made.requirement(), kept_in(made));
  CHECK(sums.counted == 1);
  CHECK(sums.could_count == 1);
  CHECK(sums.ahead == std::set<Date>{date(2025, 10, 24), date(2025, 10, 27), date(2025, 10, 28)});
  CHECK(sums.undated == 2);
  CHECK(sums.spoken_for() == 7);
}

TEST_CASE("A week begins on its Monday, and programmes outrank structured work, which outranks the rest") {
  CHECK(monday_of(date(2025, 10, 20)) == date(2025, 10, 20));
  CHECK(monday_of(date(2025, 10, 26)) == date(2025, 10, 20));
  CHECK(monday_of(date(2025, 10, 27)) == date(2025, 10, 27));
  CHECK(strength_of(InterventionKind::accredited_programme) == 3);
  CHECK(strength_of(InterventionKind::structured_intervention) == 2);
  CHECK(strength_of(InterventionKind::toolkit) == 1);
}

TEST_CASE("A plan of an order without an end asks for it, and of one that is over for nothing") {
  const auto asked = [](const std::string& dates) {
    const Written made("schema: case/1\ncrn: X955311\norders:\n  - {id: O1, type: community_order, " + dates +
                       "requirements: [{id: R1, type: rehabilitation_activity, max_days: 20}]}\nsuspensions: []\n");
    return made.names(horizon_of(made).missing);
  };
  CHECK(asked("sentence_date: 2025-01-13, ") == Names{"/orders/0/end_date"});
  CHECK(asked("end_date: 2025-10-24, early_termination: {decision: terminated}, ").empty());
  CHECK(asked("end_date: 2025-10-25, early_termination: {decision: terminated}, ") == Names{"/orders/0/termination"});
}

TEST_CASE("The sessions of a week are the fewest that one of its seven days allows") {
  const Date monday = date(2025, 11, 3);
  const auto least = [&](Date from) {
    Policy policy = Policy::national();
    policy.add_local({"sessions_per_week", std::int64_t{1}, from, {}, "a region", "policy.yaml"});
    return *sessions_a_week(policy, monday);
  };
  const std::int64_t national = *sessions_a_week(Policy::national(), monday);
  REQUIRE(national > 1);
  CHECK(least(monday + Days{6}) == 1);
  CHECK(least(monday + Days{7}) == national);
}
