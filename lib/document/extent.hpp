// Where a scalar of a tree ends in the text it was read from.
#pragma once
#include <cstddef>
#include <string_view>

#include "document/tree.hpp"

namespace probation::document {

bool is_written(std::string_view text, const Tree& scalar);  // an empty null has no text
std::size_t scalar_end(std::string_view text, const Tree& scalar);

}  // namespace probation::document
