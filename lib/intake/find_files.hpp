// Which files a command line means, and what of it was not looked at. A folder is visited once and a file read once, by
// its identity: two links to `.` end, and of two names of one file the one through no link is printed. What cannot be
// looked into is named, never left out; what is excluded is not opened.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "intake/exclusion.hpp"
#include "intake/path_list.hpp"
#include "intake/world.hpp"

namespace probation::intake {

struct Unreadable {
  std::string path;
  std::string why;
};

// What a search met, for the account of the run.
struct Looked {
  std::int64_t given = 0;  // PATHs and entries of lists
  std::int64_t found = 0, excluded = 0;
  std::int64_t folders_walked = 0, folders_excluded = 0, folders_hidden = 0;
  std::int64_t repeated = 0;  // further names of files and folders met before
  std::map<std::pair<std::string, std::string>, std::int64_t> passed_over;  // by why and what
  std::vector<PatternUse> patterns;                                         // all in force, the weakest place first
};

struct FoundFiles {
  PathList paths;  // sorted; "-" is standard input
  // Paths that do not exist or cannot be opened, folders whose reading failed, links with a known ending that lead
  // nowhere; sorted by path.
  std::vector<Unreadable> unreadable;
  std::int64_t skipped = 0;  // rar.yaml files met in folders: configuration, not a document to judge
  PathList large;            // of `paths`, those that may be streams: read in parts; sorted
  PathList met_json;         // of `paths`: *.json not named but met, which may be anybody's; sorted
  Looked looked;
};

FoundFiles find_files(World& world, const std::vector<std::string>& given, const Excludes& excludes);
// Everything there is, whatever ignore files say: a folder of a catalogue, of selections.
FoundFiles find_files(World& world, const std::vector<std::string>& given);

// Whether a folder's search reads a file of this name.
bool is_searched_for(const std::string& name);

// The files and folders below `folder` that a pattern names, sorted. A folder on the way that cannot be read is among
// them, so that whoever opens it is told.
std::vector<std::string> matching(World& world, const std::string& folder, const std::string& pattern);

}  // namespace probation::intake
