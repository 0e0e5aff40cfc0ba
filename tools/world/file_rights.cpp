#include "tools/world/file_rights.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "tools/world/world_call.hpp"

namespace probation::tools {

namespace {

constexpr const char* access_list_name = "system.posix_acl_access";

// An access list as the kernel writes it (linux/posix_acl_xattr.h): a version, then tags with rights and ids.
struct ListEntry {
  std::uint16_t tag, rights;
  std::uint32_t id;
};
constexpr std::uint32_t list_version = 2;
constexpr std::uint16_t tag_owner = 0x01, tag_user = 0x02, tag_group_of_file = 0x04, tag_group = 0x08, tag_mask = 0x10,
                        tag_other = 0x20;
constexpr std::uint16_t may_read = 4, may_write_bit = 2;
constexpr std::uint32_t no_id = 0xFFFFFFFFU;

std::vector<ListEntry> entries_of(const std::string& list) {
  std::vector<ListEntry> entries;
  for (std::size_t at = sizeof list_version; at + sizeof(ListEntry) <= list.size(); at += sizeof(ListEntry)) {
    ListEntry entry{};
    std::memcpy(&entry, list.data() + at, sizeof entry);
    entries.push_back(entry);
  }
  return entries;
}

std::string list_of(std::vector<ListEntry> entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const ListEntry& a, const ListEntry& b) { return a.tag != b.tag ? a.tag < b.tag : a.id < b.id; });
  std::string list(sizeof list_version + entries.size() * sizeof(ListEntry), '\0');
  std::memcpy(list.data(), &list_version, sizeof list_version);
  std::memcpy(list.data() + sizeof list_version, entries.data(), entries.size() * sizeof(ListEntry));
  return list;
}

std::optional<std::string> attribute(int fd, const char* name) {
  for (int rounds = 0; rounds < 4; ++rounds) {
    const ssize_t size = ::fgetxattr(fd, name, nullptr, 0);
    if (size < 0) return std::nullopt;
    std::string value(static_cast<std::size_t>(size), '\0');
    const ssize_t got = ::fgetxattr(fd, name, value.data(), value.size());
    if (got >= 0) {
      value.resize(static_cast<std::size_t>(got));
      return value;
    }
    if (errno != ERANGE) return std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::string> attribute_names(int fd) {
  const ssize_t size = ::flistxattr(fd, nullptr, 0);
  if (size <= 0) return {};
  std::string all(static_cast<std::size_t>(size), '\0');
  const ssize_t got = ::flistxattr(fd, all.data(), all.size());
  if (got <= 0) return {};
  all.resize(static_cast<std::size_t>(got));
  std::vector<std::string> names;
  for (std::size_t at = 0; at < all.size();) {
    names.emplace_back(all.c_str() + at);
    at += names.back().size() + 1;
  }
  return names;
}

std::vector<gid_t> groups_of(uid_t user) {
  if (user == ::geteuid()) {
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(::getgroups(0, nullptr), 0)));
    if (!groups.empty())
      groups.resize(static_cast<std::size_t>(std::max(::getgroups(static_cast<int>(groups.size()), groups.data()), 0)));
    groups.push_back(::getegid());
    return groups;
  }
  const passwd* account = ::getpwuid(user);
  if (account == nullptr) return {};
  int count = 256;
  std::vector<gid_t> groups(static_cast<std::size_t>(count));
  if (::getgrouplist(account->pw_name, account->pw_gid, groups.data(), &count) < 0) return {};
  groups.resize(static_cast<std::size_t>(count));
  return groups;
}

}  // namespace

std::optional<FileRights> rights_of(int fd) {
  struct stat info {};
  if (PROBATION_CALL("fstat", ::fstat(fd, &info)) != 0) return std::nullopt;
  FileRights rights{info.st_uid, info.st_gid, info.st_mode & 07777U, attribute(fd, access_list_name), {}};
  for (const std::string& name : attribute_names(fd)) {
    if (name.starts_with("system.posix_acl_")) continue;
    if (auto value = attribute(fd, name.c_str())) rights.attributes.emplace(name, std::move(*value));
  }
  return rights;
}

bool may_write(const FileRights& rights, uid_t user) {
  if ((rights.mode & 0222U) == 0) return false;
  if (user == 0) return true;
  if (user == rights.owner) return (rights.mode & 0200U) != 0;
  const std::vector<gid_t> groups = groups_of(user);
  const auto is_member = [&](gid_t group) { return std::find(groups.begin(), groups.end(), group) != groups.end(); };
  if (!rights.access_list) return (rights.mode & (is_member(rights.group) ? 0020U : 0002U)) != 0;
  std::uint16_t mask = 7;
  const std::vector<ListEntry> entries = entries_of(*rights.access_list);
  for (const ListEntry& entry : entries)
    if (entry.tag == tag_mask) mask = entry.rights;
  bool is_in_a_group = false, group_may = false, other_may = false;
  for (const ListEntry& entry : entries) {
    const bool may = (entry.rights & mask & may_write_bit) != 0;
    if (entry.tag == tag_user && entry.id == user) return may;
    if ((entry.tag == tag_group && is_member(entry.id)) ||
        (entry.tag == tag_group_of_file && is_member(rights.group))) {
      is_in_a_group = true;
      group_may = group_may || may;
    }
    if (entry.tag == tag_other) other_may = (entry.rights & may_write_bit) != 0;
  }
  return is_in_a_group ? group_may : other_may;
}

std::optional<std::string> give(int fd, const FileRights& rights, const FileRights& own) {
  if (own.owner != rights.owner || own.group != rights.group) {
    if (PROBATION_CALL("fchown", ::fchown(fd, rights.owner, rights.group)) != 0) {
      if (own.owner != rights.owner &&
          ((rights.mode >> 3U) & 07U & ((rights.mode >> 6U) & 07U)) != ((rights.mode >> 6U) & 07U))
        return "its owner cannot be kept, and the group has not every right that the owner has";
      if (own.group != rights.group &&
          PROBATION_CALL("fchown", ::fchown(fd, static_cast<uid_t>(-1), rights.group)) != 0)
        return fmt::format("its group cannot be kept: {}", errno_words());
    }
  }
  if (rights.access_list) {
    if (PROBATION_CALL("fsetxattr", ::fsetxattr(fd, access_list_name, rights.access_list->data(),
                                                rights.access_list->size(), 0)) != 0)
      return fmt::format("its access list cannot be kept: {}", errno_words());
  } else if (own.access_list && ::fremovexattr(fd, access_list_name) != 0) {
    return fmt::format("the folder's default access list cannot be taken off: {}", errno_words());
  }
  for (const auto& [name, value] : own.attributes)
    if (!rights.attributes.contains(name) && name.starts_with("user.")) ::fremovexattr(fd, name.c_str());
  for (const auto& [name, value] : rights.attributes) {
    if (const auto at = own.attributes.find(name); at != own.attributes.end() && at->second == value) continue;
    if (PROBATION_CALL("fsetxattr", ::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0)) != 0)
      return fmt::format("its attribute {} cannot be kept: {}", name, errno_words());
  }
  if (PROBATION_CALL("fchmod", ::fchmod(fd, rights.mode)) != 0)
    return fmt::format("its mode cannot be kept: {}", errno_words());
  const auto now = rights_of(fd);
  if (!now || now->mode != rights.mode || now->group != rights.group || now->access_list != rights.access_list)
    return "its rights cannot be kept";
  return std::nullopt;
}

mode_t rights_of_group(int fd, mode_t mode) {
  const auto list = attribute(fd, access_list_name);
  if (!list) return mode & S_IRWXG;
  mode_t group = 0, mask = 07;
  for (const ListEntry& entry : entries_of(*list)) {
    if (entry.tag == tag_group_of_file) group = entry.rights;
    if (entry.tag == tag_mask) mask = entry.rights;
  }
  return (group & mask) << 3U;
}

void drop_access_lists(int fd) {
  for (const char* name : {access_list_name, "system.posix_acl_default"}) ::fremovexattr(fd, name);
}

void keep_rights(int fd, const std::string& replaced) {
  const int old = ::open(replaced.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  auto rights = old < 0 ? std::nullopt : rights_of(old);
  if (old >= 0) ::close(old);
  struct stat made {};
  bool good = rights && ::fstat(fd, &made) == 0;
  if (good && (made.st_uid != rights->owner || made.st_gid != rights->group) &&
      ::fchown(fd, rights->owner, rights->group) != 0)
    good = made.st_gid == rights->group || ::fchown(fd, static_cast<uid_t>(-1), rights->group) == 0;
  const auto own = good ? rights_of(fd) : std::nullopt;
  if (own) {
    rights->owner = own->owner;
    good = !give(fd, *rights, *own);
  }
  if (good && own) return;
  drop_access_lists(fd);
  ::fchmod(fd, rights ? rights->mode & S_IRWXU : 0600U);
}

FileRights lock_rights(const FileRights& file, uid_t creator) {
  constexpr std::uint16_t both = may_read | may_write_bit;
  const auto open_to = [&](unsigned right) { return (file.mode & right) != 0 ? 06U : 0U; };
  FileRights lock{creator == 0 ? file.owner : creator, file.group, 0, std::nullopt, {}};
  lock.mode = 0600U | open_to(0020U) << 3U | open_to(0002U);
  if (!file.access_list && (lock.owner == file.owner || (file.mode & 0200U) == 0)) return lock;
  // Who made it owns it: the owner of the file comes in by name, as those whom its access list names.
  std::vector<ListEntry> entries;
  if (file.access_list) {
    for (ListEntry entry : entries_of(*file.access_list)) {
      entry.rights = (entry.rights & may_write_bit) != 0 ? both : 0;
      if (entry.tag == tag_owner) entry.rights = both;
      entries.push_back(entry);
    }
  } else {
    entries = {{tag_owner, both, no_id},
               {tag_group_of_file, static_cast<std::uint16_t>(open_to(0020U)), no_id},
               {tag_other, static_cast<std::uint16_t>(open_to(0002U)), no_id}};
  }
  std::erase_if(entries, [&](const ListEntry& entry) { return entry.tag == tag_user && entry.id == file.owner; });
  const bool names_owner = lock.owner != file.owner && (file.mode & 0200U) != 0;
  if (names_owner) {
    // A mask would open what the file's own mask closes: those entries are closed first.
    for (const ListEntry& entry : entries)
      if (entry.tag == tag_mask && entry.rights == 0)
        for (ListEntry& other : entries)
          if (other.tag == tag_user || other.tag == tag_group || other.tag == tag_group_of_file) other.rights = 0;
    std::erase_if(entries, [](const ListEntry& entry) { return entry.tag == tag_mask; });
    entries.push_back({tag_user, both, file.owner});
    entries.push_back({tag_mask, both, no_id});
  }
  lock.access_list = list_of(std::move(entries));
  lock.mode = 0600U | 0060U | open_to(0002U);
  for (const ListEntry& entry : entries_of(*lock.access_list))
    if (entry.tag == tag_mask) lock.mode = 0600U | static_cast<unsigned>(entry.rights) << 3U | open_to(0002U);
  return lock;
}

}  // namespace probation::tools
