// Text as it may be shown: controls, marks that turn the direction of writing, line ends that only some see, and bytes
// that are no UTF-8 stand visibly (\x1b, \u202e, \xE9), so that no value and no name makes a line, a colour or a
// command.
#pragma once
#include <string>
#include <string_view>

namespace probation {

// Lines end in LF or CRLF.
enum class Kept : char { nothing, tabs, tabs_and_lines };
std::string safe_text(std::string_view text, Kept kept = Kept::nothing);

}  // namespace probation
