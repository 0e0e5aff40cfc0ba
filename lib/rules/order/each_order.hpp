// The subjects of the rules about orders: each judged order of one type, or each requirement of a type.
#pragma once
#include "facts/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// Calls `check(order)` for each order of the type. Orders of another type are not applicable; where the type is
// missing the rule is undetermined, since it might be this one.
template <class Check>
void for_each_order(const CaseFacts& facts, Report& report, OrderType type, Check check) {
  for (const Order& order : facts.file.orders) {
    if (!order.type) report.undetermined(subject_of(order), order.place, "the type of the order is not recorded", {report.pointer(order.place, "type")});
    else if (!order.type.is(type)) report.not_applicable(subject_of(order));
    else check(order);
  }
}

// Calls `check(order, requirement)` for every requirement of judged orders.
template <class Check>
void for_each_requirement_of_orders(const CaseFacts& facts, Report& report, Check check) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    if (!order.requirements.recorded) {
      report.undetermined(subject_of(order), order.place, "the requirements of the order are not recorded", {report.pointer(order.place, "requirements")});
      continue;
    }
    for (const Requirement& requirement : order.requirements) check(order, requirement);
  }
}

}  // namespace probation::rules
