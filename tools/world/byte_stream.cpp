#include "tools/world/byte_stream.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "base/held_bytes.hpp"
#include "intake/compressed.hpp"
#include "intake/world.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
using intake::WorldFailure;

namespace {

const std::string& standard_input() {
  static const std::string bytes = [] {
    std::string all, piece(std::size_t{1} << 16, '\0');
    while (true) {
      const ssize_t n = ::read(STDIN_FILENO, piece.data(), piece.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw WorldFailure("<stdin>", std::strerror(errno));
      if (n == 0) return all;
      all.append(piece, 0, static_cast<std::size_t>(n));
    }
  }();
  return bytes;
}

}  // namespace

std::unique_ptr<recording::ByteSource> byte_stream(const std::string& path) {
  if (path == "-") return std::make_unique<HeldBytes>(standard_input());
  std::unique_ptr<recording::ByteSource> stored = RealWorld().open(path);
  return name_inside(path).empty() ? std::move(stored) : intake::unpacking(path, std::move(stored));
}

std::optional<recording::Zone> zone_named(const std::string& name) {
  if (name.empty() || name.find("..") != std::string::npos || name.front() == '/' || name.front() == ':')
    return std::nullopt;
  const char* folder = std::getenv("TZDIR");
  const std::string file = std::string(folder != nullptr && *folder != 0 ? folder : "/usr/share/zoneinfo") + "/" + name;
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return [name](std::int64_t seconds) -> std::optional<recording::LocalTime> {
    // Today's date in London is asked of the same clock.
    if (const char* now = std::getenv("TZ"); now == nullptr || name != now) {
      ::setenv("TZ", name.c_str(), 1);
      ::tzset();
    }
    const auto at = static_cast<std::time_t>(seconds);
    std::tm local{};
    if (::localtime_r(&at, &local) == nullptr) return std::nullopt;
    const auto day = Date::from_ymd(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                                    static_cast<unsigned>(local.tm_mday));
    if (!day) return std::nullopt;
    return recording::LocalTime{*day, local.tm_hour * 60 + local.tm_min};
  };
}

}  // namespace probation::tools
