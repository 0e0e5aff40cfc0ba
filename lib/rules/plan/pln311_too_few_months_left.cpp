#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_intervention.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const CaseFacts& facts, Report& report) {
  for_each_intervention_ahead(
      facts, report,
      [&](const Activity& activity, const Intervention& intervention, const Order& order,
          const Requirement* requirement) {
        const Subject subject = subject_of(activity);
        const Located<Date> start = first_day(activity);
        if (const auto reason = start ? months_remaining_reason(facts, order, requirement, intervention, *start)
                                      : months_remaining_reason(facts, order, requirement, intervention, facts.as_of))
          say_reason(*reason, subject, activity, intervention, report);
        else report.not_applicable(subject);
      });
}

}  // namespace

extern const Rule pln311;
constinit const Rule pln311{
    .id = "PLN311",
    .slug = "too-few-months-left",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Fewer months are left than a planned intervention asks for.",
    .explanation =
        {.checks = "Whole months from the first day of each intervention planned or in progress to the end of the "
                   "relevant period against what the catalogue asks for this type of order.",
         .matters = "Work that is begun too late is not finished, and unfinished programmes do harm.",
         .to_do =
             "Begin earlier, choose a shorter intervention, or ask the treatment manager where the catalogue says so."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
