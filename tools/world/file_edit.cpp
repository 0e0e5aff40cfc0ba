#include "tools/world/file_edit.hpp"
#include "tools/world/trust.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fmt/format.h>

#include "document/limits.hpp"

namespace probation::tools {

std::string errno_words() {
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

namespace {

std::size_t piece(std::size_t wanted) {
#ifdef PROBATION_WORLD_STOPS
  return std::min(wanted, bytes_at_once());
#else
  return wanted;
#endif
}

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

void set_london() {
  ::setenv("TZ", "Europe/London", 1);
  ::tzset();
}

bool same_file(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

void pause_a_little() {
  const timespec pause{0, 10'000'000L};
  ::nanosleep(&pause, nullptr);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// Interrupts wait until nothing is half done.
class NoInterrupts {
 public:
  NoInterrupts() {
    sigset_t all;
    ::sigemptyset(&all);
    for (const int one : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaddset(&all, one);
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~NoInterrupts() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  NoInterrupts(const NoInterrupts&) = delete;
  NoInterrupts& operator=(const NoInterrupts&) = delete;

 private:
  sigset_t before_{};
};

struct flock whole_file(short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return lock;
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
  refuse_link_of_others(path);
  if (::mkdir(path.c_str(), 0700) != 0) {
    if (errno != EEXIST) throw WorldFailure(path, errno_words());
    return;
  }
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return;  // its owner's alone
  give_group_rights(fd);
  ::close(fd);
}

std::string FileEdit::beside(std::string_view ending) const {
  return fmt::format("{}/.{}{}", folder_, name_.substr(0, 200), ending);
}

void FileEdit::follow_links() {
  struct stat info {};
  for (int links = 0; ::lstat(target_.c_str(), &info) == 0 && S_ISLNK(info.st_mode); ++links) {
    struct stat folder {};
    const std::string in = folder_of(target_);
    if (::stat(in.c_str(), &folder) != 0) throw WorldFailure(path_, errno_words());
    if (info.st_uid != ::geteuid() || folder.st_uid != ::geteuid() || (folder.st_mode & (S_IWGRP | S_IWOTH)) != 0)
      throw WorldRefusal(fmt::format("{}: a symbolic link that somebody else made, or may have", target_),
                         "name the file itself");
    std::array<char, PATH_MAX> to{};
    const ssize_t length = ::readlink(target_.c_str(), to.data(), to.size() - 1);
    if (length <= 0 || links > 40) throw WorldFailure(path_, length <= 0 ? errno_words() : "links lead in a circle");
    const std::string next(to.data(), static_cast<std::size_t>(length));
    target_ = next.starts_with('/') ? next : in + "/" + next;
    if (::lstat(target_.c_str(), &info) != 0 && errno == ENOENT)
      throw WorldRefusal(fmt::format("{}: a symbolic link to nothing", path_), "let it name a file, or remove it");
  }
}

FileEdit::FileEdit(const std::string& path, double lock_timeout_seconds) : path_(path), target_(path) {
  follow_links();
  std::array<char, PATH_MAX> buffer{};
  const std::size_t slash = target_.rfind('/');
  name_ = slash == std::string::npos ? target_ : target_.substr(slash + 1);
  if (name_.empty()) throw WorldFailure(path, "is a folder");
  if (::realpath(folder_of(target_).c_str(), buffer.data()) == nullptr)
    throw WorldFailure(path_, errno == ENOENT ? fmt::format("there is no folder {}; make it first", folder_of(target_))
                                              : errno_words());
  folder_ = buffer.data();
  target_ = folder_ + (folder_ == "/" ? "" : "/") + name_;
  struct stat info {};
  if (::stat(target_.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    throw WorldFailure(path, S_ISDIR(info.st_mode) ? "is a folder" : "is not a regular file");
  const auto until = Clock::now() + std::chrono::milliseconds(static_cast<long long>(lock_timeout_seconds * 1000));
  // Who may not write the file makes no lock for it.
  open_file(until, 0);
  take_lock(until, lock_timeout_seconds);
  open_file(until, lock_timeout_seconds);
  if (exists_ && !read_all(file_.get(), bytes_)) throw WorldFailure(path_, errno_words());
}

FileEdit::~FileEdit() = default;  // locks go with their descriptors, however the process ends

FileRights FileEdit::rights_of_new_file() const {
  struct stat folder {};
  FileRights rights{::geteuid(), ::getegid(), 0600U, std::nullopt, {}};
  if (::stat(folder_.c_str(), &folder) != 0) return rights;
  // Nothing for others, and for the folder's group what the folder gives it.
  if ((folder.st_mode & S_ISGID) != 0) rights.group = folder.st_gid;
  if (rights.group == folder.st_gid) rights.mode |= folder.st_mode & 0060U;
  return rights;
}

// Opens the file for writing, which nobody does to it, so that only who may write it goes on; with a time to wait, it
// is locked, and is then what its name means.
void FileEdit::open_file(Clock::time_point until, double timeout_seconds) {
  for (;;) {
    file_.reset(PROBATION_CALL("open", ::open(target_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)));
    if (!file_.open() && errno == ENOENT) {
      if (exists_) throw WorldConflict(fmt::format("{}: the file went away meanwhile; nothing was written", path_));
      rights_ = rights_of_new_file();
      return;
    }
    if (!file_.open() && (errno == EACCES || errno == EPERM))
      throw WorldRefusal(fmt::format("{}: no permission to write the file", path_), "ask whoever owns it");
    if (!file_.open()) throw WorldFailure(path_, errno_words());
    exists_ = true;
    struct stat info {
    }, named{};
    const auto rights = rights_of(file_.get());
    if (!rights || ::fstat(file_.get(), &info) != 0) throw WorldFailure(path_, errno_words());
    rights_ = *rights;
    if (!may_write(rights_, ::geteuid()))
      throw WorldRefusal(fmt::format("{}: the file is read-only (mode {:04o})", path_, rights_.mode),
                         "give it back the right to be written, if it is to change");
    if (info.st_nlink > 1)
      throw WorldRefusal(
          fmt::format("{}: the file has {} names (hard links); replacing it would leave the others with the old text",
                      path_, info.st_nlink),
          "keep one name, and make the others symbolic links");
    if (timeout_seconds <= 0 && !lock_.open()) return;
    struct flock wanted = whole_file(F_WRLCK);
    bool had = PROBATION_CALL("lock", ::fcntl(file_.get(), F_OFD_SETLK, &wanted)) == 0;
    if (!had && (errno == EAGAIN || errno == EACCES)) {
      // A reader's lock holds nobody up.
      struct flock other = whole_file(F_WRLCK);
      had = ::fcntl(file_.get(), F_OFD_GETLK, &other) == 0 && other.l_type == F_RDLCK;
    } else if (!had && errno != EINTR) {
      distrust_ = fmt::format("{}: no lock can be had on it ({}); the file is compared before it is replaced", path_,
                              errno_words());
      had = true;
    }
    if (had && ::stat(target_.c_str(), &named) == 0 && same_file(info, named)) return;
    if (!had) {
      if (Clock::now() >= until)
        throw WorldConflict(
            fmt::format("{}: locked by another writer for over {:g} seconds; try again", path_, timeout_seconds));
      pause_a_little();
    }
  }
}

void FileEdit::check_lock(int fd, const std::string& lock_path) const {
  struct stat info {};
  if (::fstat(fd, &info) != 0) throw WorldFailure(lock_path, errno_words());
  const auto no = [&](std::string_view why) {
    return WorldRefusal(fmt::format("{}: its lock {} {}", path_, lock_path, why), "remove it");
  };
  if (!S_ISREG(info.st_mode)) throw no("is not a regular file");
  if (info.st_nlink > 1) throw no("has a second name");
  if (info.st_uid != 0 && info.st_uid != rights_.owner && info.st_uid != ::geteuid() &&
      !may_write(rights_, info.st_uid))
    throw no("belongs to somebody without right to the file");
}

int FileEdit::make_lock(const std::string& lock_path) {
  const int fd = PROBATION_CALL(
      "open", ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
  if (fd < 0) return fd;
  const auto own = rights_of(fd);
  const FileRights wanted = lock_rights(rights_, ::geteuid());
  // A file system without access lists, or a group that one is not in: the others wait until the lock is taken away.
  if (own) give(fd, {wanted.owner, wanted.group, wanted.mode, wanted.access_list, own->attributes}, *own);
  return fd;
}

// The lock beside the file, opened for writing and never written to; made where there is none.
int FileEdit::open_lock() {
  const std::string lock_path = beside(".lock");
  for (int rounds = 0;; ++rounds) {
    int fd = PROBATION_CALL("open", ::open(lock_path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (fd < 0 && errno == ENOENT) {
      fd = make_lock(lock_path);
      made_lock_ = made_lock_ || fd >= 0;
      if (fd < 0 && errno == EEXIST && rounds < 1000) continue;
      if (fd < 0 && errno == EACCES && exists_)
        throw WorldFailure(path_, fmt::format("its folder cannot be written: {}", errno_words()));
    }
    if (fd < 0 && (errno == ELOOP || errno == EISDIR || errno == ENXIO))
      throw WorldRefusal(fmt::format("{}: its lock {} is not a regular file", path_, lock_path), "remove it");
    if (fd < 0 && errno == EACCES) {
      // Made a moment ago and not open to others yet, or left by somebody who kept it to themselves.
      if (rounds < 50) {
        pause_a_little();
        continue;
      }
      struct stat info {};
      if (::lstat(lock_path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_nlink == 1 && rounds == 50 &&
          ::unlink(lock_path.c_str()) == 0)
        continue;  // the file has a lock of its own: nothing is lost by it
      throw WorldRefusal(fmt::format("{}: its lock {} cannot be opened: {}", path_, lock_path, errno_words()),
                         "have it removed by whoever owns it");
    }
    if (fd < 0) throw WorldFailure(path_, fmt::format("its lock {} cannot be opened: {}", lock_path, errno_words()));
    return fd;
  }
}

bool FileEdit::try_lock(int fd) {
  struct flock wanted = whole_file(F_WRLCK);
  if (PROBATION_CALL("lock", ::fcntl(fd, F_OFD_SETLK, &wanted)) != 0) {
    if (errno == EAGAIN || errno == EACCES || errno == EINTR) return false;
  } else if (PROBATION_CALL("flock", ::flock(fd, LOCK_EX | LOCK_NB)) == 0) {
    return true;
  } else if (errno == EWOULDBLOCK || errno == EINTR) {
    struct flock none = whole_file(F_UNLCK);
    ::fcntl(fd, F_OFD_SETLK, &none);
    return false;
  }
  // ENOLCK, EOPNOTSUPP, ENOSYS: there are no locks here
  distrust_ =
      fmt::format("{}: no lock can be had here ({}); the file is compared before it is replaced", path_, errno_words());
  return true;
}

void FileEdit::take_lock(Clock::time_point until, double timeout_seconds) {
  const std::string lock_path = beside(".lock");
  for (;;) {
    lock_.reset(open_lock());
    check_lock(lock_.get(), lock_path);
    struct statfs system {};
    if (::fstatfs(lock_.get(), &system) == 0 && is_network(static_cast<long>(system.f_type)))
      distrust_ = fmt::format(
          "{}: on a network file system, where locks may not hold; the file is compared before it is replaced", path_);
    while (!try_lock(lock_.get())) {
      if (Clock::now() >= until)
        throw WorldConflict(
            fmt::format("{}: locked by another writer for over {:g} seconds; try again", path_, timeout_seconds));
      pause_a_little();
    }
    // Taken away meanwhile, it locks nobody out: once more, with the one that the name means now.
    struct stat own {
    }, named{};
    if (::fstat(lock_.get(), &own) == 0 && ::stat(lock_path.c_str(), &named) == 0 && same_file(own, named)) return;
    if (Clock::now() >= until)
      throw WorldConflict(fmt::format("{}: its lock is taken away again and again; try again", path_));
  }
}

void FileEdit::write_new(int fd, std::string_view bytes) {
  if (!write_all(fd, bytes)) throw WorldFailure(path_, errno_words());
  const auto own = rights_of(fd);
  if (!own) throw WorldFailure(path_, errno_words());
  FileRights wanted = rights_;
  if (!exists_) {
    wanted = *own;  // a new file has what its folder gives it, but for the mode
    wanted.mode = 0600U;
    if (own->group == rights_.group) wanted.mode = rights_.mode;
    if (own->access_list) wanted.access_list.reset();
  }
  if (const auto why = give(fd, wanted, *own)) {
    if (errno == EIO || errno == ENOSPC) throw WorldFailure(path_, *why);
    throw WorldRefusal(fmt::format("{}: {}", path_, *why), "let its owner record it");
  }
  if (PROBATION_CALL("fsync", ::fsync(fd)) != 0) throw WorldFailure(path_, errno_words());
}

void FileEdit::compare_again() {
  std::string now;
  const Descriptor old(PROBATION_CALL("open", ::open(target_.c_str(), O_RDONLY | O_CLOEXEC)));
  struct stat info {};
  if (!old.open() && errno != ENOENT) throw WorldFailure(path_, errno_words());
  if (!old.open() || ::fstat(old.get(), &info) != 0)
    throw WorldConflict(fmt::format("{}: the file went away meanwhile; nothing was written", path_));
  if (!read_all(old.get(), now)) throw WorldFailure(path_, errno_words());
  if (now != bytes_)
    throw WorldConflict(fmt::format("{}: the file changed meanwhile; nothing was written, try again", path_));
  if (info.st_nlink > 1)
    throw WorldConflict(fmt::format("{}: the file was given a second name meanwhile; nothing was written", path_));
}

void FileEdit::put_in_place(const std::string& fresh) {
  if (exists_) {
    compare_again();
    if (PROBATION_CALL("rename", ::rename(fresh.c_str(), target_.c_str())) == 0) return;
    if (errno == EBUSY || errno == EXDEV)
      throw WorldRefusal(fmt::format("{}: a mount lies on the file, so that nothing can take its place", path_),
                         "record where the file itself lies, or mount its folder instead");
    throw WorldFailure(path_, errno_words());
  }
  int made =
      PROBATION_CALL("rename", ::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE));
  if (made != 0 && (errno == EINVAL || errno == ENOSYS)) {
    made = PROBATION_CALL("link", ::link(fresh.c_str(), target_.c_str()));
    if (made == 0) ::unlink(fresh.c_str());
  }
  if (made != 0 && errno == EEXIST)
    throw WorldConflict(fmt::format("{}: the file appeared meanwhile; nothing was written", path_));
  if (made != 0) throw WorldFailure(path_, errno_words());
}

void FileEdit::leave_no_lock() {
  if (made_lock_) ::unlink(beside(".lock").c_str());
  made_lock_ = false;
}

void FileEdit::replace(std::string_view bytes) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is then an answer of write
  const NoInterrupts while_replacing;
  std::uint64_t random = 0;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) throw WorldFailure(path_, errno_words());
  const std::string fresh = beside(fmt::format(".{:016x}.tmp", random));
  {
    const Descriptor file(
        PROBATION_CALL("open", ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)));
    if (!file.open()) throw WorldFailure(path_, fmt::format("no new file can be made beside it: {}", errno_words()));
    try {
      write_new(file.get(), bytes);
      put_in_place(fresh);
    } catch (...) {
      ::unlink(fresh.c_str());
      throw;
    }
  }
  bytes_ = bytes;
  exists_ = true;
  sync_folder();
}

void FileEdit::sync_folder() {
  const Descriptor folder(PROBATION_CALL("open", ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  if (folder.open() && PROBATION_CALL("fsync", ::fsync(folder.get())) == 0) return;
  if (errno == EINVAL || errno == EROFS || errno == EACCES) return;  // folders cannot be synced here
  throw WorldFailure(
      path_,
      fmt::format("the new text is in place, but it is not sure that it will outlive a power cut: {}", errno_words()));
}

}  // namespace probation::tools
