#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/activities.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/session_clash.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::avoid_conflicts};

bool counts(const SessionClash& clash) {
  return clash.with == SessionClash::With::other_session || clash.reason.is(UnavailableReason::work) ||
         clash.reason.is(UnavailableReason::education) || clash.reason.is(UnavailableReason::religious) ||
         clash.reason.is(UnavailableReason::other_order);
}

// Everything the session falls on, bank holidays apart: PLN317 speaks of them.
std::vector<SessionClash> all_clashes(const CaseFacts& facts, const Activity& activity, const SessionTime& session) {
  std::vector<SessionClash> all = clashes_with_unavailability(facts, session);
  for (SessionClash& one : clashes_with_other_sessions(facts, facts.requirement_of(activity), session, &activity))
    all.push_back(std::move(one));
  for (SessionClash& one : clashes_within_plan(facts, activity, session)) all.push_back(std::move(one));
  return all;
}

// What the sessions ahead fall on: for certain, and what would tell of the rest.
struct Found {
  std::vector<std::pair<Date, SessionClash>> clashes;
  std::vector<std::string> missing;
  bool may_clash = false;  // beside the reason something of the time is not recorded
  bool ahead = false;
};

Found look(const CaseFacts& facts, const Activity& activity, const Report& report) {
  Found found;
  for (const SessionTime& session : sessions_of(facts, activity)) {
    if (session.date <= facts.as_of) continue;  // what is past is no plan any more
    found.ahead = true;
    for (SessionClash& clash : all_clashes(facts, activity, session)) {
      const bool known = clash.reason || clash.with == SessionClash::With::other_session;
      if (known && !counts(clash)) continue;
      if (known && clash.missing.empty()) {
        found.clashes.emplace_back(session.date, std::move(clash));
        continue;
      }
      if (!known) found.missing.push_back(report.pointer(clash.place, "reason"));
      found.may_clash = found.may_clash || !clash.missing.empty();
      for (const Missing& fact : clash.missing) found.missing.push_back(report.pointer(fact.record, fact.key));
    }
  }
  return found;
}

void say_failed(const Activity& activity, const Found& found, Report& report) {
  const auto& [day, clash] = found.clashes.front();
  Place place = activity.sessions.place;
  for (const PlannedSession& session : activity.sessions)
    if (session.date.is(day)) {
      place = session.place;
      break;
    }
  const auto more = static_cast<long long>(found.clashes.size()) - 1;
  auto finding = report.fail(
      subject_of(activity), place,
      fmt::format("the session of {} falls on {}{}", format(day), clash.message,
                  more > 0 ? fmt::format(", and {} more", counted(more, "clash", "clashes")) : std::string{}));
  finding.here("planned here").identity("session", day);
  for (const auto& [date, one] : found.clashes)
    finding.related(one.place, one.message).trace(fmt::format("{}: {}", format(date), one.message));
  finding.fix("move the session");
}

void check_one(const CaseFacts& facts, const Activity& activity, Report& report) {
  const Subject subject = subject_of(activity);
  const Found found =
      is_live(facts, activity) && !is_elsewhere(facts, activity) ? look(facts, activity, report) : Found{};
  if (!found.ahead) {  // nothing is planned that could clash
    report.not_applicable(subject);
  } else if (!found.clashes.empty()) {
    say_failed(activity, found, report);
  } else if (!found.missing.empty()) {
    report.undetermined(subject, activity.sessions.place,
                        found.may_clash
                            ? "a session may fall on a time the person is not free, and what would tell is not recorded"
                            : "a session falls on a time the person is not free, and why is not recorded",
                        found.missing);
  } else if (!facts.file.plan->constraints) {
    report.undetermined(subject, activity.sessions.place, "when the person is not free is not recorded",
                        {report.pointer(facts.file.plan->place, "constraints")});
  } else {
    report.pass(subject, activity.place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_activity(facts, report, [&](const Activity& activity) { check_one(facts, activity, report); });
}

}  // namespace

extern const Rule pln308;
constinit const Rule pln308{
    .id = "PLN308",
    .slug = "session-clashes",
    .severity = Severity::warning,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A planned session clashes with recorded work, education, religious observance or another order.",
    .explanation = {.checks = "The sessions ahead of activities planned or in progress against the times and dates the "
                              "person is not free (where the reason is work, education, religion or another order), "
                              "sessions of other requirements, appointments of any order and the other activities of "
                              "the plan. Against times off and other requirements a session without a time takes the "
                              "whole day; against appointments and the plan's own sessions both times must be known.",
                    .matters = "Instructions must avoid such conflicts as far as practicable; a session the person "
                               "cannot attend is a failure made in the office.",
                    .to_do = "Move the session."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
