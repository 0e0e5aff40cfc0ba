// Where a column of a line begins.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace probation {

// Byte offset of the column-th character, from 1; the end of the line where it is shorter.
inline std::size_t offset_of_column(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  for (std::uint32_t n = 1; n < column && at < line.size(); ++n) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

}  // namespace probation
