// Text as a terminal shows it: how many cells it takes, and a line cut around the place it is shown for.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace probation::render {

// Wide characters take two cells, combining ones none. The text is UTF-8 and holds no control character but tabs.
std::size_t cells(std::string_view text);

// An excerpt's line and what stands under it: blanks up to the value, and its width.
struct ShownLine {
  std::string line, blanks;
  std::size_t width = 1;
};
// At most `most` cells: where there are more, it is cut around the value, with … on the sides that are cut.
ShownLine shown_line(std::string_view before, std::string_view value, std::string_view after, std::size_t most);

}  // namespace probation::render
