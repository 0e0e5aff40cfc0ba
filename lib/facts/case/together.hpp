// What one person must do before the same day is judged together: requirements that each fit into the time left, and
// together do not.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// What a requirement still needs at the least, in the unit of the question, and the last day on which it can be done.
struct TimeNeed {
  const Order* order;
  const Requirement* requirement;
  std::int64_t least_left;
  Date last;
};

// The earliest end before which the sum does not fit although each alone does; it stands on the one that ends last.
struct TogetherOver {
  const Requirement* requirement;
  std::int64_t sum, room;
  Date last;
  std::vector<std::string> trace;
};
// `unit`: how many of what is left make one of what the policy counts a week (60 minutes an hour, else 1).
std::optional<TogetherOver> together_over(const CaseFacts& facts, std::vector<TimeNeed> needs, std::int64_t per_week,
                                          std::int64_t unit);

// Live rehabilitation activity requirements whose days left and end are known; unpaid work by order.
std::vector<TimeNeed> rar_needs(const CaseFacts& facts);
std::vector<TimeNeed> unpaid_work_needs(const CaseFacts& facts);

}  // namespace probation
