// A text in block style, `|` or `>`, as YAML 1.2 section 8.1 reads it: the parser at hand loses line ends that `+`
// keeps.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace probation::document {

struct BlockScalar {
  std::string text;
  std::size_t indent = 0;  // columns of its lines before the text begins
  std::size_t end = 0;  // start of the first line that is no part of it; blank lines behind it are, where it keeps them
  std::size_t words_end = 0;   // start of the line after its last one that is not blank
  bool keeps = false;          // `+`
  std::size_t header_end = 0;  // of the signs, without a comment
};

// The text whose sign stands at `offset`. Nothing where no such sign stands there, or where the line alone does not
// tell how deep its node lies.
std::optional<BlockScalar> read_block_scalar(std::string_view text, std::size_t offset);

}  // namespace probation::document
