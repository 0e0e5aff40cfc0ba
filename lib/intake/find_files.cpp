#include "intake/find_files.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"

namespace probation::caseload {
namespace {

class Search {
 public:
  Search(World& world, const std::vector<std::string>& excludes, FoundFiles& found)
      : world_(world), excludes_(excludes), found_(found) {}

  void given(const std::string& path) {
    if (path == "-") {
      add(path, path);
      return;
    }
    switch (world_.kind(path)) {
      case PathKind::missing: found_.unreadable.push_back({path, "no such file or folder"}); break;
      case PathKind::file: add(path, world_.canonical(path)); break;
      case PathKind::folder: folder(path, world_.canonical(path)); break;
    }
  }

 private:
  // `true_path`: the one name of the folder, from which those of its entries follow unless they are links.
  void folder(const std::string& path, const std::string& true_path) {
    std::vector<FolderEntry> entries;
    try {
      entries = world_.entries(path);
    } catch (const WorldFailure& failure) {
      found_.unreadable.push_back({path, failure.why()});
      return;
    }
    std::sort(entries.begin(), entries.end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    for (const auto& [name, kind, is_link] : entries) {
      if (name.starts_with('.')) continue;
      const std::string inner = path.ends_with('/') ? path + name : path + "/" + name;
      const auto true_inner = [&] {
        return is_link ? world_.canonical(inner) : true_path.ends_with('/') ? true_path + name : true_path + "/" + name;
      };
      if (kind == PathKind::folder) folder(inner, true_inner());
      else if (name == "rar.yaml") ++found_.skipped;
      else if (kind == PathKind::file &&
               (name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".ndjson")))
        add(inner, true_inner());
    }
  }

  void add(const std::string& path, std::string true_path) {
    if (std::any_of(excludes_.begin(), excludes_.end(),
                    [&](const std::string& glob) { return glob_matches(glob, path); }))
      return;
    if (path == "-" || seen_.insert(std::move(true_path)).second) found_.paths.push_back(path);
  }

  World& world_;
  const std::vector<std::string>& excludes_;
  FoundFiles& found_;
  std::unordered_set<std::string> seen_;
};

void collect(World& world, const std::string& folder, const std::string& prefix, const std::string& glob,
             std::vector<std::string>& found) {
  std::vector<std::string> names = world.list(folder);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (name.starts_with('.')) continue;
    const std::string path = prefix + name;
    const PathKind kind = world.kind(path);
    if (kind == PathKind::folder) collect(world, path, path + "/", glob, found);
    else if (kind == PathKind::file && glob_matches(glob, path)) found.push_back(path);
  }
}

}  // namespace

std::vector<std::string> matching(World& world, const std::string& glob) {
  const std::size_t wildcard = glob.find_first_of("*?");
  if (wildcard == std::string::npos) return {glob};
  const std::size_t slash = glob.rfind('/', wildcard);
  const std::string prefix = slash == std::string::npos ? std::string{} : glob.substr(0, slash + 1);
  std::vector<std::string> found;
  if (world.kind(prefix.empty() ? "." : prefix) == PathKind::folder)
    collect(world, prefix.empty() ? "." : prefix, prefix, glob, found);
  return found;
}

FoundFiles find_files(World& world, const std::vector<std::string>& given, const std::vector<std::string>& excludes) {
  FoundFiles found;
  Search search(world, excludes, found);
  std::vector<std::string> sorted = given;  // so that of two spellings of one file the same one is printed in any order
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (const std::string& path : sorted) search.given(path);
  std::sort(found.paths.begin(), found.paths.end());
  return found;
}

}  // namespace probation::caseload
