#include "tools/world/terminal.hpp"

#include <unistd.h>

#include <iostream>

namespace probation::tools {

bool stdin_is_terminal() { return ::isatty(STDIN_FILENO) == 1; }

std::optional<std::string> line_from_terminal() {
  std::string line;
  return std::getline(std::cin, line) ? std::optional(line) : std::nullopt;
}

}  // namespace probation::tools
