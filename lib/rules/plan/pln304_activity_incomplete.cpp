#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};

void check(const CaseFacts& facts, Report& report) {
  for_each_activity(facts, report, [&](const Activity& activity) {
    const Subject subject = subject_of(activity);
    if (!is_ahead(activity) || is_elsewhere(facts, activity)) {
      report.not_applicable(subject);
      return;
    }
    std::vector<std::string> lacking;
    if (!activity.planned_days || *activity.planned_days <= 0) lacking.emplace_back("days");
    if (!activity.provider) lacking.emplace_back("provider");
    if (!activity.need) lacking.emplace_back("need");
    if (lacking.empty()) {
      report.pass(subject, activity.place);
      return;
    }
    auto finding = report.fail(
        subject, activity.planned_days && *activity.planned_days <= 0 ? activity.planned_days.place : activity.place,
        fmt::format("the activity{} has no {}", activity.intervention ? " " + *activity.intervention : std::string{},
                    join(lacking, ", no ")));
    finding.here("incomplete")
        .fact("lacking", FactValue{join(lacking, " ")})
        .trace(fmt::format("days, provider and need are asked; {} of 3 recorded", 3 - lacking.size()))
        .fix("say how many days it will take, who delivers it and which need it is for");
  });
}

}  // namespace

extern const Rule pln304;
constinit const Rule pln304{
    .id = "PLN304",
    .slug = "activity-incomplete",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A planned activity has no days, no provider or no need.",
    .explanation =
        {.checks =
             "Activities planned or in progress: the days each will use, who provides it, and the need it serves.",
         .matters = "Inspectors found plans that rarely said how many days; without them nobody can tell whether the "
                    "order can be completed.",
         .to_do = "Say how many days the activity will take, who delivers it and which need it is for."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
