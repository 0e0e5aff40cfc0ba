// version/1: what this build is and can do, for programs that ask.
#pragma once
#include <string>

namespace probation::tools {

std::string version_json(const std::string& tool);

}  // namespace probation::tools
