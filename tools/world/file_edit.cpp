#include "tools/world/file_edit.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fmt/format.h>

#include "document/limits.hpp"

// Every system call that changes something, or decides whether it is changed, is announced first: a test build of this
// one file counts them and stops, or fails, at the n-th. In the tools the announcement is nothing.
#ifdef PROBATION_WORLD_STOPS
namespace probation::tools {
bool before_call(const char* name);  // false: the call is to fail; errno says how
std::size_t bytes_at_once();         // how much one write takes, so that files are torn in many places
}  // namespace probation::tools
#define PROBATION_CALL(name, call) (::probation::tools::before_call(name) ? (call) : -1)
#else
#define PROBATION_CALL(name, call) (call)
#endif

namespace probation::tools {
namespace {

std::size_t piece(std::size_t wanted) {
#ifdef PROBATION_WORLD_STOPS
  return std::min(wanted, bytes_at_once());
#else
  return wanted;
#endif
}

std::string reason() {
  switch (errno) {
    case ENOENT: return "no such file or folder";
    case EACCES:
    case EPERM: return "no permission";
    case EROFS: return "the file system is read-only";
    case ENOSPC: return "no space is left";
    case EDQUOT: return "the quota is used up";
    case EFBIG: return "the file would be larger than is allowed";
    default: return std::strerror(errno);
  }
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

bool read_all(int fd, std::string& bytes) {
  std::array<char, 1 << 16> buffer{};
  while (true) {
    const ssize_t n = PROBATION_CALL("read", ::read(fd, buffer.data(), buffer.size()));
    if (n == 0) return true;
    if (n < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
    if (bytes.size() > document::max_file_bytes + 4) {
      errno = EFBIG;
      return false;
    }
  }
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = PROBATION_CALL("write", ::write(fd, text.data(), piece(text.size())));
    if (n < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// Network file systems, on which an advisory lock may bind this machine alone or nobody.
bool is_network(long type) {
  static constexpr std::array<unsigned long, 8> magics{0x6969UL,     0xFF534D42UL, 0xFE534D42UL, 0x517BUL,
                                                       0x65735546UL, 0x5346414FUL, 0x00C36400UL, 0x01021997UL};
  for (const unsigned long magic : magics)
    if (static_cast<unsigned long>(type) % (1UL << 32) == magic) return true;
  return false;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "?";
}

void set_london() {
  ::setenv("TZ", "Europe/London", 1);
  ::tzset();
}

std::string clock_words() {
  const document::Moment now = now_in_london();
  return fmt::format("{} {:02}:{:02}", format(now.date), *now.minute_of_day / 60, *now.minute_of_day % 60);
}

}  // namespace

document::Moment now_in_london() {
  set_london();
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return {*Date::from_ymd(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                          static_cast<unsigned>(local.tm_mday)),
          local.tm_hour * 60 + local.tm_min};
}

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) throw WorldFailure(path, reason());
}

std::string FileEdit::beside(std::string_view ending) const { return fmt::format("{}/.{}{}", folder_, name_, ending); }

FileEdit::FileEdit(const std::string& path, double lock_timeout_seconds) : path_(path), target_(path) {
  std::array<char, PATH_MAX> buffer{};
  if (::realpath(path.c_str(), buffer.data()) != nullptr) {
    target_ = buffer.data();
  } else if (errno != ENOENT) {
    throw WorldFailure(path, reason());
  } else if (struct stat link{}; ::lstat(path.c_str(), &link) == 0) {
    throw WorldRefusal(fmt::format("{}: a symbolic link to nothing", path), "let it name a file, or remove it");
  }
  const std::size_t slash = target_.rfind('/');
  folder_ = slash == std::string::npos ? "." : slash == 0 ? "/" : target_.substr(0, slash);
  name_ = slash == std::string::npos ? target_ : target_.substr(slash + 1);
  if (name_.empty()) throw WorldFailure(path, "is a folder");
  struct stat info {};
  if (::stat(target_.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    throw WorldFailure(path, S_ISDIR(info.st_mode) ? "is a folder" : "is not a regular file");
  take_lock(lock_timeout_seconds);
  try {
    const Descriptor file(PROBATION_CALL("open", ::open(target_.c_str(), O_RDONLY | O_CLOEXEC)));
    if (!file.open()) {
      if (errno == ENOENT) return;
      throw WorldFailure(path, reason());
    }
    if (PROBATION_CALL("fstat", ::fstat(file.get(), &info)) != 0 || !read_all(file.get(), bytes_))
      throw WorldFailure(path, reason());
    exists_ = true;
    was_ = {info.st_dev, info.st_ino, info.st_mode & 07777U, info.st_uid, info.st_gid};
    if (info.st_nlink > 1)
      throw WorldRefusal(
          fmt::format("{}: the file has {} names (hard links); replacing it would leave the others with the old text",
                      path, info.st_nlink),
          "keep one name, and make the others symbolic links");
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

FileEdit::~FileEdit() {
  if (lock_ >= 0) ::close(lock_);  // the lock goes with its descriptor, however the process ends
}

void FileEdit::take_lock(double timeout_seconds) {
  const std::string lock_path = beside(".lock");
  lock_ = PROBATION_CALL("open", ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (lock_ < 0 && errno == ENOENT)
    throw WorldFailure(path_, fmt::format("there is no folder {}; make it first", folder_));
  if (lock_ < 0) throw WorldFailure(path_, fmt::format("its lock {} cannot be opened: {}", lock_path, reason()));
  struct statfs system {};
  if (::fstatfs(lock_, &system) == 0 && is_network(static_cast<long>(system.f_type)))
    distrust_ = fmt::format(
        "{}: on a network file system, where locks may not hold; the file is compared before it is replaced", path_);
  constexpr int pause_ms = 10;
  for (double waited = 0;; waited += pause_ms / 1000.0) {
    if (PROBATION_CALL("flock", ::flock(lock_, LOCK_EX | LOCK_NB)) == 0) break;
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) {  // ENOLCK, EOPNOTSUPP, ENOSYS: there are no locks here
      distrust_ =
          fmt::format("{}: no lock can be had here ({}); the file is compared before it is replaced", path_, reason());
      return;
    }
    if (waited >= timeout_seconds) {
      std::array<char, 512> words{};
      const ssize_t n = ::pread(lock_, words.data(), words.size() - 1, 0);
      std::string holder(words.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
      holder = holder.substr(0, holder.find('\n'));
      ::close(lock_);
      throw WorldConflict(fmt::format("{}: locked for over {:g} seconds by {}; try again", path_, timeout_seconds,
                                      holder.empty() ? "somebody who left no name" : holder));
    }
    const timespec pause{0, pause_ms * 1'000'000L};
    ::nanosleep(&pause, nullptr);
  }
  // Who holds it, for whoever waits in vain. Not being able to say so is no reason to stop.
  const char* user = std::getenv("USER");
  const std::string holder = fmt::format(
      "process {} of {} on {} since {}\n", ::getpid(),
      user != nullptr && *user != 0 ? user : fmt::format("user {}", ::getuid()).c_str(), host_name(), clock_words());
  if (::ftruncate(lock_, 0) == 0 && ::pwrite(lock_, holder.data(), holder.size(), 0) < 0) errno = 0;
}

void FileEdit::replace(std::string_view bytes) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is then an answer of write
  const std::string fresh = beside(".new");
  int fd = PROBATION_CALL("open", ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (fd < 0 && errno == EEXIST) {
    // Left by a writer that was stopped: under a lock that holds, nobody is at work on it.
    if (distrust_)
      throw WorldConflict(
          fmt::format("{}: {} is there: somebody is writing, or was stopped; remove it if nobody is", path_, fresh));
    if (PROBATION_CALL("unlink", ::unlink(fresh.c_str())) != 0) throw WorldFailure(fresh, reason());
    fd = PROBATION_CALL("open", ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  }
  if (fd < 0) throw WorldFailure(path_, fmt::format("no new file can be made beside it: {}", reason()));
  const Descriptor file(fd);
  try {
    if (!write_all(fd, bytes)) throw WorldFailure(path_, reason());
    if (exists_) {
      // Another owner can be kept only with the right to give files away; the mode is then that of the old one all the
      // same.
      struct stat made {};
      if (::fstat(fd, &made) == 0 && (made.st_uid != was_.owner || made.st_gid != was_.group) &&
          ::fchown(fd, was_.owner, was_.group) != 0 && ::fchown(fd, static_cast<uid_t>(-1), was_.group) != 0)
        errno = 0;
    } else {
      const mode_t mask = ::umask(0);
      ::umask(mask);
      was_.mode = 0666U & ~static_cast<unsigned>(mask);
    }
    if (PROBATION_CALL("fchmod", ::fchmod(fd, was_.mode)) != 0) throw WorldFailure(path_, reason());
    if (PROBATION_CALL("fsync", ::fsync(fd)) != 0) throw WorldFailure(path_, reason());
    if (exists_) {
      std::string now;
      const Descriptor old(PROBATION_CALL("open", ::open(target_.c_str(), O_RDONLY | O_CLOEXEC)));
      struct stat info {};
      if (!old.open() && errno != ENOENT) throw WorldFailure(path_, reason());
      if (!old.open() || ::fstat(old.get(), &info) != 0)
        throw WorldConflict(fmt::format("{}: the file went away meanwhile; nothing was written", path_));
      if (!read_all(old.get(), now)) throw WorldFailure(path_, reason());
      if (now != bytes_)
        throw WorldConflict(fmt::format("{}: the file changed meanwhile; nothing was written, try again", path_));
      if (info.st_nlink > 1)
        throw WorldConflict(fmt::format("{}: the file was given a second name meanwhile; nothing was written", path_));
      if (PROBATION_CALL("rename", ::rename(fresh.c_str(), target_.c_str())) != 0) throw WorldFailure(path_, reason());
    } else {
      int done =
          PROBATION_CALL("rename", ::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE));
      if (done != 0 && (errno == EINVAL || errno == ENOSYS)) {
        done = PROBATION_CALL("link", ::link(fresh.c_str(), target_.c_str()));
        if (done == 0) ::unlink(fresh.c_str());
      }
      if (done != 0 && errno == EEXIST)
        throw WorldConflict(fmt::format("{}: the file appeared meanwhile; nothing was written", path_));
      if (done != 0) throw WorldFailure(path_, reason());
    }
  } catch (...) {
    ::unlink(fresh.c_str());
    throw;
  }
  bytes_ = bytes;
  exists_ = true;
  const Descriptor folder(PROBATION_CALL("open", ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  if (!folder.open() || PROBATION_CALL("fsync", ::fsync(folder.get())) != 0) {
    if (errno == EINVAL || errno == EROFS || errno == EACCES) return;  // folders cannot be synced here
    throw WorldFailure(
        path_,
        fmt::format("the new text is in place, but it is not sure that it will outlive a power cut: {}", reason()));
  }
}

}  // namespace probation::tools
