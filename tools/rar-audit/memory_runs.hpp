// One run out of the memory of runs, as a saved run is: for the difference of two.
#pragma once
#include <string>

#include "caseload/difference.hpp"
#include "tools/world/database.hpp"

namespace probation::tools {

// `which`: its number, or its as-of date, of which the last recorded of the scope stands. Throws UsageError.
caseload::RunView remembered_run(Database& database, const std::string& which, const std::string& scope);

}  // namespace probation::tools
