// A requirement that lasts from its start to its end, against the longest period the law allows for its kind.
#pragma once
#include <optional>
#include <string>

#include "facts/case/amended_end.hpp"

namespace probation::rules {

// First day of a requirement: its own, else the sentence date stands in.
inline const Located<Date>& starts(const Order& order, const Requirement& requirement) {
  return requirement.start_date ? requirement.start_date : order.sentence_date;
}

struct RequirementPeriod {
  std::optional<Date> first, last;  // both included
  Place last_place;
  bool last_is_the_orders = false;  // the requirement has no end of its own: it ends with the order at the latest
};
inline RequirementPeriod requirement_period(const Order& order, const Requirement& requirement) {
  RequirementPeriod period;
  if (const auto& start = starts(order, requirement)) period.first = *start;
  if (requirement.end_date) {
    period.last = *requirement.end_date;
    period.last_place = requirement.end_date.place;
  } else {
    const bool suspended = order.type.is(OrderType::suspended_sentence_order);
    AmendedEnd of_order = end_of(order, suspended ? EndOf::supervision : EndOf::order);
    if (suspended && !of_order.end && of_order.possible.empty()) of_order = end_of(order, EndOf::operational);
    if (of_order.end) period.last = *of_order.end;
    else if (!of_order.possible.empty())
      period.last = of_order.possible.back();  // by then, whichever amendment governs
    else return period;
    period.last_place = of_order.end.place;
    period.last_is_the_orders = true;
  }
  return period;
}

}  // namespace probation::rules
