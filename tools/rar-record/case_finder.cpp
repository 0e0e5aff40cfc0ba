#include "tools/rar-record/case_finder.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "recording/sources/extract.hpp"

namespace probation::tools {
namespace {

// The CRN that a file says, where it says one on a line of its own or at the beginning of a JSON document.
std::string crn_in(std::string_view text) {
  for (std::size_t at = text.find("crn"); at != std::string_view::npos; at = text.find("crn", at + 3)) {
    std::string_view rest = text.substr(at + 3);
    while (!rest.empty() && std::string_view(" \t\"':").find(rest.front()) != std::string_view::npos)
      rest.remove_prefix(1);
    const std::string word(rest.substr(0, 7));
    if (recording::is_crn(word)) return word;
  }
  return {};
}

}  // namespace

CaseFinder::CaseFinder(RealWorld& world, std::string folder) : folder_(std::move(folder)) {
  while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
  const PathStatus there = world.status(folder_);
  if (there.kind == PathKind::missing && there.may_be_there) throw WorldFailure(folder_, there.why);
  if (there.kind != PathKind::folder) return;
  search(world, folder_, 0);
}

void CaseFinder::search(RealWorld& world, const std::string& folder, int depth) {
  if (depth > 32) return;
  std::vector<FolderEntry> entries = world.entries(folder);
  std::sort(entries.begin(), entries.end(), [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  for (const FolderEntry& entry : entries) {
    if (entry.name.starts_with('.')) continue;
    is_empty_ = false;
    const std::string path = folder + "/" + entry.name;
    if (entry.status.kind == PathKind::folder) {
      if (!entry.is_link) search(world, path, depth + 1);
      continue;
    }
    const std::size_t dot = entry.name.rfind('.');
    const std::string ending = dot == std::string::npos ? std::string{} : entry.name.substr(dot);
    if (ending != ".yaml" && ending != ".yml" && ending != ".json") continue;
    std::string crn = entry.name.substr(0, dot);
    if (!recording::is_crn(crn)) {
      try {
        crn = crn_in(world.read(path));
      } catch (const WorldFailure&) {
        continue;
      }
    }
    if (!crn.empty()) files_[crn].push_back(path);
  }
}

const std::vector<std::string>& CaseFinder::files_of(const std::string& crn) const {
  static const std::vector<std::string> none;
  const auto at = files_.find(crn);
  return at == files_.end() ? none : at->second;
}

std::string CaseFinder::path_for(const std::string& crn) const { return folder_ + "/" + crn + ".yaml"; }

}  // namespace probation::tools
