// What a shell and a manual know of a tool, made from the same command line that is parsed: completions for bash, zsh
// and fish, and a page of the manual. Nothing is declared here a second time.
#pragma once
#include <string>

#include "tools/common/command_line.hpp"

namespace probation::tools {

std::string bash_completions(const Command& app);
std::string zsh_completions(const Command& app);
std::string fish_completions(const Command& app);
std::string manual_page(const Command& app, const std::string& version);  // roff, section 1

}  // namespace probation::tools
