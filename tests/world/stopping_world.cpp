// The world as it fails: at the n-th announced call the process is killed, or the call fails with the named error.
// Linked into a copy of rar-record together with a test build of tools/world/file_edit.cpp; the tools never contain
// it.
//   WORLD_STOP_AT=n  WORLD_STOP_HOW=kill|EIO|ENOSPC|EACCES|ENOLCK|…  WORLD_STOP_CALL=name (count only these)
#include <signal.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

namespace probation::tools {

bool before_call(const char* name);
std::size_t bytes_at_once();

bool before_call(const char* name) {
  static const char* at = std::getenv("WORLD_STOP_AT");
  static const char* only = std::getenv("WORLD_STOP_CALL");
  static long left = at == nullptr ? -1 : std::atol(at);
  if (only != nullptr && std::strcmp(only, name) != 0) return true;
  if (left < 0 || --left != 0) return true;
  const char* how = std::getenv("WORLD_STOP_HOW");
  if (how == nullptr || std::strcmp(how, "kill") == 0) ::raise(SIGKILL);
  static constexpr std::array<std::pair<std::string_view, int>, 8> errors{{{"EIO", EIO},
                                                                           {"ENOSPC", ENOSPC},
                                                                           {"EACCES", EACCES},
                                                                           {"EROFS", EROFS},
                                                                           {"ENOLCK", ENOLCK},
                                                                           {"EXDEV", EXDEV},
                                                                           {"ESTALE", ESTALE},
                                                                           {"EINVAL", EINVAL}}};
  for (const auto& [word, number] : errors)
    if (how != nullptr && word == how) errno = number;
  return false;
}

std::size_t bytes_at_once() {
  static const char* pieces = std::getenv("WORLD_WRITE_PIECE");
  return pieces == nullptr ? static_cast<std::size_t>(-1) / 2 : static_cast<std::size_t>(std::atol(pieces));
}

}  // namespace probation::tools
