#include <fmt/format.h>
#include <array>

#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::supervision_period_needed};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const KnownDate end = facts.supervision_end(order);
  if (end || end.amended || (facts.knows_requirements(order) && order.requirements.empty())) {
    report.pass(subject, end ? end.place : order.place);
    return;
  }
  if (order.requirements.empty()) {
    report
        .undetermined(subject, order.place,
                      "no supervision period is recorded, and the requirements are not either; passes if the order has "
                      "no requirement",
                      {report.pointer(order.place, "requirements")})
        .here("no `supervision_end_date`");
    return;
  }
  const std::string requirements = counted(static_cast<long long>(order.requirements.size()), "requirement");
  auto finding = report.fail(
      subject, order.place,
      fmt::format("the order has {} and no supervision period, in which alone a requirement binds", requirements));
  finding.here("no `supervision_end_date`").fact("requirements", order.requirements.size());
  for (const Requirement& requirement : order.requirements)
    finding.related(requirement.place, std::string(requirement.type ? spoken(*requirement.type) : "requirement"));
  finding.trace(fmt::format("{}; `supervision_end_date` is absent and no amendment sets it", requirements));
  if (const KnownDate operational = facts.operational_end(order))
    finding.trace(fmt::format("the operational period, to {}, does not stand in for it", format(*operational)));
  finding.fix("record `supervision_end_date` from the order; if it states none, refer the order back");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order,
                 [&](const Order& order) { check_order(facts, order, report); });
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
