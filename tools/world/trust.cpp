#include "tools/world/trust.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <mutex>

#include <fmt/format.h>

#include "tools/world/file_edit.hpp"
#include "tools/world/file_rights.hpp"

namespace probation::tools {
namespace {

// What all inputs so far have in common.
struct InputRights {
  bool any = false;
  bool one_group = true;
  gid_t group = 0;
  mode_t rights = S_IRWXG;
};

std::mutex& guard() {
  static std::mutex of_inputs;
  return of_inputs;
}
InputRights& inputs_so_far() {
  static InputRights all;
  return all;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of(uid_t user) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) return found->pw_name;
  return fmt::format("user {}", user);
}

bool is_ours(uid_t owner) { return owner == ::geteuid() || owner == 0; }

}  // namespace

void note_input(int fd, const struct stat& info) {
  if (!S_ISREG(info.st_mode)) return;
  const std::lock_guard lock(guard());
  InputRights& all = inputs_so_far();
  all.one_group = all.one_group && (!all.any || all.group == info.st_gid);
  all.any = true;
  all.group = info.st_gid;
  if ((all.rights & S_IRWXG) != 0) all.rights &= rights_of_group(fd, info.st_mode);
}

void give_group_rights(int fd) {
  drop_access_lists(fd);
  const std::lock_guard lock(guard());
  const InputRights& all = inputs_so_far();
  struct stat info {};
  if (!all.any || !all.one_group || (all.rights & S_IRGRP) == 0 || ::fstat(fd, &info) != 0) return;
  if (info.st_gid != all.group && ::fchown(fd, static_cast<uid_t>(-1), all.group) != 0) return;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const mode_t asked =
      S_ISDIR(info.st_mode) ? (all.rights & (S_IRGRP | S_IWGRP)) | S_IXGRP : all.rights & (S_IRGRP | S_IWGRP);
  ::fchmod(fd, (info.st_mode & (S_IRWXU | S_ISGID)) | (asked & ~mask));
}

void refuse_link_of_others(const std::string& given) {
  const std::size_t end = given.find_last_not_of('/');
  const std::string path = end == std::string::npos ? given : given.substr(0, end + 1);
  struct stat link {
  }, folder{};
  if (::lstat(path.c_str(), &link) != 0) return;
  if (!S_ISLNK(link.st_mode)) {
    // Who reads a pipe would be handed what is written.
    if (!S_ISREG(link.st_mode) && !S_ISDIR(link.st_mode) && !is_ours(link.st_uid))
      throw WorldRefusal(fmt::format("{}: no file, but a pipe or device of {}", path, name_of(link.st_uid)),
                         "name another file, or remove that");
    return;
  }
  const bool is_of_others = !is_ours(link.st_uid);
  const bool may_be_of_others = ::stat(folder_of(path).c_str(), &folder) != 0 || !is_ours(folder.st_uid) ||
                                (folder.st_mode & (S_IWGRP | S_IWOTH)) != 0;
  if (is_of_others || may_be_of_others)
    throw WorldRefusal(fmt::format("{}: a symbolic link {}", path,
                                   is_of_others ? fmt::format("of {}", name_of(link.st_uid))
                                                : std::string("in a folder that others may write")),
                       "name the file itself, or remove the link");
}

std::string followed(const std::string& path) {
  constexpr int most = 40;
  std::string target = path;
  struct stat info {};
  for (int links = 0; ::lstat(target.c_str(), &info) == 0 && S_ISLNK(info.st_mode); ++links) {
    refuse_link_of_others(target);
    std::array<char, PATH_MAX> to{};
    const ssize_t length = ::readlink(target.c_str(), to.data(), to.size() - 1);
    if (length <= 0 || links == most) throw WorldFailure(path, "links lead in a circle");
    const std::string next(to.data(), static_cast<std::size_t>(length));
    target = next.starts_with('/') ? next : folder_of(target) + "/" + next;
  }
  return target;
}

std::optional<std::string> why_not_trusted(const std::string& path, const std::vector<std::string>& inputs) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode) && !is_ours(info.st_uid))
    return fmt::format("is a link of {}", name_of(info.st_uid));
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;  // reading it will say so
  if (!S_ISREG(info.st_mode)) return "is no regular file";
  struct stat files {};
  const bool has_files = ::stat(inputs.empty() || inputs.front() == "-" ? "." : inputs.front().c_str(), &files) == 0;
  if (!is_ours(info.st_uid) && !(has_files && info.st_uid == files.st_uid))
    return fmt::format("belongs to {}", name_of(info.st_uid));
  if ((info.st_mode & S_IWOTH) != 0)
    return fmt::format("may be written by everybody; its owner is {}", name_of(info.st_uid));
  if ((info.st_mode & S_IWGRP) != 0 && has_files && info.st_gid != files.st_gid && info.st_gid != ::getegid())
    return fmt::format("may be written by a group that is not that of the files; its owner is {}",
                       name_of(info.st_uid));
  return std::nullopt;
}

}  // namespace probation::tools
