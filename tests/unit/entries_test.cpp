// What the entries of a case come to — contacts, activities, enforcement, assessments — on the day and the day beside
// it, which of two of one day is taken, and what is asked for.
#include <algorithm>
#include <tuple>

#include "facts/case/activities.hpp"
#include "facts/case/answers.hpp"
#include "facts/case/early_termination.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/horizon.hpp"
#include "facts/case/impossible_dates.hpp"
#include "facts/case/needs.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/suspended.hpp"
#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::usual_day, test::Written;

namespace {

std::string entries_case(const std::string& rest, const std::string& of_order = {}) {
  return "schema: case/1\ncrn: X955308\norders:\n  - {id: O1, type: community_order, conviction_date: 2025-01-06, "
         "sentence_date: 2025-01-13, end_date: 2026-01-12, " +
         of_order + "requirements: [{id: R1, type: rehabilitation_activity, max_days: 20, status: active}]}\n" + rest;
}
std::string attended_on(const std::string& id, const std::string& date, const std::string& more = {}) {
  return "  - {id: " + id + ", date: " + date +
         ", type: activity_session, rar_activity: true, outcome: attended_complied" + more + "}\n";
}
Names ids_of(const std::vector<const Contact*>& contacts) {
  Names ids;
  for (const Contact* contact : contacts) ids.push_back(contact->id->text);
  return ids;
}

}  // namespace

TEST_CASE("Of assessments the newest up to as-of is taken, of one day the later in the file") {
  const auto taken = [](const std::string& first, const std::string& second) {
    const Written made(entries_case("assessments: [{id: S1, completed_date: " + first +
                                    ", rosh: very_high, needs: []}, {id: S2, completed_date: " + second +
                                    ", rosh: medium, needs: []}]\nflags: []\n"));
    const Assessment* newest = newest_assessment(made.facts);
    REQUIRE(newest != nullptr);
    CHECK(reset_exemption(made.facts).exempt == newest->rosh.is(RiskLevel::very_high));
    return newest->id->text;
  };
  CHECK(taken("2025-03-03", "2025-03-03") == "S2");
  CHECK(taken("2025-03-04", "2025-03-03") == "S1");
  CHECK(taken("2025-03-03", "2025-03-04") == "S2");
  CHECK(taken("2025-03-03", "2025-10-24") == "S2");
  CHECK(taken("2025-03-03", "2025-10-25") == "S1");
  const Written without(entries_case("assessments: [{id: S1, completed_date: 2025-03-03}]\n"));
  CHECK(without.names(ranked_needs(without.facts).missing) == Names{"/assessments/0/needs"});
}

TEST_CASE("Very high risk exempts from Reset where no newer assessment is known to be missing") {
  const auto exempt = [](const std::string& risk, const std::string& rest) {
    const Written made(
        entries_case("assessments: [{id: S1, completed_date: 2025-03-03, rosh: " + risk + "}]\n" + rest));
    const ResetExemption found = reset_exemption(made.facts);
    return std::pair(found.exempt, made.names(found.missing));
  };
  using Told = std::pair<std::optional<bool>, Names>;
  const std::string some = "partial: [{list: assessments}]\n", flags = "flags: []\n";
  CHECK(exempt("very_high", flags) == Told{true, {}});
  CHECK(exempt("very_high", flags + some) == Told{{}, {"/assessments"}});
  CHECK(exempt("medium", flags + some) == Told{false, {}});  // very high risk is one of the flags
  CHECK(exempt("medium", some) == Told{{}, {"/flags"}});
  CHECK(exempt("very_high", "flags: [mappa]\n" + some) == Told{true, {}});
}

TEST_CASE("Of several Resets one that says a day is taken, of one day the first in the file") {
  const auto taken = [](const std::string& first, const std::string& second) {
    const Written made(entries_case("suspensions: [{id: P1, order: O1, policy: probation_reset" + first +
                                    "}, {id: P2, order: O1, policy: probation_reset" + second + "}]\nflags: []\n"));
    return final_third(made.facts, made.order()).suspension->id->text;
  };
  CHECK(taken(", from: 2025-09-01", ", from: 2025-09-01") == "P1");
  CHECK(taken(", from: 2025-09-02", ", from: 2025-09-01") == "P2");
  CHECK(taken(", from: 2025-09-01", ", until: 2025-12-01") == "P1");
  CHECK(taken(", until: 2025-12-01", ", from: 2025-09-01") == "P2");
  CHECK(taken("", "") == "P1");
}

TEST_CASE("Before there was a final third the first day of a Reset is asked for; one that ended says when") {
  const Written early(entries_case("suspensions: [{id: P1, order: O1, policy: probation_reset}]\nflags: []\n"),
                      date(2020, 1, 1));
  CHECK(early.names(final_third(early.facts, early.order()).missing) == Names{"/suspensions/0/from"});
  const Written over(entries_case(
      "suspensions: [{id: P1, order: O1, policy: probation_reset, from: 2025-09-01, until: 2025-10-24}]\nflags: []\n"));
  CHECK(horizon(over.facts, over.order(), over.requirement()).computed == "Reset ended on 2025-10-24");
}

TEST_CASE("Whether delivery is suspended asks for the suspensions that are known in part, and for their first days") {
  const auto asked = [](const std::string& rest) {
    const Written made(entries_case(rest));
    const Suspended found = suspended(made.facts, made.order());
    CHECK(found.now == (found.missing.empty() ? std::optional(false) : std::nullopt));
    return made.names(found.missing);
  };
  CHECK(asked("suspensions: []\n").empty());
  CHECK(asked("") == Names{"/suspensions"});
  CHECK(asked("suspensions: []\npartial: [{list: suspensions}]\n") == Names{"/suspensions"});
  CHECK(asked("suspensions: [{id: P1, order: O1, policy: other}]\n") == Names{"/suspensions/0/from"});
}

TEST_CASE("An activity begins with the first contact attended, of one day the first in the file") {
  const auto first = [](const std::string& contacts) {
    const Written made(
        entries_case("plan: {activities: [{id: A1, requirement: R1, status: in_progress}]}\ncontacts:\n" + contacts));
    const Contact* found = first_attended(made.facts, made.file.plan->activities[0]);
    return found != nullptr ? found->id->text : "none";
  };
  const std::string of = ", activity: A1";
  CHECK(first(attended_on("C1", "2025-03-03", of) + attended_on("C2", "2025-03-03", of)) == "C1");
  CHECK(first(attended_on("C1", "2025-03-04", of) + attended_on("C2", "2025-03-03", of)) == "C2");
  CHECK(first(attended_on("C1", "2025-10-24", of)) == "C1");
  CHECK(first(attended_on("C1", "2025-10-25", of)) == "none");
}

TEST_CASE("Sessions stand by day and hour, of one hour as in the file") {
  const Written made(
      entries_case("plan: {activities: [{id: A1, requirement: R1, status: planned, sessions: [{date: 2025-11-05, time: "
                   "'10:00', minutes: 30}, {date: 2025-11-05, time: '10:00', minutes: 60}, {date: 2025-11-05, time: "
                   "'09:00', minutes: 90}, {date: 2025-11-04, time: '10:00', minutes: 120}]}]}\n"));
  std::vector<std::int64_t> lengths;
  for (const SessionTime& one : sessions_of(made.facts, made.file.plan->activities[0])) lengths.push_back(*one.minutes);
  CHECK(lengths == std::vector<std::int64_t>{120, 90, 30, 60});
}

TEST_CASE("Days ask for the plan where the activity of a contact up to as-of was not read, and for one withdrawn") {
  const auto asked = [](const std::string& contact) {
    Written made(
        entries_case("plan: {activities: [{id: A1, requirement: R1, status: in_progress}]}\ncontacts:\n" + contact));
    made.file.plan.reset();
    const CaseFacts facts(made.file, made.later, usual_day, made.policy, nullptr);
    return made.names(strict_days(facts, made.order(), made.requirement()).missing);
  };
  const std::string to_come = ", type: activity_session, rar_activity: true, activity: A1}\n";
  CHECK(asked("  - {id: C1, date: 2025-10-24" + to_come) == Names{"/plan"});
  CHECK(asked("  - {id: C1, date: 2025-10-25" + to_come).empty());
  CHECK(asked(attended_on("C1", "2025-03-03", ", requirement: R1")).empty());
  const Written withdrawn(
      entries_case("plan: {activities: [{id: A1, requirement: R1, status: in_progress, void: true}]}\ncontacts:\n" +
                   attended_on("C1", "2025-03-03", ", activity: A1")));
  const RarDays& days = strict_days(withdrawn.facts, withdrawn.order(), withdrawn.requirement());
  CHECK(withdrawn.names(days.missing) == Names{"/contacts/0/activity"});
  CHECK(days.possible_days == std::vector{date(2025, 3, 3)});
}

TEST_CASE("A day of which the requirement is not recorded is a bound of each that it may be of") {
  const auto days = [](const std::string& link) {
    const Written made(entries_case("plan: {activities: [{id: A1, status: in_progress}]}\ncontacts:\n" +
                                    attended_on("C1", "2025-03-03", link)));
    const RarDays& found = strict_days(made.facts, made.order(), made.requirement());
    return std::tuple(found.counted, found.at_most, found.is_range(), made.names(found.missing));
  };
  using Told = std::tuple<std::optional<std::int64_t>, std::optional<std::int64_t>, bool, Names>;
  CHECK(days(", activity: A1") == Told{0, 1, true, {"/plan/activities/0/requirement"}});
  CHECK(days("") == Told{0, 1, true, {"/contacts/0/requirement"}});
  CHECK(days(", requirement: R1") == Told{1, 1, false, {}});
}

TEST_CASE("A recount says how far ahead each way of counting looks") {
  const auto words = [](const std::string& day, Profile profile) {
    const Written made(entries_case("contacts:\n" + attended_on("C1", day, ", requirement: R1")));
    const Recount count = recount(made.facts).at(0);
    return count.contacts.at(0).why.at(static_cast<std::size_t>(profile));
  };
  CHECK(words("2025-10-24", Profile::strict).empty());
  CHECK(words("2025-10-25", Profile::strict) == "ahead of as-of");
  CHECK(words("2025-10-25", Profile::activity_log).empty());
  CHECK(words("2025-10-26", Profile::activity_log) == "later than the day after as-of");
}

TEST_CASE("Of an event the entries stand as in the file, and a circle of them has one event") {
  const Written chain(entries_case(
      "contacts:\n" + attended_on("C3", "2025-03-03", ", supersedes: C2") + attended_on("C1", "2025-03-03") +
      attended_on("C2", "2025-03-03", ", supersedes: C1") + attended_on("C4", "2025-03-04")));
  CHECK(ids_of(chain.facts.contacts_of_event("C1")) == Names{"C3", "C1", "C2"});
  CHECK(ids_of(chain.facts.contacts) == Names{"C3", "C4"});
  const Written circle(entries_case("contacts:\n" + attended_on("C1", "2025-03-03", ", supersedes: C2") +
                                    attended_on("C2", "2025-03-03", ", supersedes: C1") +
                                    attended_on("C3", "2025-03-03", ", supersedes: C1")));
  for (const std::string_view id : {"C1", "C2", "C3"}) {
    const std::string_view event = circle.facts.event_of(id);
    INFO(id << " " << event);
    CHECK((event == "C1" || event == "C2"));
  }
}

TEST_CASE("A withdrawal that names no warning may be of each that is not later") {
  const auto missing = [](const std::string& withdrawn_on) {
    const Written made(entries_case(
        "contacts:\n  - {id: C1, date: 2025-03-03, type: activity_session, requirement: R1, outcome: "
        "unacceptable_absence}\n  - {id: C2, date: 2025-03-04, type: activity_session, requirement: R1, outcome: "
        "unacceptable_absence}\nenforcement: [{id: E1, date: 2025-03-05, action: warning, contact: C1}, {id: E2, date: "
        "2025-03-05, action: warning, contact: C2}, {id: E3, date: " +
        withdrawn_on + ", action: warning_withdrawn}]\n"));
    return made.names(answer_to(made.facts, made.order(), *made.facts.contacts[0]).missing);
  };
  CHECK(missing("2025-03-04").empty());
  CHECK(missing("2025-03-05") == Names{"/enforcement/2/enforcement"});
  CHECK(missing("2025-03-06") == Names{"/enforcement/2/enforcement"});
}

TEST_CASE("A court that reviews the order beside a record that none does asks which of the two is right") {
  const Written made(entries_case("flags: [intensive_supervision_court]\n",
                                  "early_termination: {decision: not_now, special_procedures: false}, "));
  const TerminationCondition first = termination_conditions(made.facts, made.order()).at(0);
  CHECK_FALSE(first.met);
  CHECK(made.names(first.missing) == Names{"/orders/0/early_termination/special_procedures"});
}

TEST_CASE("Who was born on the day of an offence, or on as-of, was born no later") {
  const auto impossible = [](const std::string& born, const std::string& offence) {
    Written made("schema: case/1\ncrn: X955309\nperson: {date_of_birth: " + born +
                 "}\norders:\n  - {id: O1, type: community_order, conviction_date: 2025-01-06, offences: [" + offence +
                 "]}\n");
    set_impossible_dates_apart(made.file, usual_day);
    CHECK(made.file.person->date_of_birth.recorded() == made.file.impossible.empty());
    return made.file.impossible.size();
  };
  CHECK(impossible("2000-03-03", "{last_date: 2000-03-03}") == 0);
  CHECK(impossible("2000-03-04", "{last_date: 2000-03-03}") == 1);
  CHECK(impossible("2025-10-24", "") == 0);
  CHECK(impossible("2025-10-25", "") == 1);
}

TEST_CASE("No plan asks for no objectives, and one of which something is known to be missing is a plan") {
  const auto asked = [](const std::string& rest) {
    const Written made(entries_case(rest, "early_termination: {decision: not_now}, "));
    Names missing;
    for (const TerminationCondition& one : termination_conditions(made.facts, made.order()))
      for (const std::string& name : made.names(one.missing))
        if (name.find("objectives") != std::string::npos) missing.push_back(name);
    return missing;
  };
  const Names both{"/orders/0/early_termination/objectives_met", "/orders/0/early_termination/objectives_to_add"};
  const std::string empty_plan = "plan: {activities: [], objectives: []}\n";
  CHECK(asked(empty_plan).empty());
  CHECK(asked("") == both);
  CHECK(asked("plan: {completed_date: 2025-02-03, activities: [], objectives: []}\n") == both);
  CHECK(asked("plan: {activities: [{id: A1}], objectives: []}\n") == both);
  CHECK(asked("plan: {activities: [], objectives: [{id: B1}]}\n") == both);
  CHECK(asked(empty_plan + "partial: [{list: activities}]\n") == both);
  const Names with_list{both[0], both[1], "/plan/objectives"};  // what is missing may not be met
  CHECK(asked(empty_plan + "partial: [{list: objectives}]\n") == with_list);
  CHECK(asked(empty_plan + "partial: [{list: contacts}]\n").empty());
}
