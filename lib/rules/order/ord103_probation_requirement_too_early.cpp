#include <array>
#include <fmt/format.h>

#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::probation_requirement};

void check(const CaseFacts& facts, Report& report) {
  const std::optional<Date> start = facts.policy.commencement("probation_requirement_commencement");
  for_each_requirement_of_orders(facts, report, [&](const Order& order, const Requirement& requirement) {
    if (!requirement.type.is(RequirementType::probation_requirement)) return;
    const std::string subject = subject_of(order, requirement);
    if (!start) {
      report.undetermined(subject, requirement.type.place, "the day from which probation requirements can be made is not fixed; passes if the order was made on or after it", {"policy:probation_requirement_commencement"});
      return;
    }
    if (!order.sentence_date) {
      report.undetermined(subject, requirement.type.place, fmt::format("passes if the order was made on or after {}", format(*start)), {report.pointer(order.place, "sentence_date")});
      return;
    }
    if (*order.sentence_date >= *start) {
      report.pass(subject, requirement.type.place);
      return;
    }
    report.fail(subject, requirement.type.place, fmt::format("a probation requirement in an order of {}; they exist from {}", format(*order.sentence_date), format(*start)))
        .here("made too early").related(order.sentence_date.place, "the order was made here").fact("from", *start).trace(fmt::format("{} is before {}", format(*order.sentence_date), format(*start)))
        .fix("record it as rehabilitation_activity with its maximum of days");
  });
}

}  // namespace

extern const Rule ord103;
constinit const Rule ord103{
    .id = "ORD103",
    .slug = "probation-requirement-too-early",
    .severity = Severity::warning,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A probation requirement stands in an order made before such requirements exist.",
    .explanation = {.checks = "The date of an order with a probation requirement against the commencement of the section that introduces it. While that date is not fixed the answer is undetermined.",
                    .matters = "Until then the requirement is a rehabilitation activity requirement and needs a maximum of days.",
                    .to_do = "Record it as rehabilitation_activity with its maximum; or set the commencement date in the policy file once it is known."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
