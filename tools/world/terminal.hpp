// Questions to whoever sits at the terminal.
#pragma once
#include <optional>
#include <string>

namespace probation::tools {

bool stdin_is_terminal();
// The next line without its end; nothing where there is none.
std::optional<std::string> line_from_terminal();

}  // namespace probation::tools
