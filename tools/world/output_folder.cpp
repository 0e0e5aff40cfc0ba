#include "tools/world/output_folder.hpp"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

#include "tools/world/files.hpp"

namespace probation::tools {

void make_output_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return;
  struct stat about {};
  const int why = errno;
  if (why == EEXIST && ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) return;
  throw WorldFailure(path, why == EEXIST ? "is no folder" : std::strerror(why));
}

}  // namespace probation::tools
