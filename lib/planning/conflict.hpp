// When nothing fits: the smallest set of hard rules that by themselves leave no plan, and the smallest change that
// would make one possible. Asked only where no set of options keeps the rules.
#pragma once
#include "planning/suggest.hpp"

namespace probation::planning {

Conflict conflict_of(const Question& question, const Supply& supply);

}  // namespace probation::planning
