#include "tools/common/world.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <thread>

#include "document/limits.hpp"

namespace probation::tools {
namespace {

std::string reason() {
  switch (errno) {
    case ENOENT: return "no such file or folder";
    case EACCES: return "no permission to read it";
    default: return std::strerror(errno);
  }
}

std::string read_descriptor(int fd, const std::string& path) {
  std::string bytes;
  std::array<char, 1 << 16> buffer{};
  while (true) {
    const ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n == 0) return bytes;
    if (n < 0) {
      if (errno == EINTR) continue;
      throw WorldFailure(path, reason());
    }
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
    // One byte over the limit is enough to refuse the file; the rest need not be held.
    if (bytes.size() > document::max_file_bytes + 4) return bytes;
  }
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      if (errno == EPIPE) return false;
      throw WorldFailure("standard output", reason());
    }
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

std::string RealWorld::read(const std::string& path) {
  if (path == "-") return read_descriptor(STDIN_FILENO, path);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw WorldFailure(path, reason());
  try {
    std::string bytes = read_descriptor(fd, path);
    ::close(fd);
    return bytes;
  } catch (...) {
    ::close(fd);
    throw;
  }
}

PathKind RealWorld::kind(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return PathKind::missing;
  return S_ISDIR(info.st_mode) ? PathKind::folder : PathKind::file;
}

std::vector<std::string> RealWorld::list(const std::string& folder) {
  DIR* directory = ::opendir(folder.c_str());
  if (directory == nullptr) throw WorldFailure(folder, reason());
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(directory);
  return names;
}

std::string RealWorld::canonical(const std::string& path) {
  std::array<char, PATH_MAX> buffer{};
  return ::realpath(path.c_str(), buffer.data()) == nullptr ? path : std::string(buffer.data());
}

Date today_in_london() {
  ::setenv("TZ", "Europe/London", 1);
  ::tzset();
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return *Date::from_ymd(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1), static_cast<unsigned>(local.tm_mday));
}

std::function<bool()> after_seconds(double seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
  return [end] { return std::chrono::steady_clock::now() >= end; };
}

unsigned processor_count() {
  const unsigned n = std::thread::hardware_concurrency();
  return n == 0 ? 1 : n;
}

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool environment_has(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != 0;
}
bool write_out(std::string_view text) { return write_all(STDOUT_FILENO, text); }
void write_error(std::string_view text) { write_all(STDERR_FILENO, text); }

}  // namespace probation::tools
