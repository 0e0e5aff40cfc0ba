#include <array>
#include <fmt/format.h>

#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::supervision_period_needed};

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order, [&](const Order& order) {
    const std::string subject = subject_of(order);
    const KnownDate end = facts.supervision_end(order);
    if (end || end.amended) report.pass(subject);
    else if (!order.requirements.recorded) report.undetermined(subject, order.place, "no supervision period; passes if the order has no requirement", {report.pointer(order.place, "requirements")});
    else if (order.requirements.empty()) report.pass(subject);
    else
      report.fail(subject, order.place, "the order has requirements and no supervision period").here("no `supervision_end_date`").related(order.requirements[0].place, "a requirement of the order")
          .trace(fmt::format("{} requirement(s) and no last day of supervision; the operational period does not stand in for it", order.requirements.size())).fix("record `supervision_end_date` from the order");
  });
}

}  // namespace

extern const Rule ord108;
constinit const Rule ord108{
    .id = "ORD108",
    .slug = "no-supervision-period",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A suspended sentence order has requirements and no supervision period.",
    .explanation = {.checks = "That a suspended sentence order with a community requirement has a supervision period.",
                    .matters = "Without one no requirement binds on any day.",
                    .to_do = "Read the supervision period from the order and record it."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
