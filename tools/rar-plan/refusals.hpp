// What rar-plan says of a case that it cannot plan, and which inputs it could not plan with: the same for one plan,
// for several and for a region's groups.
#pragma once
#include <cstdint>
#include <string>

#include "planning/question.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

// Says the refusal on standard error with the facts that are missing, and returns the exit code. Of several cases one
// that has nothing to plan is passed by (0); of one it is a usage mistake and thrown.
int refuse(const planning::Refusal& refusal, const std::string& file, const PlaceTable& places, bool several);

// Files that were not read, and documents with a fault that keeps them from being planned with: exit 3.
std::int64_t unreadable_for_planning(const caseload::Result& result);

}  // namespace probation::tools
