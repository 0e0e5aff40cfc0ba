// A run as pages: one by itself, or a folder of them with an index, a page a team and a page a case.
#pragma once
#include <string>

#include "model/words.hpp"
#include "tools/common/run_views.hpp"

namespace probation::tools {

// The page of the only case, or that of the caseload.
std::string run_page(const RunViews& views, Language language);
// Writes the pages, and takes away what the last site here wrote and this one does not. Throws UsageError where the
// folder holds anything and no site of ours, WorldFailure where it cannot be written.
void write_site(const std::string& folder, const RunViews& views, Language language);

}  // namespace probation::tools
