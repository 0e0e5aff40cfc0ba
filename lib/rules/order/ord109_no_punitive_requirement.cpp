#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::punitive_requirement};

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::community_order, [&](const Order& order) {
    const std::string subject = subject_of(order);
    if (order.fine.is(true) || order.exceptional_circumstances.is(true)) {
      report.pass(subject);
      return;
    }
    std::vector<std::string> missing;
    if (!order.requirements.recorded) missing.push_back(report.pointer(order.place, "requirements"));
    for (const Requirement& requirement : order.requirements) {
      if (std::any_of(requirement.purposes.begin(), requirement.purposes.end(), [](const Located<Purpose>& p) { return p.is(Purpose::punishment); })) {
        report.pass(subject);
        return;
      }
      if (!requirement.purposes.recorded) missing.push_back(report.pointer(requirement.place, "purposes"));
    }
    if (!order.fine) missing.push_back(report.pointer(order.place, "fine"));
    if (!order.exceptional_circumstances) missing.push_back(report.pointer(order.place, "exceptional_circumstances"));
    if (!missing.empty()) {
      report.undetermined(subject, order.place, "passes if a requirement is for punishment, a fine was imposed, or exceptional circumstances are recorded", missing);
      return;
    }
    report.fail(subject, order.place, "no requirement for punishment, no fine, no exceptional circumstances").here("the order").related(order.fine.place, "no fine")
        .related(order.exceptional_circumstances.place, "no exceptional circumstances").trace(fmt::format("none of {} requirement(s) is for punishment", order.requirements.size())).fix("record the court's purposes, or why there was no punitive element");
  });
}

}  // namespace

extern const Rule ord109;
constinit const Rule ord109{
    .id = "ORD109",
    .slug = "no-punitive-requirement",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A community order has no requirement for punishment, no fine and no exceptional circumstances.",
    .explanation = {.checks = "The recorded purposes of the requirements of a community order, a fine beside it, and recorded exceptional circumstances. Purposes are never inferred from the type.",
                    .matters = "The law wants one of the three in every community order.",
                    .to_do = "Record the purposes the court stated, or the reason why there was no punitive element."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
