// Findings for people: each a small proof with the lines it speaks of. And one line a finding for other programs' eyes.
#pragma once
#include <string>

#include "render/run.hpp"

namespace probation::render {

std::string text(const RunOutput& run, const Style& style);
// file:line:column: severity[RULE] message (subject)
std::string concise(const RunOutput& run);
// The last lines of `text`: what was read, what was found, the verdict and the exit code in words.
std::string summary_text(const RunOutput& run);

}  // namespace probation::render
