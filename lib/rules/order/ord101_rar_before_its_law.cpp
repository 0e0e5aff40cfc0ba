#include <array>
#include <fmt/format.h>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::ora_2014_rar};

void check(const CaseFacts& facts, Report& report) {
  const Date first_day = limits::rar_available.always().from;
  for_each_requirement_of_orders(facts, report, [&](const Order& order, const Requirement& requirement) {
    if (!requirement.type.is(RequirementType::rehabilitation_activity)) return;
    const std::string subject = subject_of(order, requirement);
    if (!order.type) {
      report.undetermined(subject, requirement.type.place, "the type of the order is not recorded", {report.pointer(order.place, "type")});
      return;
    }
    if (!order.type.is(OrderType::community_order) && !order.type.is(OrderType::suspended_sentence_order)) {
      report.not_applicable(subject);
      return;
    }
    std::vector<std::string> missing;
    if (!order.offences.recorded || order.offences.empty()) missing.push_back(report.pointer(order.place, "offences"));
    const Offence* last = nullptr;
    for (const Offence& offence : order.offences) {
      if (!offence.last_date) missing.push_back(report.pointer(offence.place, "last_date"));
      else if (last == nullptr || *offence.last_date > *last->last_date) last = &offence;
    }
    if (last != nullptr && *last->last_date >= first_day) {
      report.pass(subject, requirement.type.place);
      return;
    }
    if (!missing.empty()) {
      report.undetermined(subject, requirement.type.place, fmt::format("passes if an offence ended on or after {}", format(first_day)), missing);
      return;
    }
    report.fail(subject, requirement.type.place, fmt::format("the last offence ended on {}, before the requirement could be imposed from {}", format(*last->last_date), format(first_day)))
        .here("imposed here").related(last->last_date.place, "the last day of the latest offence").fact("last_offence", *last->last_date).fact("from", first_day)
        .trace(fmt::format("{} is before {}", format(*last->last_date), format(first_day))).fix("correct the offence date, or refer the order back to the court");
  });
}

}  // namespace

extern const Rule ord101;
constinit const Rule ord101{
    .id = "ORD101",
    .slug = "rar-before-its-law",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::offence,
    .summary = "A rehabilitation activity requirement was made for offences that all ended before it existed.",
    .explanation = {.checks = "The last day of each offence of an order with a rehabilitation activity requirement: at least one must lie on or after the day from which the requirement can be imposed.",
                    .matters = "The court had no power to impose the requirement; nothing done under it can be enforced.",
                    .to_do = "Check the offence dates. If they are right, tell the court team: the order needs to go back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
