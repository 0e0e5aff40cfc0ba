// A word of a command in a fix, so that the shell gives it back as it is.
#pragma once
#include <string>
#include <string_view>

namespace probation::rules {

// In single quotes where it needs them; printed by its octets where it could not be shown in one line.
std::string shell_word(std::string_view text);
std::string shell_path(std::string_view path);  // and never taken for a flag

}  // namespace probation::rules
