// A folder for outputs: made where it is not there, for its owner alone.
#pragma once
#include <string>

namespace probation::tools {

void make_output_folder(const std::string& path);  // throws WorldFailure

}  // namespace probation::tools
