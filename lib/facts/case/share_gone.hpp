// How much of an order is gone on as-of: whole days from its start, which is not counted, in 100 of the days of the
// relevant period. It says nothing of what should have happened by then.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

struct ShareGone {
  std::optional<int> days_gone;  // nothing: a date is missing; never more than `days_in_all`
  int days_in_all = 0;           // first and last day included
  Place last_place;              // of the date that ends the period
  std::vector<Missing> missing;
  // Whether more than that share is gone. Only where the days are known.
  [[nodiscard]] bool over(std::int64_t percent) const { return std::int64_t{100} * *days_gone > percent * days_in_all; }
  // "182 of 364 days are gone (50 %)"; the share rounded down.
  [[nodiscard]] std::string words() const;
};

// Of the relevant period of the order, or of one requirement of it.
ShareGone share_gone(const CaseFacts& facts, const Order& order, const Requirement* requirement);

}  // namespace probation
