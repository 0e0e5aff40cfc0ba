// What rar-plan says of a case that it cannot plan, and which inputs it could not plan with: the same for one plan,
// for several and for a region's groups.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "planning/question.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

// The exit code for a case that lacks facts, which goes to `lacking` with their names (3). Of several cases so does one
// of which nobody said which requirement is meant, and one that has nothing to plan is passed by and said (0); of a
// single case both are usage mistakes and thrown.
int refuse(const planning::Refusal& refusal, const std::string& file, const PlaceTable& places, bool several,
           std::vector<intake::Unreadable>& lacking);

// They stand with the files that could not be read, by name in every format: of them there is no answer.
void name_lacking(caseload::Result& result, const std::vector<intake::Unreadable>& lacking);

// Files that were not read, and documents with a fault that keeps them from being planned with: exit 3.
std::int64_t unreadable_for_planning(const caseload::Result& result);

}  // namespace probation::tools
