#include "tools/world/files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "document/limits.hpp"
#include "tools/world/file_rights.hpp"
#include "tools/world/register_files.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {
namespace {

std::string reason() {
  switch (errno) {
    case ENOENT: return "no such file or folder";
    case EACCES: return "no permission to read it";
    case ENOTDIR: return "what stands for a folder in it is a file";
    case ELOOP: return "links that lead round in a circle";
    default: return std::strerror(errno);
  }
}

std::string read_descriptor(int fd, const std::string& path, const struct stat& info) {
  // One byte over the limit is enough to refuse the file; the rest need not be held.
  constexpr std::size_t enough = document::max_file_bytes + 5;
  const bool has_size = S_ISREG(info.st_mode) && info.st_size > 0;
  const std::size_t expected = has_size ? static_cast<std::size_t>(info.st_size) : std::size_t{1} << 16;
  std::string bytes;
  std::size_t length = 0;
  bytes.resize(std::min(enough, expected + 1));  // one more, so that the end shows without growing
  while (true) {
    const ssize_t n = ::read(fd, bytes.data() + length, bytes.size() - length);
    if (n < 0) {
      if (errno == EINTR) continue;
      throw WorldFailure(path, reason());
    }
    length += static_cast<std::size_t>(n);
    // A file that gives as many bytes as it has, and fewer than were asked for, has ended.
    if (n == 0 || length == enough || (has_size && length == expected && length < bytes.size())) {
      bytes.resize(length);
      return bytes;
    }
    if (length == bytes.size()) bytes.resize(std::min(enough, bytes.size() * 2));
  }
}

// Why a name could not be opened: one that is there and leads to nothing is a link.
std::string reason_at(int folder, const std::string& path) {
  struct stat itself {};
  const bool is_nothing = errno == ENOENT;
  const std::string why = reason();
  if (is_nothing && ::fstatat(folder, path.c_str(), &itself, AT_SYMLINK_NOFOLLOW) == 0)
    return "a link that leads nowhere";
  return why;
}

PathStatus status_at(int folder, const std::string& path) {
  PathStatus status;
  struct stat info {};
  if (::fstatat(folder, path.c_str(), &info, 0) != 0) {
    const bool is_absent = errno == ENOENT || errno == ENOTDIR;
    status.why = reason_at(folder, path);
    status.may_be_there = !is_absent || ::fstatat(folder, path.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
    return status;
  }
  status.kind = S_ISDIR(info.st_mode) ? PathKind::folder : PathKind::file;
  status.is_special = status.kind == PathKind::file && !S_ISREG(info.st_mode);
  status.identity = {static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino)};
  status.size = static_cast<std::int64_t>(info.st_size);
  return status;
}

bool write_all(int fd, std::string_view text, const std::string& where = "standard output") {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      if (errno == EPIPE) return false;
      throw WorldFailure(where, reason());
    }
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

std::string RealWorld::read(const std::string& path) {
  struct stat info {};
  if (path == "-") {
    if (::fstat(STDIN_FILENO, &info) != 0) info = {};
    return read_descriptor(STDIN_FILENO, path, info);
  }
  if (auto text = text_by_journal(path)) return std::move(*text);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw WorldFailure(path, reason_at(AT_FDCWD, path));
  try {
    if (::fstat(fd, &info) != 0) info = {};
    note_input(fd, info);
    std::string bytes = read_descriptor(fd, path, info);
    ::close(fd);
    return bytes;
  } catch (...) {
    ::close(fd);
    throw;
  }
}

namespace {

class OpenFile : public ByteSource {
 public:
  explicit OpenFile(std::string path)
      : path_(std::move(path)), fd_(path_ == "-" ? STDIN_FILENO : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (fd_ < 0) throw WorldFailure(path_, reason_at(AT_FDCWD, path_));
    struct stat info {};
    if (::fstat(fd_, &info) == 0 && S_ISDIR(info.st_mode)) {
      ::close(fd_);
      throw WorldFailure(path_, "is a folder");
    }
    note_input(fd_, info);
  }
  ~OpenFile() override {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  bool next(std::string& chunk) override {
    chunk.resize(std::size_t{1} << 17);
    while (true) {
      ssize_t n = ::read(fd_, chunk.data(), chunk.size());
      if (n < 0 && errno == EINTR && !Interruptions::met()) continue;
      if (n < 0 && errno == EINTR) n = 0;  // whoever reads stops, and says how far it came
      if (n < 0) throw WorldFailure(path_, reason());
      chunk.resize(static_cast<std::size_t>(n));
      return n > 0;
    }
  }

 private:
  std::string path_;
  int fd_;
};

}  // namespace

std::unique_ptr<ByteSource> RealWorld::open(const std::string& path) { return std::make_unique<OpenFile>(path); }

std::string RealWorld::generation(const std::string& folder) { return register_generation(folder); }

PathStatus RealWorld::status(const std::string& path) { return status_at(AT_FDCWD, path); }

std::vector<std::string> RealWorld::list(const std::string& folder) {
  std::vector<std::string> names;
  for (FolderEntry& entry : entries(folder)) names.push_back(std::move(entry.name));
  return names;
}

std::vector<FolderEntry> RealWorld::entries(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
  if (!directory) throw WorldFailure(folder, reason());
  std::vector<FolderEntry> found;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(directory.get());
    if (entry == nullptr && errno != 0)
      throw WorldFailure(folder, fmt::format("could not be read whole: {}", reason()));
    if (entry == nullptr) return found;
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat itself {};
    const bool is_link = entry->d_type == DT_LNK ||
                         (entry->d_type == DT_UNKNOWN &&
                          ::fstatat(::dirfd(directory.get()), name.c_str(), &itself, AT_SYMLINK_NOFOLLOW) == 0 &&
                          S_ISLNK(itself.st_mode));
    found.push_back({name, status_at(::dirfd(directory.get()), name), is_link});
  }
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
  return *Date::from_ymd(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                         static_cast<unsigned>(local.tm_mday));
}

std::function<bool()> after_seconds(double seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                          std::chrono::duration<double>(seconds));
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
std::string environment_word(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string(value);
}
std::vector<std::pair<std::string, std::string>> environment_with(std::string_view prefix) {
  std::vector<std::pair<std::string, std::string>> found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos && text.starts_with(prefix))
      found.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<std::string> user_configuration() {
  if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && *folder == '/')
    return std::string(folder) + "/rar-tools/rar.yaml";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != 0)
    return std::string(home) + "/.config/rar-tools/rar.yaml";
  return std::nullopt;
}

void replace_file(const std::string& path, std::string_view bytes) {
  replace_file(path, [&](const Bytes& write) { write(bytes); });
}

void replace_file(const std::string& path, const std::function<void(const Bytes& write)>& fill) {
  refuse_link_of_others(path);
  struct stat info {};
  const bool there = ::stat(path.c_str(), &info) == 0;
  const bool in_place = there && !S_ISREG(info.st_mode);
  const std::string target = in_place ? path : followed(path);  // a link stays a link
  // A name that somebody could foretell could be taken.
  std::uint64_t random = 0;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) throw WorldFailure(path, reason());
  const std::string fresh = in_place ? path : fmt::format("{}.new-{:016x}", target, random);
  const int fd = ::open(fresh.c_str(), in_place ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) throw WorldFailure(path, errno == EACCES ? "no permission to write it" : reason());
  try {
    if (there && !in_place) keep_rights(fd, target);
    else if (!in_place) give_group_rights(fd);
    fill([&](std::string_view bytes) {
      if (!write_all(fd, bytes, path)) throw WorldFailure(path, "the reader went away");
    });
    if (!in_place && ::fsync(fd) != 0) throw WorldFailure(path, reason());
    if (!in_place && ::rename(fresh.c_str(), target.c_str()) != 0) throw WorldFailure(path, reason());
  } catch (...) {
    ::close(fd);
    if (!in_place) ::unlink(fresh.c_str());
    throw;
  }
  ::close(fd);
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw WorldFailure(path, reason());
}

void append_to_file(const std::string& path, std::string_view bytes) {
  refuse_link_of_others(path);
  struct stat info {};
  const bool in_place = ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
  const std::string target = in_place ? path : followed(path);
  const int made = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (made >= 0) give_group_rights(made);
  const int fd =
      made >= 0 ? made
                : ::open(target.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (in_place ? 0 : O_NOFOLLOW), 0600);
  if (fd < 0) throw WorldFailure(path, errno == EACCES ? "no permission to write it" : reason());
  try {
    if (!write_all(fd, bytes, path)) throw WorldFailure(path, "the reader went away");
  } catch (...) {
    ::close(fd);
    throw;
  }
  if (::close(fd) != 0) throw WorldFailure(path, reason());
}

namespace {

std::string folder_for_spills() {
  const char* folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder == '/' ? folder : "/tmp";
}

volatile std::sig_atomic_t interruptions = 0;
extern "C" void note_interruption(int) { interruptions = 1; }

}  // namespace

Spill::~Spill() {
  if (fd_ >= 0) ::close(fd_);
}

void Spill::add(std::string_view bytes) {
  constexpr std::size_t held_at_most = std::size_t{256} << 10;
  size_ += bytes.size();
  const bool is_much = bytes.size() >= held_at_most;  // it is not held a second time
  if (!is_much) held_ += bytes;
  if (!is_much && held_.size() < held_at_most) return;
  if (fd_ < 0) {
    std::string name = folder_for_spills() + "/rar-tools-XXXXXX";
    fd_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd_ < 0 || ::unlink(name.c_str()) != 0)
      throw WorldFailure(folder_for_spills(), fmt::format("no room for what is to be printed last: {}", reason()));
  }
  write_all(fd_, held_, folder_for_spills());
  held_.clear();
  if (is_much) write_all(fd_, bytes, folder_for_spills());
}

void Spill::give(std::size_t from, std::size_t size, const Bytes& take) const {
  const std::size_t stored = size_ - held_.size(), end = std::min(from + size, stored);
  std::string piece(from < end ? std::min(end - from, std::size_t{1} << 17) : 0, '\0');
  std::size_t at = from;
  while (at < end) {
    const ssize_t n = ::pread(fd_, piece.data(), std::min(piece.size(), end - at), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw WorldFailure(folder_for_spills(), "what was kept there cannot be read again");
    take(std::string_view(piece).substr(0, static_cast<std::size_t>(n)));
    at += static_cast<std::size_t>(n);
  }
  if (from + size > at && at >= stored) take(std::string_view(held_).substr(at - stored, from + size - at));
}

namespace {

// The first one is noted, and what waits for bytes is woken; a second one ends the process as it always did.
void note_interruptions(bool noted) {
  struct sigaction action {};
  action.sa_handler = noted ? note_interruption : SIG_DFL;
  action.sa_flags = noted ? static_cast<int>(SA_RESETHAND) : 0;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

Interruptions::Interruptions() {
  interruptions = 0;
  note_interruptions(true);
}
Interruptions::~Interruptions() { note_interruptions(false); }
bool Interruptions::met() { return interruptions != 0; }

bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

bool write_out(std::string_view text) { return write_all(STDOUT_FILENO, text); }
void write_error(std::string_view text) { write_all(STDERR_FILENO, safe_text(text, Kept::tabs_and_lines)); }
void write_terminal(std::string_view text) { write_all(STDERR_FILENO, text); }

void write_fault(std::string_view tool, std::string_view message, const std::vector<std::string>& below) {
  std::string text = fmt::format("{}: {}\n", tool, safe_text(message, Kept::tabs));
  for (const std::string& line : below) text += safe_text(line, Kept::tabs) + "\n";
  write_all(STDERR_FILENO, text);
}

}  // namespace probation::tools
