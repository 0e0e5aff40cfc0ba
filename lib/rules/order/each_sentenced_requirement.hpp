// The subjects of the rules about requirements of one kind: on community and suspended sentence orders, where a court
// made them. On licence the same words name conditions, which other law limits.
#pragma once
#include <string_view>

#include "facts/case/order_kinds.hpp"
#include "rules/order/each_order.hpp"

namespace probation::rules {

// Calls `check(order, requirement)` for each requirement `wanted` takes. The order's type may be missing there.
template <class Wanted, class Check>
void for_each_sentenced_requirement(const CaseFacts& facts, Report& report, std::string_view spoken_kind, Wanted wanted,
                                    Check check) {
  for (const Order& order : facts.file.orders) {
    if (order.type && !is_sentence(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    if (!order.requirements.recorded) {
      report.undetermined(subject_of(order), order.place,
                          fmt::format("the requirements are not recorded; passes if there is no {}", spoken_kind),
                          {report.pointer(order.place, "requirements")});
      continue;
    }
    for (const Requirement& requirement : order.requirements)
      if (requirement.type && wanted(*requirement.type)) check(order, requirement);
  }
}

// As above, for one type.
template <class Check>
void for_each_sentenced_requirement(const CaseFacts& facts, Report& report, RequirementType type, Check check) {
  for_each_sentenced_requirement(
      facts, report, spoken(type), [&](RequirementType t) { return t == type; }, check);
}

// The order's type decides and is missing: says so and returns true. A fault asks for it before it is said: on licence
// the same words are a condition, and no fault.
inline bool needs_order_type(
    const Order& order, const Subject& subject, Place place, Report& report,
    const std::string& hope = "passes if it is neither a community nor a suspended sentence order") {
  if (order.type) return false;
  report.undetermined(subject, place, fmt::format("the type of the order is not recorded; {}", hope),
                      {report.pointer(order.place, "type")});
  return true;
}

}  // namespace probation::rules
