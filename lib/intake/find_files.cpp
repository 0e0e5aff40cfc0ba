#include "intake/find_files.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

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

// Of a name that was given: is it met in a folder too, or given twice in two spellings? 128 bits of it say so.
struct GivenName {
  std::uint64_t high, low;
  bool is_met = false;
  [[nodiscard]] auto key() const { return std::pair(high, low); }
};
GivenName given_name(std::string_view plain) {
  const XXH128_hash_t hash = XXH3_128bits(plain.data(), plain.size());
  return {hash.high64, hash.low64};
}

// Inodes of one disk, open-addressed: of a quarter of a million files, which are each met once, 4 MiB until the search
// is over.
class Inodes {
 public:
  bool insert(std::uint64_t inode) {
    if (inode == 0) return !std::exchange(has_zero_, true);
    if ((count_ + 1) * 8 > slots_.size() * 7) grow();
    if (!put(inode)) return false;
    ++count_;
    return true;
  }

 private:
  bool put(std::uint64_t inode) {
    std::size_t at = (inode * 0x9E3779B97F4A7C15U) >> shift_;
    while (slots_[at] != 0 && slots_[at] != inode) at = (at + 1) & (slots_.size() - 1);
    return std::exchange(slots_[at], inode) == 0;
  }
  void grow() {
    const std::vector<std::uint64_t> old = std::exchange(slots_, std::vector<std::uint64_t>(slots_.size() * 2));
    --shift_;
    for (const std::uint64_t inode : old)
      if (inode != 0) put(inode);
  }
  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(16);
  unsigned shift_ = 60;
  std::size_t count_ = 0;
  bool has_zero_ = false;
};

class Search {
 public:
  Search(World& world, const Excludes& excludes, FoundFiles& found, const std::vector<std::string>& given)
      : world_(world), here_(world.canonical(".")), exclusion_(world, excludes, here_), found_(found) {
    for (const std::string& path : given)
      if (path != "-") given_.push_back(given_name(plain_spelling(here_, path)));
    std::sort(given_.begin(), given_.end(), [](const GivenName& a, const GivenName& b) { return a.key() < b.key(); });
  }

  void given(const std::string& path) {
    if (path == "-") {
      ++found_.looked.found;
      found_.paths.push_back(path);
      found_.large.push_back(path);
      return;
    }
    const std::string plain = plain_spelling(here_, path);
    const PathStatus status = world_.status(path);
    const bool is_folder = status.kind == PathKind::folder;
    const Met met{path, plain, status, exclusion_.scope_of(plain, is_folder)};
    if (!is_new(plain)) return;  // only spelt in another way
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

  // Whether this name was met or given before. A folder is walked once, so that a name in one is met twice only where
  // it was given.
  bool is_new(const std::string& plain) {
    const GivenName name = given_name(plain);
    auto at = std::lower_bound(given_.begin(), given_.end(), name,
                               [](const GivenName& a, const GivenName& b) { return a.key() < b.key(); });
    return at == given_.end() || at->key() != name.key() || !std::exchange(at->is_met, true);
  }

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
    if (!files_[met.status.identity.device].insert(met.status.identity.inode)) {
      ++found_.looked.repeated;
      return;
    }
    ++found_.looked.found;
    constexpr std::int64_t large = std::int64_t{1} << 20;
    if (met.status.is_special || met.status.size >= large || !name_inside(met.path).empty())
      found_.large.push_back(met.path);
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
    // What is sorted and goes on is one name at a time: a folder may hold a hundred thousand.
    std::vector<const FolderEntry*> sorted;
    sorted.reserve(entries.size());
    for (const FolderEntry& entry : entries) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    Met one{inside(met.path, {}), inside(met.plain, {}), {}, met.scope};
    const std::size_t path = one.path.size(), plain = one.plain.size();
    for (const FolderEntry* entry : sorted) {
      one.path.replace(path, std::string::npos, entry->name);
      one.plain.replace(plain, std::string::npos, entry->name);
      one.status = entry->status;
      meet(one, *entry);
    }
  }

  void meet(const Met& met, const FolderEntry& entry) {
    const bool is_folder = entry.status.kind == PathKind::folder;
    const bool is_nothing = entry.status.kind == PathKind::missing;
    if (is_nothing && !is_searched_for(entry.name)) return;
    if (!is_new(met.plain)) return;
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
      if (ends_in_any_case(unpacked_name(entry.name), ".json")) found_.met_json.push_back(met.path);
      if (entry.is_link) through_links_.push_back(met);
      else take(met);
    }
  }

  World& world_;
  std::string here_;
  NameFilter exclusion_;
  FoundFiles& found_;
  std::set<FileIdentity> folders_;
  std::map<std::uint64_t, Inodes> files_;  // by device
  std::vector<GivenName> given_;           // sorted
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
  const std::string_view own = unpacked_name(name);
  for (const std::string_view ending : {".yaml", ".yml", ".json", ".ndjson", ".jsonl"})
    if (ends_in_any_case(own, ending) && own.size() > ending.size()) return true;
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
  Search search(world, excludes, found, given);
  found.looked.given = static_cast<std::int64_t>(given.size());
  std::vector<const std::string*> sorted;  // so that of two spellings of one file the same one is printed in any order
  for (const std::string& path : given) sorted.push_back(&path);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return *a < *b; });
  const std::string* last = nullptr;
  for (const std::string* path : sorted) {
    if (last == nullptr || *last != *path) search.given(*path);
    last = path;
  }
  search.finish();
  for (PathList* list : {&found.paths, &found.large, &found.met_json}) list->sort();
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
