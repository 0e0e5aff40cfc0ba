// The memory of runs: what `check --output sqlite=FILE` appends. A run that is there already, with the same input and
// settings in the same scope, writes nothing.
#pragma once
#include <memory>
#include <string>

#include "render/run/run.hpp"
#include "tools/common/case_output.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

// `selection`: which rules were run. The output gets every finding, whatever is printed, as it may be shown; its rows
// wait on a disk until the run is over, and are appended in one transaction. `finish` throws UsageError (a database
// that is not ours), WorldConflict (in use too long), WorldFailure. `is_numbered`: officers are officer-1, officer-2, …
// of this run alone; beside another run of the scope they would be other people of the same name.
std::unique_ptr<CaseOutput> memory_output(std::string path, std::string scope, const rules::Selection& selection,
                                          bool is_numbered);

// A run that is held.
void remember(CaseOutput& memory, const render::RunOutput& run, const Pictures& pictures);

}  // namespace probation::tools
