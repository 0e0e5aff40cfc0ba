// The end that an order has as amended by as-of, and every end that it can have where an amendment without a date, or
// one made after the end that stood, may or may not govern. Whether a day lies within it is asked of in_force.
#pragma once
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

enum class EndOf { order, supervision, operational };

struct AmendedEnd {
  KnownDate end;               // not known: the amendment that keeps it so, or the order that lacks it
  std::vector<Date> possible;  // sorted; of an end that amendments keep from being known; empty: it can be anything
};

// Not known where an amendment that may have moved it is known to be missing.
AmendedEnd end_of(const CaseFacts& facts, const Order& order, EndOf which);
// By the amendments that are there.
AmendedEnd end_of(const Order& order, EndOf which);

}  // namespace probation
