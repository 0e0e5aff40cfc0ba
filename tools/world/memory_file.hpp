// The bytes a library writes that can only write to a named file: the name leads into memory, so that nothing of a case
// stands on a disk meanwhile.
#pragma once
#include <functional>
#include <string>

namespace probation::tools {

// Throws WorldFailure where the system has no memory for it.
std::string bytes_written(const std::function<void(const std::string& path)>& write);

}  // namespace probation::tools
