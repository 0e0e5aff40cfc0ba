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
  for_each_intervention_ahead(facts, report,
                              [&](const Activity& activity, const Intervention& intervention, const Order& order,
                                  const Requirement* requirement) {
                                const Subject subject = subject_of(activity);
                                static_cast<void>(order), static_cast<void>(requirement);
                                if (const auto reason = substance_use_reason(facts, intervention))
                                  say_reason(*reason, subject, activity, intervention, report);
                                else report.not_applicable(subject);
                              });
}

}  // namespace

extern const Rule pln313;
constinit const Rule pln313{
    .id = "PLN313",
    .slug = "substance-use-unstable",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A structured intervention or programme is planned while substance use is not stable.",
    .explanation = {.checks = "Interventions planned or in progress that exclude unstable substance use against what "
                              "the plan records of it.",
                    .matters = "Group work under the influence reaches nobody; stabilising comes first.",
                    .to_do = "Put stabilising work first, or record that substance use is stable."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
