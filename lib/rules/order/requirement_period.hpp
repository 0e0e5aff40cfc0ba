// A requirement that lasts from its start to its end, against the longest period the law allows for its kind.
#pragma once
#include <optional>
#include <string>

#include "facts/case/case_facts.hpp"

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
inline RequirementPeriod requirement_period(const CaseFacts& facts, const Order& order,
                                            const Requirement& requirement) {
  RequirementPeriod period;
  if (const auto& start = starts(order, requirement)) period.first = *start;
  if (requirement.end_date) {
    period.last = *requirement.end_date;
    period.last_place = requirement.end_date.place;
  } else {
    const bool suspended = order.type.is(OrderType::suspended_sentence_order);
    KnownDate end = suspended ? facts.supervision_end(order) : facts.end_date(order);
    if (suspended && !end) end = facts.operational_end(order);
    if (!end) return period;
    period.last = *end;
    period.last_place = end.place;
    period.last_is_the_orders = true;
  }
  return period;
}

}  // namespace probation::rules
