// Which files a command line means. Folders are searched for *.yaml, *.yml and *.ndjson, dot-folders are not
// entered, a file given twice is read once, and the answer is in path order whatever the order of the arguments.
#pragma once
#include <string>
#include <vector>

#include "caseload/world.hpp"

namespace probation::caseload {

struct Unreadable {
  std::string path;
  std::string why;
};

struct FoundFiles {
  std::vector<std::string> paths;       // sorted; "-" is standard input
  std::vector<Unreadable> unreadable;   // paths that do not exist or cannot be opened
};

// `excludes` are globs on the path as it is printed.
FoundFiles find_files(World& world, const std::vector<std::string>& given, const std::vector<std::string>& excludes);

}  // namespace probation::caseload
