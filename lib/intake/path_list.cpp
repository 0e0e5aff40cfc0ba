#include "intake/path_list.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace probation::intake {
namespace {

// What of `folder` and `rest` stands from `at` on, up to the end of the one in which that is.
std::string_view from(std::string_view folder, std::string_view rest, std::size_t at) {
  return at < folder.size() ? folder.substr(at) : rest.substr(at - folder.size());
}

// Two names in two parts each, as whole names compare.
int compare(std::string_view folder_a, std::string_view rest_a, std::string_view folder_b, std::string_view rest_b) {
  const std::size_t size_a = folder_a.size() + rest_a.size(), size_b = folder_b.size() + rest_b.size();
  std::size_t at = 0;
  while (at < size_a && at < size_b) {
    const std::string_view a = from(folder_a, rest_a, at), b = from(folder_b, rest_b, at);
    const std::size_t length = std::min(a.size(), b.size());
    if (const int order = a.substr(0, length).compare(b.substr(0, length)); order != 0) return order;
    at += length;
  }
  return size_a < size_b ? -1 : size_a > size_b ? 1 : 0;
}

}  // namespace

PathList::PathList(std::initializer_list<std::string> paths) {
  for (const std::string& path : paths) push_back(path);
}

PathList::PathList(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) push_back(path);
}

void PathList::push_back(std::string_view path) {
  constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
  const std::size_t slash = path.rfind('/');
  const std::size_t length = slash == std::string_view::npos ? 0 : slash + 1;
  if (folders_.empty() || folders_.back() != path.substr(0, length)) folders_.emplace_back(path.substr(0, length));
  if (rests_.size() > most || folders_.size() > most) throw std::length_error("more names than a run can hold");
  names_.push_back({static_cast<std::uint32_t>(folders_.size() - 1), static_cast<std::uint32_t>(rests_.size())});
  rests_ += path.substr(length);
  rests_ += '\0';
}

std::string PathList::operator[](std::size_t i) const {
  const std::string_view folder = folder_of(names_[i]), rest = rest_of(names_[i]);
  std::string path;
  path.reserve(folder.size() + rest.size());
  path += folder;
  path += rest;
  return path;
}

std::vector<std::string> PathList::all() const { return {begin(), end()}; }

bool PathList::before(const Name& a, const Name& b) const {
  if (a.folder == b.folder) return rest_of(a) < rest_of(b);
  return compare(folder_of(a), rest_of(a), folder_of(b), rest_of(b)) < 0;
}

void PathList::sort() {
  const auto in_order = [this](const Name& a, const Name& b) { return before(a, b); };
  if (!std::is_sorted(names_.begin(), names_.end(), in_order)) std::sort(names_.begin(), names_.end(), in_order);
  names_.shrink_to_fit();
  folders_.shrink_to_fit();
  rests_.shrink_to_fit();
}

bool PathList::contains(std::string_view path) const {
  const auto at =
      std::lower_bound(names_.begin(), names_.end(), path, [this](const Name& name, std::string_view other) {
        return compare(folder_of(name), rest_of(name), other, {}) < 0;
      });
  return at != names_.end() && compare(folder_of(*at), rest_of(*at), path, {}) == 0;
}

void PathList::erase(Iterator at) { names_.erase(names_.begin() + static_cast<std::ptrdiff_t>(at.index())); }

void PathList::insert(Iterator before, std::string_view path) {
  push_back(path);
  std::rotate(names_.begin() + static_cast<std::ptrdiff_t>(before.index()), names_.end() - 1, names_.end());
}

}  // namespace probation::intake
