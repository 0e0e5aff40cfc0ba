#include "intake/find_files.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <unordered_set>

#include "base/text.hpp"
#include "base/xxh3.hpp"
#include "intake/compressed.hpp"

namespace probation::intake {
namespace {

std::string inside(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

bool is_hidden(const std::string& name) { return name.starts_with('.'); }

// From the last dot, in lower case.
std::string ending_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? "none" : lower_case(std::string_view(name).substr(dot));
}

void sort_by_name(std::vector<FolderEntry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
}

// A country's caseload has a quarter of a million names: of each 128 bits are kept.
struct NameHash {
  std::uint64_t high, low;
  bool operator==(const NameHash&) const = default;
};
NameHash hash_of(const std::string& name) {
  const XXH128_hash_t hash = XXH3_128bits(name.data(), name.size());
  return {hash.high64, hash.low64};
}
struct HashOfName {
  std::size_t operator()(const NameHash& hash) const { return hash.low; }
};
struct HashOfFile {
  std::size_t operator()(const FileIdentity& file) const {
    return file.inode ^ (file.device << 32);  // inodes of one disk
  }
};

class Search {
 public:
  Search(World& world, const Excludes& excludes, FoundFiles& found)
      : world_(world), here_(world.canonical(".")), exclusion_(world, excludes, here_), found_(found) {}

  void given(const std::string& path) {
    if (path == "-") {
      ++found_.looked.found;
      found_.paths.push_back(path);
      found_.large.insert(path);
      return;
    }
    const std::string plain = plain_spelling(here_, path);
    const PathStatus status = world_.status(path);
    const bool is_folder = status.kind == PathKind::folder;
    const Met met{path, plain, status, exclusion_.scope_of(plain, is_folder)};
    if (!names_.insert(hash_of(plain)).second) return;  // only spelt in another way
    if (is_excluded(met, exclusion_.decide(plain, is_folder, met.scope))) return;
    if (!is_folder && plain.ends_with("/rar.yaml") && status.kind != PathKind::missing) {
      ++found_.skipped;
      return pass_over("configuration", "rar.yaml");  // a hook names every YAML file that changed
    }
    // What goes through a link comes after everything else, so that the name through none is the one that is printed.
    if (status.kind == PathKind::missing) lost(path, status.why);
    else if (world_.canonical(path) != plain) through_links_.push_back(met);
    else take(met);
  }

  void finish() {
    while (!through_links_.empty()) {
      const Met next = std::move(through_links_.front());
      through_links_.pop_front();
      take(next);
    }
    for (const PatternUse* use : exclusion_.uses()) found_.looked.patterns.push_back(*use);
  }

 private:
  struct Met {
    std::string path, plain;  // as printed, and absolute
    PathStatus status;
    Scope scope;
  };

  bool is_excluded(const Met& met, PatternUse* use) {
    if (use == nullptr) return false;
    if (met.status.kind == PathKind::folder) {
      ++use->folders;
      ++found_.looked.folders_excluded;
    } else {
      ++use->files;
      ++found_.looked.found;
      ++found_.looked.excluded;
    }
    return true;
  }

  void lost(const std::string& path, const std::string& why) {
    ++found_.looked.found;
    found_.unreadable.push_back({path, why});
  }

  void pass_over(const char* why, std::string what) {
    ++found_.looked.found;
    ++found_.looked.passed_over[{why, std::move(what)}];
  }

  void take(const Met& met) {
    if (met.status.kind == PathKind::folder) return folder(met);
    if (!files_.insert(met.status.identity).second) {
      ++found_.looked.repeated;
      return;
    }
    ++found_.looked.found;
    constexpr std::int64_t large = std::int64_t{1} << 20;
    if (met.status.is_special || met.status.size >= large || !name_inside(met.path).empty())
      found_.large.insert(met.path);
    found_.paths.push_back(met.path);
  }

  void folder(const Met& met) {
    if (!folders_.insert(met.status.identity).second) {
      ++found_.looked.repeated;
      return;
    }
    std::vector<FolderEntry> entries;
    try {
      entries = world_.entries(met.path);
    } catch (const WorldFailure& failure) {
      return lost(met.path, failure.why());
    }
    ++found_.looked.folders_walked;
    sort_by_name(entries);
    for (const FolderEntry& entry : entries)
      meet({inside(met.path, entry.name), inside(met.plain, entry.name), entry.status, met.scope}, entry);
  }

  void meet(const Met& met, const FolderEntry& entry) {
    const bool is_folder = entry.status.kind == PathKind::folder;
    const bool is_nothing = entry.status.kind == PathKind::missing;
    if (is_nothing && !is_searched_for(entry.name)) return;
    if (!names_.insert(hash_of(met.plain)).second) return;
    if (is_excluded(met, exclusion_.decide_in_walk(met.plain, is_folder, met.scope))) return;
    if (is_hidden(entry.name)) {
      if (is_folder) ++found_.looked.folders_hidden;
      else pass_over("hidden", "dot-file");
    } else if (!is_folder && entry.status.is_special) {
      pass_over("special", "pipe, socket or device");
    } else if (!is_folder && entry.name == "rar.yaml") {
      ++found_.skipped;
      pass_over("configuration", "rar.yaml");
    } else if (!is_folder && !is_searched_for(entry.name)) {
      pass_over("ending", ending_of(entry.name));
    } else if (is_nothing) {
      lost(met.path, entry.status.why);
    } else {
      const std::string_view packed = name_inside(entry.name);
      if (ending_of(packed.empty() ? entry.name : std::string(packed)) == ".json") found_.met_json.insert(met.path);
      if (entry.is_link) through_links_.push_back(met);
      else take(met);
    }
  }

  World& world_;
  std::string here_;
  NameFilter exclusion_;
  FoundFiles& found_;
  std::set<FileIdentity> folders_;
  std::unordered_set<FileIdentity, HashOfFile> files_;
  std::unordered_set<NameHash, HashOfName> names_;  // of plain and absolute names: each is met once
  std::deque<Met> through_links_;
};

// Collects by name alone: which of two names of one file is read is for find_files to say. A folder that matches stands
// for what is in it.
void collect(World& world, const std::string& folder, const std::string& below, const Pattern& pattern, bool names_one,
             std::set<FileIdentity>& around, std::vector<std::string>& found) {
  const auto shown = [&](const std::string& name) { return folder == "." ? name : inside(folder, name); };
  std::vector<FolderEntry> entries;
  try {
    entries = world.entries(below.empty() ? folder : shown(below));
  } catch (const WorldFailure&) {
    found.push_back(below.empty() ? folder : shown(below));
    return;
  }
  sort_by_name(entries);
  for (const FolderEntry& entry : entries) {
    if (is_hidden(entry.name) || entry.status.is_special) continue;
    const std::string name = below.empty() ? entry.name : inside(below, entry.name);
    const bool is_folder = entry.status.kind == PathKind::folder;
    if (pattern.matches(name, is_folder)) {
      if (is_folder || names_one || is_searched_for(entry.name)) found.push_back(shown(name));
    } else if (is_folder && around.insert(entry.status.identity).second) {  // a link upwards would never end
      collect(world, folder, name, pattern, names_one, around, found);
      around.erase(entry.status.identity);
    }
  }
}

}  // namespace

bool is_searched_for(const std::string& name) {
  const std::string_view inside_name = name_inside(name);
  const std::string low = lower_case(inside_name.empty() ? std::string_view(name) : inside_name);
  for (const char* ending : {".yaml", ".yml", ".json", ".ndjson", ".jsonl"})
    if (low.ends_with(ending) && low.size() > std::string_view(ending).size()) return true;
  return false;
}

std::vector<std::string> matching(World& world, const std::string& folder, const std::string& pattern) {
  if (pattern.starts_with("..")) return {inside(folder, pattern)};  // a place that no pattern reaches
  std::vector<std::string> found;
  std::set<FileIdentity> around{world.status(folder).identity};
  const bool names_one = pattern.find_first_of("*?[\\") == std::string::npos;
  collect(world, folder, {}, Pattern(pattern), names_one, around, found);
  return found;
}

FoundFiles find_files(World& world, const std::vector<std::string>& given, const Excludes& excludes) {
  FoundFiles found;
  Search search(world, excludes, found);
  found.looked.given = static_cast<std::int64_t>(given.size());
  std::vector<std::string> sorted = given;  // so that of two spellings of one file the same one is printed in any order
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (const std::string& path : sorted) search.given(path);
  search.finish();
  std::sort(found.paths.begin(), found.paths.end());
  std::sort(found.unreadable.begin(), found.unreadable.end(),
            [](const Unreadable& a, const Unreadable& b) { return a.path < b.path; });
  return found;
}

FoundFiles find_files(World& world, const std::vector<std::string>& given) {
  Excludes none;
  none.reads_ignore_files = false;
  return find_files(world, given, none);
}

}  // namespace probation::intake
