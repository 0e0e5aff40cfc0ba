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
  return clash.reason.is(UnavailableReason::work) || clash.reason.is(UnavailableReason::education) ||
         clash.reason.is(UnavailableReason::religious) || clash.reason.is(UnavailableReason::other_order);
}

void check(const CaseFacts& facts, Report& report) {
  for_each_activity(facts, report, [&](const Activity& activity) {
    const Subject subject = subject_of(activity);
    if (!is_ahead(activity)) {
      report.not_applicable(subject);
      return;
    }
    std::vector<std::pair<const Located<Date>*, SessionClash>> found;
    std::vector<std::string> missing;
    for (const Located<Date>& session : activity.sessions) {
      if (!session) continue;
      for (SessionClash& clash : clashes_with_unavailability(facts, {*session, std::nullopt, std::nullopt})) {
        if (clash.reason && !counts(clash)) continue;
        if (clash.reason && clash.missing.empty()) found.emplace_back(&session, std::move(clash));
        else {
          if (!clash.reason) missing.push_back(report.pointer(clash.place, "reason"));
          for (const Missing& fact : clash.missing) missing.push_back(report.pointer(fact.record, fact.key));
        }
      }
    }
    if (!found.empty()) {
      const auto& [session, clash] = found.front();
      auto finding = report.fail(
          subject, session->place,
          fmt::format("the session of {} falls on {}{}", format(**session), clash.message,
                      found.size() > 1 ? fmt::format(", and {} more", counted(static_cast<long long>(found.size()) - 1,
                                                                              "clash", "clashes"))
                                       : ""));
      finding.here("planned here").identity("session", **session);
      for (const auto& [date, one] : found)
        finding.related(one.place, one.message).trace(fmt::format("{}: {}", format(**date), one.message));
      finding.fix("move the session");
    } else if (!missing.empty()) {
      report.undetermined(subject, activity.sessions.place,
                          "a session falls on a time the person is not free, and why is not recorded", missing);
    } else if (!facts.file.plan->constraints) {
      if (activity.sessions.empty()) report.not_applicable(subject);
      else
        report.undetermined(subject, activity.sessions.place, "when the person is not free is not recorded",
                            {report.pointer(facts.file.plan->place, "constraints")});
    } else {
      report.pass(subject, activity.place);
    }
  });
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
    .explanation = {.checks = "The planned sessions of activities planned or in progress against the times and dates "
                              "the person is not free, where the reason is work, education, religion or another order. "
                              "The time of a session is not in the plan, so it takes the whole day.",
                    .matters = "Instructions must avoid such conflicts as far as practicable; a session the person "
                               "cannot attend is a failure made in the office.",
                    .to_do = "Move the session."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
