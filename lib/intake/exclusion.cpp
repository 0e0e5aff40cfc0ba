#include "intake/exclusion.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "intake/read_documents.hpp"

namespace probation::intake {
namespace {

std::string in_folder(const std::string& folder, std::string_view name) {
  return folder == "/" ? folder + std::string(name) : folder + "/" + std::string(name);
}

// What of `path` lies below `folder`; empty: it does not.
std::string_view below(const std::string& folder, std::string_view path) {
  if (folder == "/") return path.substr(1);
  if (path.size() <= folder.size() + 1 || !path.starts_with(folder) || path[folder.size()] != '/') return {};
  return path.substr(folder.size() + 1);
}

}  // namespace

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

std::string folder_above(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

NameFilter::NameFilter(World& world, const Excludes& excludes, std::string here)
    : world_(world), excludes_(excludes), here_(std::move(here)) {
  add(weakest_, excludes.weakest, {});
  add(strongest_, excludes.strongest, {});
}

void NameFilter::add(Place& into, const std::vector<WrittenPattern>& patterns, const std::string& anchor) {
  for (const WrittenPattern& p : patterns)
    into.push_back({{Pattern(p.text), p.text, p.origin}, p.anchor.empty() ? anchor : p.anchor});
}

std::string NameFilter::shown(const std::string& path) const {
  const std::string_view rest = below(here_, path);
  return rest.empty() ? path : std::string(rest);
}

bool NameFilter::is_below_here(const std::string& path) const { return path == here_ || !below(here_, path).empty(); }

void NameFilter::read_ignore_file(Place& into, const std::string& folder, const char* name) {
  const std::string path = in_folder(folder, name);
  if (world_.is_absent(path)) return;
  if (excludes_.trusts) excludes_.trusts(path, folder);
  TextRead read = read_text(world_, path);
  // No name has a NUL, so none would match. Other controls may stand in a name, and in its pattern.
  if (read.problems.empty() && read.text().find('\0') != std::string_view::npos)
    if (const auto problem = document::check_controls(read.text(), 1))
      read.problems.push_back(located(path, problem->place, problem->message));
  if (!read.problems.empty()) {
    if (excludes_.refuses) excludes_.refuses(read.problems);
    throw WorldFailure(path, read.problems.front());
  }
  for (PatternLine& line : pattern_lines(read.text()))
    into.push_back({{Pattern(line.text), line.text, {"file", {}, shown(path), line.line}}, folder});
}

NameFilter::Place& NameFilter::of_folder(const std::string& folder) {
  const auto [at, fresh] = by_folder_.try_emplace(folder);
  if (!fresh) return at->second;
  if (excludes_.of_folder) add(at->second, excludes_.of_folder(folder), folder);
  if (excludes_.reads_ignore_files)
    for (const char* name : {".ignore", ".rarignore"}) read_ignore_file(at->second, folder, name);
  return at->second;
}

// The folder from which on ignore files are looked for: that of the repository, else the root.
std::string NameFilter::top_of(const std::string& folder) {
  if (const auto known = tops_.find(folder); known != tops_.end()) return known->second;
  const bool is_top = folder == "/" || world_.kind(in_folder(folder, ".git")) != PathKind::missing;
  std::string top = is_top ? folder : top_of(folder_above(folder));
  return tops_[folder] = top;
}

Scope NameFilter::scope_of(const std::string& path, bool is_folder) {
  const std::string folder = is_folder ? path : folder_above(path);
  return {folder, top_of(folder)};
}

PatternUse* NameFilter::last_match(Place& place, const std::string& path, bool is_folder, const Scope& scope) {
  const std::string& working = is_below_here(scope.anchor) ? here_ : scope.anchor;  // one anchor for what was given
  for (auto p = place.rbegin(); p != place.rend(); ++p) {
    const std::string_view name = below(p->anchor.empty() ? working : p->anchor, path);
    if (!name.empty() && p->use.pattern.matches(name, is_folder)) return &p->use;
  }
  return nullptr;
}

PatternUse* NameFilter::decide_in_walk(const std::string& path, bool is_folder, const Scope& scope) {
  PatternUse* use = last_match(strongest_, path, is_folder, scope);
  if (use == nullptr && (excludes_.reads_ignore_files || excludes_.of_folder))
    for (std::string folder = folder_above(path); folder == scope.top || !below(scope.top, folder).empty();
         folder = folder_above(folder)) {
      use = last_match(of_folder(folder), path, is_folder, scope);
      if (use != nullptr || folder == "/") break;
    }
  if (use == nullptr) use = last_match(weakest_, path, is_folder, scope);
  if (use == nullptr || !use->pattern.brings_back()) return use;
  ++(is_folder ? use->folders : use->files);
  return nullptr;
}

PatternUse* NameFilter::decide(const std::string& path, bool is_folder, const Scope& scope) {
  if (path == "/") return nullptr;
  std::vector<std::string> above;
  for (std::string folder = folder_above(path); folder != "/"; folder = folder_above(folder)) above.push_back(folder);
  for (auto folder = above.rbegin(); folder != above.rend(); ++folder)
    if (PatternUse* use = decide_in_walk(*folder, true, scope)) return use;
  return decide_in_walk(path, is_folder, scope);
}

std::vector<const PatternUse*> NameFilter::uses() const {
  std::vector<const PatternUse*> all;
  const auto take = [&](const Place& place) {
    for (const Placed& p : place) all.push_back(&p.use);
  };
  take(weakest_);
  for (const auto& [folder, place] : by_folder_) take(place);
  take(strongest_);
  return all;
}

}  // namespace probation::intake
