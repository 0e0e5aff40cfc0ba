// What a shell and a manual know of a tool, made from the same command line that is parsed: completions for bash, zsh
// and fish, and a page of the manual. Nothing is declared here a second time.
#pragma once
#include <string>

#include <CLI/CLI.hpp>

namespace probation::tools {

std::string bash_completions(const CLI::App& app);
std::string zsh_completions(const CLI::App& app);
std::string fish_completions(const CLI::App& app);
std::string manual_page(const CLI::App& app, const std::string& version);  // roff, section 1

}  // namespace probation::tools
