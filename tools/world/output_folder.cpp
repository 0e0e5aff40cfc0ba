#include "tools/world/output_folder.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/world/files.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {

void make_output_folder(const std::string& path) {
  refuse_link_of_others(path);
  if (::mkdir(path.c_str(), 0700) == 0) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return;  // its owner's alone
    give_group_rights(fd);
    ::close(fd);
    return;
  }
  struct stat about {};
  const int why = errno;
  if (why == EEXIST && ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) return;
  throw WorldFailure(path, why == EEXIST ? "is no folder" : std::strerror(why));
}

}  // namespace probation::tools
