// Where the value that begins at a place of a file ends: a quoted text, a bracket pair, a block text, or a plain word.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace probation::document {

struct ValueExtent {
  std::size_t from = 0, until = 0;  // bytes of the text
  std::uint32_t end_line = 0, end_column = 0;
};

// `from` is where it begins, at that line and column (from 1, columns in characters).
ValueExtent extent_of_value(std::string_view text, std::size_t from, std::uint32_t line, std::uint32_t column);

}  // namespace probation::document
