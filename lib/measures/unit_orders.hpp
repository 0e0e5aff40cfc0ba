// Which orders the measures are asked of: those with a rehabilitation activity requirement, made on or before as-of,
// and running on it or ended in the twelve months before.
#pragma once
#include <optional>

#include "facts/case/case_facts.hpp"

namespace probation::caseload {

// Nothing: not known, for want of a type, a date, or the requirements.
std::optional<bool> is_unit(const CaseFacts& facts, const Order& order);

}  // namespace probation::caseload
