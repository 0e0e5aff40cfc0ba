// Where a table of the law has no answer for an order: its date is not recorded, or none was in force.
#pragma once
#include <string_view>

#include <fmt/format.h>

#include "facts/case/case_facts.hpp"
#include "law/history.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// Says so and returns true where no row was found. `key` is the date that chooses the row, of the order.
inline bool lacks_law(bool found, const Order& order, const Located<Date>& date, std::string_view key,
                      const Subject& subject, Report& report) {
  if (found) return false;
  if (date) report.not_applicable(subject);
  else
    report.undetermined(subject, order.place, fmt::format("which law is asked depends on `{}`, not recorded", key),
                        {report.pointer(order.place, key)});
  return true;
}

inline ByOrder by_order(const Order& order) { return {order.sentence_date.value}; }
inline ByConviction by_conviction(const Order& order) { return {order.conviction_date.value}; }

}  // namespace probation::rules
