// A requirement that lasts from its start to its end, against the longest period the law allows for its kind.
#pragma once
#include <optional>
#include <string>

#include <vector>

#include <fmt/format.h>

#include "facts/case/amended_end.hpp"
#include "law/spoken_times.hpp"
#include "rules/report.hpp"

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

// The day from which the longest time of a requirement is counted.
struct CountedFrom {
  std::optional<Date> day;                // nothing: not recorded
  bool conviction_decides = false;        // it may be the day of the order instead: the conviction is not recorded
  std::optional<Date> order_day = {};     // that day; nothing: not recorded either
  std::vector<std::string> missing = {};  // where the conviction decides
  std::string hope = {};                  // what must be so for `day` to be right
};
// `from_the_order`: the table of convictions for which it is the day of the order.
template <class Table>
CountedFrom counted_from(const Order& order, const Requirement& requirement, const Table& from_the_order,
                         const Report& report) {
  const Located<Date>& start = starts(order, requirement);
  CountedFrom from;
  if (start) from.day = *start;
  from.order_day = order.sentence_date.value;
  // An order made before the Code follows a conviction before it.
  const Located<Date>& asked = order.conviction_date ? order.conviction_date : order.sentence_date;
  if (asked && from_the_order.holds(*asked)) {
    from.day = from.order_day;
    return from;
  }
  if (order.conviction_date || !from.day || from.day == from.order_day) return from;
  from.conviction_decides = true;
  from.missing.push_back(report.pointer(order.place, "conviction_date"));
  if (!from.order_day) from.missing.push_back(report.pointer(order.place, "sentence_date"));
  from.hope = fmt::format("months are counted from {}, not from {}: for convictions {} they are counted from the order",
                          format(*from.day), from.order_day ? format(*from.order_day) : std::string("the order"),
                          spoken_times(from_the_order.times()));
  return from;
}

}  // namespace probation::rules
