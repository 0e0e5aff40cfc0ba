// JUnit XML as Jenkins, GitLab and most CI systems read it: a suite per file, a test case per finding. What is
// undetermined, suppressed or known before is skipped and says why; a file that cannot be read is an error; a file
// without finding passes.
#pragma once
#include <string>

#include "render/run/run.hpp"

namespace probation::render {

std::string junit(const RunOutput& run);

}  // namespace probation::render
