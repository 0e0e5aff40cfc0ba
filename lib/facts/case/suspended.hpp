// Whether delivery on an order is suspended on as-of, by whatever policy the record names.
#pragma once
#include <optional>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

struct Suspended {
  std::optional<bool> now;  // nothing: not known
  const Suspension* by = nullptr;
  std::vector<Missing> missing;
};
Suspended suspended(const CaseFacts& facts, const Order& order);

}  // namespace probation
