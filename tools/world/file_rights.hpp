// Who may write a file, and what of it a new file in its place has to keep: owner, group, mode, access list, extended
// attributes.
#pragma once
#include <sys/stat.h>
#include <sys/types.h>

#include <map>
#include <optional>
#include <string>

namespace probation::tools {

struct FileRights {
  uid_t owner = 0;
  gid_t group = 0;
  mode_t mode = 0;                                // with the bits for set-id, without the kind of file
  std::optional<std::string> access_list;         // as the system writes it; nothing: the mode says all
  std::map<std::string, std::string> attributes;  // the others that can be seen
};

// Of an open file. Nothing where they cannot be read; errno says why.
std::optional<FileRights> rights_of(int fd);
// Whether the user, with all their groups, may write such a file. A file without any write bit is nobody's to write,
// root's neither.
bool may_write(const FileRights& rights, uid_t user);
// Gives them to a file of one's own. What cannot be given or kept is said.
std::optional<std::string> give(int fd, const FileRights& rights, const FileRights& writer_file);
// What the owning group may do: with an access list the mode tells the mask instead, and the list the rest.
mode_t rights_of_group(int fd, mode_t mode);
// Takes off what a folder's default access list gave to a new file, or folder: it then has its mode and nothing else.
void drop_access_lists(int fd);
// Gives a file of one's own, which is to take the place of another output, the group, access list, attributes and mode
// of that one, and its owner where that can be. Where group or list cannot be kept, nobody but the owner may read it.
void keep_rights(int fd, const std::string& replaced);
// The rights of a lock beside such a file: open for reading and writing to those who may write it, and to nobody else.
FileRights lock_rights(const FileRights& file, uid_t creator);

}  // namespace probation::tools
