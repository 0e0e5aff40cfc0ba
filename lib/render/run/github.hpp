// Workflow commands of GitHub Actions: one annotation a finding, at its line. What is suppressed or known before is
// left out, because an annotation cannot be marked and their number is limited.
#pragma once
#include <string>

#include "render/run/run.hpp"

namespace probation::render {

std::string github(const RunOutput& run);

}  // namespace probation::render
