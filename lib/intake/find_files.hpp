// Which files a command line means. Folders are searched for *.yaml, *.yml and *.ndjson, dot-folders are not
// entered. A folder is visited once and a file read once, by its identity: two links to `.` end, and of two names of
// one file the one through no link is printed. What cannot be looked into is named, never left out.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "intake/world.hpp"

namespace probation::intake {

struct Unreadable {
  std::string path;
  std::string why;
};

struct FoundFiles {
  std::vector<std::string> paths;  // sorted; "-" is standard input
  // Paths that do not exist or cannot be opened, folders whose reading failed, links with a known ending that lead
  // nowhere; sorted by path.
  std::vector<Unreadable> unreadable;
  std::int64_t skipped = 0;  // rar.yaml files met in folders: configuration, not a document to judge
};

// `excludes` are globs on the path as it is printed.
FoundFiles find_files(World& world, const std::vector<std::string>& given, const std::vector<std::string>& excludes);

// Whether a folder's search reads a file of this name.
bool is_searched_for(const std::string& name);

// The files that a glob means, sorted; a path without a wildcard means itself, whether it exists or not. A folder on
// the way that cannot be read is among them, so that whoever opens it is told.
std::vector<std::string> matching(World& world, const std::string& glob);

}  // namespace probation::intake
