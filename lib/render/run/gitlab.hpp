// GitLab's code quality report: one array of objects with the documented members. GitLab shows two equal fingerprints
// as one, so a fingerprint that comes again is numbered. What is suppressed is left out.
#pragma once
#include <string>

#include "render/run/run.hpp"

namespace probation::render {

std::string gitlab(const RunOutput& run);

}  // namespace probation::render
