// What an order or requirement is, in the words in which rules, counts and plans ask it. An unrecorded type is none of
// them.
#pragma once
#include "model/case_file.hpp"

namespace probation {

inline bool is_rar(const Requirement& requirement) {
  return requirement.type.is(RequirementType::rehabilitation_activity);
}
// A sentence: made by a court. On licence the same requirements are conditions, which other law limits.
inline bool is_sentence(const Order& order) {
  return order.type.is(OrderType::community_order) || order.type.is(OrderType::suspended_sentence_order);
}

}  // namespace probation
