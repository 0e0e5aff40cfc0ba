// Which names of a search are left out, by which pattern. Patterns come from several places, the weakest first: the
// user's configuration, then folder by folder from the top `exclude` of rar.yaml, .ignore and .rarignore, then the
// environment, then flags. All of them add up; the last that matches decides, folder by folder from the top.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "intake/patterns.hpp"
#include "intake/world.hpp"

namespace probation::intake {

// Where a pattern, or a setting, was written.
struct WrittenAt {
  std::string kind;  // flag | environment | file | user_file | caseload | default
  std::string name;  // of the flag or variable
  std::string file;
  std::int64_t line = 0;  // 0: none
};

// One pattern in force, and what it decided.
struct PatternUse {
  Pattern pattern;
  std::string text;
  WrittenAt origin;
  std::int64_t files = 0, folders = 0;
};

struct WrittenPattern {
  std::string text;
  WrittenAt origin;
  std::string anchor = {};  // a folder, plain and absolute; empty: the working folder
};

// What a search is to leave out, beside the files it finds on its way.
struct Excludes {
  std::vector<WrittenPattern> weakest;    // of the user's configuration, or of --config
  std::vector<WrittenPattern> strongest;  // of the environment, then of flags
  bool reads_ignore_files = true;
  // Asked before an ignore file of this folder is read; throws where it is not to be used.
  std::function<void(const std::string& path, const std::string& folder)> trusts;
  // Told of an ignore file that is there and cannot be read, by located lines; throws. Not set: WorldFailure.
  std::function<void(const std::vector<std::string>& problems)> refuses;
  // The patterns of the rar.yaml in this folder; nothing: none is read.
  std::function<std::vector<WrittenPattern>(const std::string& folder)> of_folder;
};

// Where a path that was given is looked at from.
struct Scope {
  std::string anchor;  // of the patterns of flags, if the path lies outside the working folder
  std::string top;     // the highest folder whose patterns hold: that of the repository, else the root
};

class NameFilter {
 public:
  NameFilter(World& world, const Excludes& excludes, std::string here);
  [[nodiscard]] Scope scope_of(const std::string& path, bool is_folder);
  // The pattern that leaves out this name or a folder above it; nullptr: it is looked at. `path` is plain and absolute.
  PatternUse* decide(const std::string& path, bool is_folder, const Scope& scope);
  // The same of a name in a folder that is itself looked at.
  PatternUse* decide_in_walk(const std::string& path, bool is_folder, const Scope& scope);
  // Every pattern in force, the weakest place first.
  [[nodiscard]] std::vector<const PatternUse*> uses() const;
  // How a path is printed: from the working folder where it lies below it.
  [[nodiscard]] std::string shown(const std::string& path) const;
  [[nodiscard]] bool is_below_here(const std::string& path) const;

 private:
  struct Placed {
    PatternUse use;
    std::string anchor;  // empty: the working folder, or the given anchor
  };
  using Place = std::deque<Placed>;
  Place& of_folder(const std::string& folder);
  void read_ignore_file(Place& into, const std::string& folder, const char* name);
  static void add(Place& into, const std::vector<WrittenPattern>& patterns, const std::string& anchor);
  PatternUse* last_match(Place& place, const std::string& path, bool is_folder, const Scope& scope);
  std::string top_of(const std::string& folder);

  World& world_;
  const Excludes& excludes_;
  std::string here_;
  Place weakest_, strongest_;
  std::map<std::string, Place> by_folder_;
  std::map<std::string, std::string> tops_;
};

// A path without `.`, `//` and what `..` takes back: as the text says, no link followed. `here` is absolute.
std::string plain_spelling(const std::string& here, const std::string& path);
std::string folder_above(const std::string& path);  // of a plain absolute path

}  // namespace probation::intake
