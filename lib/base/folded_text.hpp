// Text brought to one form, so that what people take for the same compares as the same. The one file that calls
// utf8proc.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace probation {

enum class Marks { kept, taken_off };  // of letters: é stays, or becomes e

// Compatibility forms and letter case folded; text that is no UTF-8 as it is.
std::string folded_text(std::string_view text, Marks marks);

// How many cells of a terminal one character takes: two where it is wide, none where it combines; 1 where it is no
// UTF-8.
std::size_t cells_of_character(std::string_view character);

// Blanks at both ends taken off, and one space for those between.
std::string single_spaced(std::string_view text);

}  // namespace probation
