// The subjects of the rules about assessment and plan: community and suspended sentence orders, and activities of the
// plan.
#pragma once
#include <fmt/format.h>

#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// Calls `check(order)` for each community and suspended sentence order, and for one whose type is missing.
template <class Check>
void for_each_sentence(const CaseFacts& facts, Report& report, Check check) {
  for (const Order& order : facts.file.orders) {
    if (order.type && !order.type.is(OrderType::community_order) && !order.type.is(OrderType::suspended_sentence_order))
      report.not_applicable(subject_of(order));
    else if (!order.type)
      report.undetermined(
          subject_of(order), order.place,
          "the type of the order is not recorded; passes if it is neither a community nor a suspended sentence order",
          {report.pointer(order.place, "type")});
    else check(order);
  }
}

// Calls `check(activity)` for each activity of the plan that stands; without them the rule is undetermined.
template <class Check>
void for_each_activity(const CaseFacts& facts, Report& report, Check check) {
  if (!facts.file.plan) {
    report.undetermined(Subject::file(), facts.file.place, "the plan is not recorded", {"/plan"});
  } else if (!facts.file.plan->activities.recorded) {
    const Plan& plan = *facts.file.plan;
    report.undetermined(Subject::file(), plan.place, "the activities of the plan are not recorded",
                        {report.pointer(plan.place, "activities")});
  } else {
    for (const Activity* activity : facts.activities) check(*activity);
  }
}

// The order its requirement is of, else the only one there is; nothing: not known.
inline const Order* order_of(const CaseFacts& facts, const Activity& activity) {
  const Requirement* requirement = facts.requirement_of(activity);
  if (requirement != nullptr) return facts.order_of(*requirement);
  return facts.file.orders.size() == 1 ? &facts.file.orders[0] : nullptr;
}

// What is planned under an order that was transferred by as-of is governed by another law.
inline bool is_elsewhere(const CaseFacts& facts, const Activity& activity) {
  const Order* order = order_of(facts, activity);
  return order != nullptr && governed_elsewhere(*order, facts.as_of);
}

// Planned or running: what is still to be done. One whose status is not recorded is taken for planned.
inline bool is_ahead(const Activity& activity) {
  return !activity.status.is(ActivityStatus::withdrawn) && !activity.status.is(ActivityStatus::completed);
}

}  // namespace probation::rules
