#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "rules/plan/each_intervention.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 1> rule_policy{"travel_minutes"};

void check(const CaseFacts& facts, Report& report) {
  for_each_intervention_ahead(
      facts, report,
      [&](const Activity& activity, const Intervention& intervention, const Order& order,
          const Requirement* requirement) {
        const Subject subject = subject_of(activity);
        const Located<Date> start = first_day(activity);
        static_cast<void>(order), static_cast<void>(requirement);
        std::string where;  // the first that is recorded
        for (const PlannedSession& session : activity.sessions)
          if (where.empty() && session.where) where = *session.where;
        if (const auto reason = travel_reason(facts, intervention, start ? *start : facts.as_of, where))
          say_reason(*reason, subject, activity, intervention, report);
        else report.not_applicable(subject);
      });
}

}  // namespace

extern const Rule pln316;
constinit const Rule pln316{
    .id = "PLN316",
    .slug = "travel-over-limit",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The way to a planned intervention is longer than policy allows.",
    .explanation = {.checks = "The recorded minutes one way to each intervention planned or in progress against the "
                              "limit on its first day.",
                    .matters = "A long way is the commonest reason for missing sessions.",
                    .to_do = "Find a nearer place, or a remote format."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
