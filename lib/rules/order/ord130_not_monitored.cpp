#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::monitoring_of_curfew_and_exclusion};

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, "curfew or exclusion",
      [](RequirementType type) { return type == RequirementType::curfew || type == RequirementType::exclusion; },
      [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        const bool monitored = std::any_of(
            order.requirements.begin(), order.requirements.end(),
            [](const Requirement& r) { return r.type.is(RequirementType::electronic_compliance_monitoring); });
        if (monitored || requirement.no_monitoring_reason) {
          report.pass(subject, requirement.place);
          return;
        }
        if (needs_order_type(order, subject, requirement.type.place, report)) return;
        report
            .fail(subject, requirement.type.place,
                  fmt::format("{} {} without electronic compliance monitoring and without a recorded reason",
                              requirement.type.is(RequirementType::exclusion) ? "an" : "a", spoken(*requirement.type)))
            .here("not monitored")
            .trace("no electronic_compliance_monitoring in the order, and no `no_monitoring_reason`")
            .fix("record the monitoring requirement, or the reason why there is none");
      });
}

}  // namespace

extern const Rule ord130;
constinit const Rule ord130{
    .id = "ORD130",
    .slug = "not-monitored",
    .severity = Severity::warning,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A curfew or exclusion stands without electronic compliance monitoring and without a recorded reason.",
    .explanation = {.checks = "Whether an electronic compliance monitoring requirement stands beside each curfew and "
                              "exclusion, or why not.",
                    .matters = "The court must impose monitoring unless it has a reason not to; without either nobody "
                               "can tell whether it was forgotten.",
                    .to_do = "Record the monitoring requirement, or the reason why there is none."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
