#include <array>
#include <fmt/format.h>

#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_maximum, sources::rar_maximum_repeal};

void check(const CaseFacts& facts, Report& report) {
  const std::optional<Date> repeal = facts.policy.commencement("rar_maximum_days_repeal");
  for_each_requirement_of_orders(facts, report, [&](const Order& order, const Requirement& requirement) {
    if (!requirement.type.is(RequirementType::rehabilitation_activity)) return;
    const std::string subject = subject_of(order, requirement);
    if (order.type && !order.type.is(OrderType::community_order) && !order.type.is(OrderType::suspended_sentence_order)) {
      report.not_applicable(subject);
      return;
    }
    const Located<std::int64_t> maximum = facts.max_days(requirement);
    if (maximum && *maximum > 0) {
      report.pass(subject, maximum.place);
      return;
    }
    if (!order.type) {
      report.undetermined(subject, requirement.place, "no maximum of days, and the type of the order is not recorded", {report.pointer(order.place, "type")});
      return;
    }
    if (repeal) {
      if (!order.sentence_date) {
        report.undetermined(subject, requirement.place, fmt::format("no maximum of days; passes if the order was made on or after {}", format(*repeal)), {report.pointer(order.place, "sentence_date")});
        return;
      }
      if (*order.sentence_date >= *repeal) {
        report.not_applicable(subject);
        return;
      }
    }
    report.fail(subject, maximum ? maximum.place : requirement.place, maximum ? "a maximum of 0 days is no maximum" : "the requirement states no maximum number of days")
        .here(maximum ? "must be at least 1" : "no `max_days`").fact("max_days", maximum ? FactValue{*maximum} : FactValue{})
        .trace("the order must specify the maximum number of days on which activity may be instructed").fix("record `max_days` from the order");
  });
}

}  // namespace

extern const Rule ord102;
constinit const Rule ord102{
    .id = "ORD102",
    .slug = "rar-without-maximum",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A rehabilitation activity requirement states no maximum number of days.",
    .explanation = {.checks = "That each rehabilitation activity requirement of a community or suspended sentence order has a whole positive maximum, as amended.",
                    .matters = "The order must say on how many days activity may be instructed. Without the number nobody knows when to stop.",
                    .to_do = "Read the number from the order and record it. If the order has none, refer it back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
