#include "intake/find_files.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "base/text.hpp"

namespace probation::intake {
namespace {

std::string inside(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

// A path without `.`, `//` and what `..` takes back: as the text says, no link followed.
std::string plain_spelling(const std::string& here, const std::string& path) {
  std::vector<std::string> steps;
  for (const std::string& step : split(path.starts_with('/') ? path : here + "/" + path, '/')) {
    if (step.empty() || step == ".") continue;
    if (step != "..") steps.push_back(step);
    else if (!steps.empty()) steps.pop_back();
  }
  std::string plain;
  for (const std::string& step : steps) plain += "/" + step;
  return plain.empty() ? "/" : plain;
}

void sort_by_name(std::vector<FolderEntry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
}

class Search {
 public:
  Search(World& world, const std::vector<std::string>& excludes, FoundFiles& found)
      : world_(world), excludes_(excludes), found_(found), here_(world.canonical(".")) {}

  void given(const std::string& path) {
    if (path == "-") {
      if (!is_excluded(path)) found_.paths.push_back(path);
      return;
    }
    const PathStatus status = world_.status(path);
    if (status.kind == PathKind::missing) {
      found_.unreadable.push_back({path, status.why});
      return;
    }
    // What goes through a link comes after everything else, so that the name through none is the one that is printed.
    if (world_.canonical(path) != plain_spelling(here_, path)) through_links_.push_back({path, status});
    else take(path, status);
  }

  void finish() {
    while (!through_links_.empty()) {
      const Met next = std::move(through_links_.front());
      through_links_.pop_front();
      take(next.path, next.status);
    }
  }

 private:
  struct Met {
    std::string path;
    PathStatus status;
  };

  void take(const std::string& path, const PathStatus& status) {
    if (status.kind == PathKind::folder) folder(path, status);
    else if (!is_excluded(path) && files_.insert(status.identity).second) found_.paths.push_back(path);
  }

  void folder(const std::string& path, const PathStatus& status) {
    if (!folders_.insert(status.identity).second) return;
    std::vector<FolderEntry> entries;
    try {
      entries = world_.entries(path);
    } catch (const WorldFailure& failure) {
      found_.unreadable.push_back({path, failure.why()});
      return;
    }
    sort_by_name(entries);
    for (const FolderEntry& entry : entries) {
      if (!entry.name.starts_with('.')) met(inside(path, entry.name), entry);
    }
  }

  void met(const std::string& path, const FolderEntry& entry) {
    const bool is_folder = entry.status.kind == PathKind::folder;
    if (!is_folder && entry.name == "rar.yaml") {
      ++found_.skipped;
      return;
    }
    if (!is_folder && (entry.status.is_special || !is_searched_for(entry.name))) return;
    if (entry.status.kind == PathKind::missing) {
      if (!is_excluded(path)) found_.unreadable.push_back({path, entry.status.why});
      return;
    }
    if (entry.is_link) through_links_.push_back({path, entry.status});
    else take(path, entry.status);
  }

  [[nodiscard]] bool is_excluded(const std::string& path) const {
    return std::any_of(excludes_.begin(), excludes_.end(),
                       [&](const std::string& glob) { return glob_matches(glob, path); });
  }

  World& world_;
  const std::vector<std::string>& excludes_;
  FoundFiles& found_;
  std::string here_;
  std::set<FileIdentity> folders_, files_;
  std::deque<Met> through_links_;
};

// Collects by name alone: which of two names of one file is read is for find_files to say.
void collect(World& world, const std::string& folder, const std::string& prefix, const std::string& glob,
             std::set<FileIdentity>& around, std::vector<std::string>& found) {
  std::vector<FolderEntry> entries;
  try {
    entries = world.entries(folder);
  } catch (const WorldFailure&) {
    found.push_back(folder);
    return;
  }
  sort_by_name(entries);
  for (const FolderEntry& entry : entries) {
    if (entry.name.starts_with('.') || entry.status.is_special) continue;
    const std::string path = prefix + entry.name;
    if (entry.status.kind != PathKind::folder) {
      if (glob_matches(glob, path)) found.push_back(path);
    } else if (around.insert(entry.status.identity).second) {  // a link to a folder above would never end
      collect(world, path, path + "/", glob, around, found);
      around.erase(entry.status.identity);
    }
  }
}

}  // namespace

bool is_searched_for(const std::string& name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".ndjson");
}

std::vector<std::string> matching(World& world, const std::string& glob) {
  const std::size_t wildcard = glob.find_first_of("*?");
  if (wildcard == std::string::npos) return {glob};
  const std::size_t slash = glob.rfind('/', wildcard);
  const std::string prefix = slash == std::string::npos ? std::string{} : glob.substr(0, slash + 1);
  const std::string folder = prefix.empty() ? "." : prefix;
  std::vector<std::string> found;
  const PathStatus status = world.status(folder);
  if (status.kind != PathKind::folder) return found;
  std::set<FileIdentity> around{status.identity};
  collect(world, folder, prefix, glob, around, found);
  return found;
}

FoundFiles find_files(World& world, const std::vector<std::string>& given, const std::vector<std::string>& excludes) {
  FoundFiles found;
  Search search(world, excludes, found);
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

}  // namespace probation::intake
