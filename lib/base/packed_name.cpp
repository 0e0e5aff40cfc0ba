#include "base/packed_name.hpp"

#include <array>

#include "base/text.hpp"

namespace probation {

namespace {

constexpr std::array<std::string_view, 2> packed{".gz", ".zst"};

}  // namespace

std::span<const std::string_view> compressed_endings() { return packed; }

std::string_view name_inside(std::string_view path) {
  for (const std::string_view ending : packed)
    if (ends_in_any_case(path, ending) && path.size() > ending.size())
      return path.substr(0, path.size() - ending.size());
  return {};
}

std::string_view unpacked_name(std::string_view path) {
  const std::string_view inside = name_inside(path);
  return inside.empty() ? path : inside;
}

}  // namespace probation
