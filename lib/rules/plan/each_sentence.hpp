// The subjects of the rules about assessment and plan: community and suspended sentence orders, and activities of the
// plan.
#pragma once
#include <fmt/format.h>

#include "facts/case/case_facts.hpp"
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

// Planned or running: what is still to be done. One whose status is not recorded is taken for planned.
inline bool is_ahead(const Activity& activity) {
  return !activity.status.is(ActivityStatus::withdrawn) && !activity.status.is(ActivityStatus::completed);
}

}  // namespace probation::rules
