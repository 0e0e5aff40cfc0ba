// --summary: the summary alone, in the formats that have one. What does not fit is refused before anything is read.
#pragma once
#include <string_view>
#include <vector>

#include "tools/common/cli.hpp"

namespace probation::tools {

// Of what goes to standard output; every --output FILE has the whole. Throws UsageError.
void summary_fits(const Options& options, const std::vector<std::string_view>& fitting);

}  // namespace probation::tools
