// A run as pages: one by itself, or a folder of them with an index, a page a team and a page a case.
#pragma once
#include <memory>
#include <string>

#include "model/words.hpp"
#include "tools/common/page_output.hpp"
#include "tools/common/run_views.hpp"

namespace probation::tools {

// The page of the only case, or that of the caseload.
void write_run_page(const RunViews& views, Language language, const render::web::Write& write);
// A folder of pages: what the last site here wrote and this one does not is taken away. `begin` and `finish` throw
// UsageError where the folder holds anything and no site of ours, WorldFailure where it cannot be written.
std::unique_ptr<CaseOutput> site_output(const Target& target, PageSettings settings);

}  // namespace probation::tools
