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
// The rights of a lock beside such a file: open for reading and writing to those who may write it, and to nobody else.
FileRights lock_rights(const FileRights& file, uid_t creator);

}  // namespace probation::tools
