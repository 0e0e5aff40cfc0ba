// Which files a command line means. Folders are searched for *.yaml, *.yml and *.ndjson, dot-folders are not
// entered, a file given twice is read once, and the answer is in path order whatever the order of the arguments.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "intake/world.hpp"

namespace probation::caseload {

struct Unreadable {
  std::string path;
  std::string why;
};

struct FoundFiles {
  std::vector<std::string> paths;      // sorted; "-" is standard input
  std::vector<Unreadable> unreadable;  // paths that do not exist or cannot be opened
  std::int64_t skipped = 0;            // rar.yaml files met in folders: configuration, not a document to judge
};

// `excludes` are globs on the path as it is printed.
FoundFiles find_files(World& world, const std::vector<std::string>& given, const std::vector<std::string>& excludes);

// The files that a glob means, sorted; a path without a wildcard means itself, whether it exists or not.
std::vector<std::string> matching(World& world, const std::string& glob);

}  // namespace probation::caseload
