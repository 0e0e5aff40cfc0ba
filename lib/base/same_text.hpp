// Whether two texts are the same, for keys and words of a format: a dozen letters, of which the first comparison nearly
// always decides, so that a call of the C library would be most of the cost.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace probation {

[[gnu::always_inline]] inline bool same_text(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const auto differ = [&]<class Piece>(Piece x, std::size_t at) {
    Piece y = 0;
    std::memcpy(&x, a.data() + at, sizeof x);
    std::memcpy(&y, b.data() + at, sizeof y);
    return x != y;
  };
  if (size > 16) return std::memcmp(a.data(), b.data(), size) == 0;
  if (size >= 8) return !differ(std::uint64_t{}, 0) && !differ(std::uint64_t{}, size - 8);
  if (size >= 4) return !differ(std::uint32_t{}, 0) && !differ(std::uint32_t{}, size - 4);
  if (size >= 2) return !differ(std::uint16_t{}, 0) && !differ(std::uint16_t{}, size - 2);
  return size == 0 || a.front() == b.front();
}

}  // namespace probation
