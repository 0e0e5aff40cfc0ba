#include "tools/world/memory_file.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

struct Descriptor {
  int number;
  ~Descriptor() { close(number); }
};

[[noreturn]] void fail(const char* what) {
  throw WorldFailure("a file in memory", fmt::format("{}: {}", what, std::strerror(errno)));
}

}  // namespace

std::string bytes_written(const std::function<void(const std::string& path)>& write) {
  const Descriptor file{memfd_create("output", MFD_CLOEXEC)};
  if (file.number < 0) fail("cannot be made");
  write(fmt::format("/proc/self/fd/{}", file.number));
  struct stat about {};
  if (fstat(file.number, &about) != 0) fail("cannot be read");
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got = pread(file.number, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
    if (got <= 0) fail("cannot be read");
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

NamelessFile::NamelessFile() : file_(std::tmpfile()) {
  if (file_ == nullptr) throw WorldFailure("temporary file", "cannot be made");
}

NamelessFile::~NamelessFile() { std::fclose(file_); }

std::string NamelessFile::path() const { return fmt::format("/proc/self/fd/{}", fileno(file_)); }

void NamelessFile::give(const std::function<void(std::string_view)>& take) const {
  std::string bytes(std::size_t{1} << 16, '\0');
  off_t have = 0;
  while (true) {
    const ssize_t got = pread(fileno(file_), bytes.data(), bytes.size(), have);
    if (got < 0) throw WorldFailure("temporary file", "cannot be read back");
    if (got == 0) return;
    take(std::string_view(bytes).substr(0, static_cast<std::size_t>(got)));
    have += got;
  }
}

}  // namespace probation::tools
