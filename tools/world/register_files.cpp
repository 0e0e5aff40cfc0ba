#include "tools/world/register_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/json.hpp"
#include "tools/world/file_edit.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

using intake::WorldFailure;

constexpr const char* lock_name = "/.register.lock";
constexpr const char* journal_name = "/.register.journal";
constexpr std::string_view schema = "register_journal/1";

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

struct PlainText {
  std::string text;
  uid_t owner;
};

// The whole of a small file and whose it is; nothing where there is none, or no regular one. It is read past every
// journal.
std::optional<PlainText> plain_text(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_nlink > 1) {
    ::close(fd);
    return std::nullopt;
  }
  std::string text;
  char buffer[1 << 16];
  for (ssize_t n = 0; (n = ::read(fd, buffer, sizeof buffer)) != 0;) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      ::close(fd);
      return std::nullopt;
    }
    text.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(fd);
  return PlainText{std::move(text), info.st_uid};
}

// Whole or not at all, and outliving a power cut.
void put(const std::string& path, const std::string& text) {
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());  // under the lock: left by a writer that was stopped
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  const auto fail = [&] {
    const std::string why = std::strerror(errno);
    if (fd >= 0) ::close(fd);
    ::unlink(fresh.c_str());
    throw WorldFailure(path, why);
  };
  if (fd < 0) fail();
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t n = ::write(fd, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail();
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::fsync(fd) != 0) fail();
  ::close(fd);
  if (::rename(fresh.c_str(), path.c_str()) != 0) throw WorldFailure(path, std::strerror(errno));
  if (const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
}

// A journal names every file with what it was and what it becomes; those of other folders point to it.
struct Journal {
  Json content;
  std::set<uid_t> owners;  // of the journal, and of the one it points to

  [[nodiscard]] bool is_done() const {
    return content.contains("done") && content.at("done").truth() && content.contains("files");
  }
  // Who may make names in the folder could speak for every file there, and for files elsewhere: believed is only who
  // looks, root, and whoever's file it is that changes.
  [[nodiscard]] bool speaks_for(const std::string& file) const {
    struct stat info {};
    const bool is_there = ::stat(file.c_str(), &info) == 0;
    return std::all_of(owners.begin(), owners.end(), [&](uid_t owner) {
      return owner == ::geteuid() || owner == 0 || (is_there && owner == info.st_uid);
    });
  }
};

std::optional<Journal> journal_in(const std::string& folder) {
  const auto own = plain_text(folder + journal_name);
  if (!own) return std::nullopt;
  auto journal = Json::parse(own->text);
  if (!journal || journal->value("schema", "") != schema) return std::nullopt;
  if (!journal->contains("of")) return Journal{std::move(*journal), {own->owner}};
  const auto main = plain_text(journal->at("of").text());
  auto meant = main ? Json::parse(main->text) : std::nullopt;
  if (!meant || meant->value("id", "") != journal->value("id", "?")) return std::nullopt;
  return Journal{std::move(*meant), {own->owner, main->owner}};
}

}  // namespace

std::optional<std::string> text_by_journal(const std::string& path) {
  const std::string folder = folder_of(path);
  if (::access((folder + journal_name).c_str(), F_OK) != 0) return std::nullopt;
  const auto journal = journal_in(folder);
  // Not marked done: the files are still as before.
  if (!journal || !journal->is_done()) return std::nullopt;
  RealWorld world;
  const std::string file = world.canonical(path);
  for (const Json& change : journal->content.at("files"))
    if (change.at("file") == file && journal->speaks_for(file)) return change.at("after").text();
  return std::nullopt;
}

std::string register_generation(const std::string& folder) {
  std::string words;
  for (const char* name : {lock_name, journal_name}) {
    struct stat info {};
    words += ::stat((folder + name).c_str(), &info) == 0
                 ? fmt::format("{}.{}.{} ", info.st_ino, info.st_mtim.tv_sec, info.st_mtim.tv_nsec)
                 : std::string("- ");
  }
  return words;
}

namespace {

// Those may open the lock who may write in the folder, and nobody else: who may only read cannot hold a writer up.
void give_to_writers(int lock, const std::string& folder, const std::string& path) {
  struct stat own {
  }, around{};
  if (::fstat(lock, &own) != 0 || ::stat(folder.empty() ? "." : folder.c_str(), &around) != 0)
    throw WorldFailure(path, std::strerror(errno));
  if (!S_ISREG(own.st_mode) || own.st_nlink > 1)
    throw WorldRefusal(fmt::format("{}: the lock is no file of its own", path), "remove it");
  const bool by_group = (around.st_mode & S_IWGRP) != 0;
  const mode_t wanted = by_group ? 0660 : 0600;
  if (own.st_uid != ::geteuid() || (own.st_mode & 07777) == wanted) return;
  if (by_group && own.st_gid != around.st_gid && ::fchown(lock, static_cast<uid_t>(-1), around.st_gid) != 0) return;
  ::fchmod(lock, wanted);
}

}  // namespace

RegisterHold::RegisterHold(const std::set<std::string>& folders, double lock_timeout_seconds)
    : timeout_(lock_timeout_seconds), folders_(folders.begin(), folders.end()) {
  constexpr int pause_ms = 10;
  double waited = 0;
  try {
    for (const std::string& folder : folders_) {
      const std::string path = folder + lock_name;
      const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (lock < 0) throw WorldFailure(path, std::strerror(errno));
      locks_.push_back(lock);
      give_to_writers(lock, folder, path);
      while (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK) throw WorldFailure(path, std::strerror(errno));
        if (waited >= timeout_)
          throw WorldConflict(
              fmt::format("{}: the register is locked for over {:g} seconds; try again", folder, timeout_));
        const timespec pause{0, pause_ms * 1'000'000L};
        ::nanosleep(&pause, nullptr);
        waited += pause_ms / 1000.0;
      }
    }
    for (const std::string& folder : folders_) end_journal(folder);
  } catch (...) {
    for (const int lock : locks_) ::close(lock);
    throw;
  }
}

RegisterHold::~RegisterHold() {
  for (const int lock : locks_) ::close(lock);  // the locks go with their descriptors, however the process ends
}

namespace {

[[noreturn]] void refuse_journal(const std::string& path, uid_t owner) {
  throw WorldRefusal(
      fmt::format("{}: a change of several files that user {} began, or a file that only looks so", path, owner),
      "let that user change anything in the register, which ends it, or remove it");
}

}  // namespace

void RegisterHold::end_journal(const std::string& folder) {
  const std::string path = folder + journal_name;
  struct stat there {};
  if (::lstat(path.c_str(), &there) != 0) return;
  const auto journal = journal_in(folder);
  const bool is_done = journal && journal->is_done();
  // One that cannot be read is not ended, and not taken away: it may be half of a colleague's change.
  if (!journal && (!S_ISREG(there.st_mode) || there.st_nlink > 1 || (there.st_uid != ::geteuid() && there.st_uid != 0)))
    refuse_journal(path, there.st_uid);
  std::size_t ended = 0;
  if (is_done)
    for (const Json& change : journal->content.at("files"))
      if (!journal->speaks_for(change.at("file").text())) refuse_journal(path, there.st_uid);
  if (is_done)
    for (const Json& change : journal->content.at("files")) {
      const std::string file = change.at("file").text();
      const std::string& after = change.at("after").text();
      FileEdit edit(file, timeout_);
      if (edit.bytes() == after) continue;
      if (sha256_of(edit.bytes()) != change.at("before").text())
        throw WorldConflict(fmt::format(
            "{}: a change of several files was stopped, and this one was changed since; make it as {} says and remove "
            "that",
            file, path));
      edit.replace(after);
      ++ended;
    }
  ::unlink(path.c_str());
  said_.push_back(
      is_done ? fmt::format("{}: a change that was stopped is ended: {} more of its files written", folder, ended)
              : fmt::format("{}: a change that was stopped before it was done is left undone", folder));
}

void RegisterHold::replace(const std::vector<Change>& changes) {
  if (changes.size() == 1) {
    changes.front().edit->replace(changes.front().bytes);
    return;
  }
  std::set<std::string> folders;
  Json files = Json::array();
  for (const Change& change : changes) {
    folders.insert(folder_of(change.file));
    files.push_back({{"file", change.file}, {"before", sha256_of(change.edit->bytes())}, {"after", change.bytes}});
    if (const auto now = plain_text(change.file); !now || now->text != change.edit->bytes())
      throw WorldConflict(fmt::format("{}: the file changed meanwhile; nothing was written, try again", change.file));
  }
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  const std::string id = fmt::format("{}-{}-{}", ::getpid(), now.tv_sec, now.tv_nsec);
  const std::string main = *folders.begin() + journal_name;
  for (auto folder = std::next(folders.begin()); folder != folders.end(); ++folder)
    put(*folder + journal_name, Json{{"schema", schema}, {"id", id}, {"of", main}}.dump() + "\n");
  // From the moment this is in place the change is made, whatever becomes of the process.
  put(main, Json{{"schema", schema}, {"id", id}, {"done", true}, {"files", files}}.dump() + "\n");
  for (const int lock : locks_) ::futimens(lock, nullptr);  // readers half-way begin again
  for (const Change& change : changes) change.edit->replace(change.bytes);
  ::unlink(main.c_str());
  for (const std::string& folder : folders) ::unlink((folder + journal_name).c_str());
}

}  // namespace probation::tools
