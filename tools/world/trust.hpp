// Whom a name on a shared disk belongs to, and who may read what is written: links and configuration of others are not
// followed, and a new file may be read by nobody who may not read what it was made from.
#pragma once
#include <sys/stat.h>

#include <optional>
#include <string>
#include <vector>

namespace probation::tools {

// Notes an input that is open, with what fstat said of it. May be asked by several threads.
void note_input(int fd, const struct stat& info);
// Gives the new file or folder the group's rights, where every input has that group and gives them; others get none,
// and nobody what the umask takes.
void give_group_rights(int fd);

// Throws WorldRefusal where the name is a link that somebody else made, or may have, or a pipe or device of somebody
// else: an output is not led elsewhere.
void refuse_link_of_others(const std::string& path);

// Where an output goes: the name itself, or what links of one's own lead to, be it there or not. Throws as above for
// any link on the way.
std::string followed(const std::string& path);

// Why a configuration that was found, and not named, is not to be used: it belongs to somebody else, others may write
// it, or it is no regular file. `inputs`: the files it would decide about.
std::optional<std::string> why_not_trusted(const std::string& path, const std::vector<std::string>& inputs);

}  // namespace probation::tools
