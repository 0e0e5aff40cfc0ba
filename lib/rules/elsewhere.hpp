// From its transfer on an order is governed by another law. What is asked of it as it stands on as-of is then not
// applicable; where the day of the transfer is not recorded a fault waits for it.
#pragma once
#include <algorithm>
#include <vector>

#include "facts/case/in_force.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// `judge(report)` says what is to be said of the order, or of the requirement of it, that is the subject.
template <class Judge>
void unless_elsewhere(const CaseFacts& facts, const Order& order, const Subject& subject, Report& report, Judge judge) {
  if (governed_elsewhere(order, facts.as_of)) {
    report.not_applicable(subject);
    return;
  }
  if (!order.transferred || order.transferred->date) {
    judge(report);
    return;
  }
  std::vector<Finding> said;
  Report aside = report.aside(said);
  judge(aside);
  const bool any_fault =
      std::any_of(said.begin(), said.end(), [](const Finding& finding) { return finding.outcome == Verdict::fail; });
  if (any_fault)
    report.undetermined(subject, order.transferred->place,
                        "the order was transferred on a day that is not recorded; passes if that was by as-of",
                        {report.pointer(order.transferred->place, "date")});
  else judge(report);
}

}  // namespace probation::rules
