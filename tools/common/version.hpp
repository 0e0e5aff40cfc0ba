// version/1: what this build is and can do, for programs that ask.
#pragma once
#include <optional>
#include <string>

namespace probation::tools {

std::string version_json(const std::string& tool);

// `--version` as the first word is answered before anything else is declared or looked at; returns the exit code then.
std::optional<int> version_asked_first(const std::string& tool, int argc, const char* const* argv);
std::string version_asked(const std::string& tool, int argc, const char* const* argv);  // in words, or as JSON

}  // namespace probation::tools
