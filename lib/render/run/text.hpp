// Findings for people: each a small proof with the lines it speaks of. And one line a finding for other programs' eyes.
#pragma once
#include <string>

#include "render/run/run.hpp"

namespace probation::render {

// Text of a file made fit to print: control characters, marks that turn the writing direction and bytes that are no
// UTF-8 are shown as one character each, so that no input steers a terminal or forges a line. A tab is kept on request.
std::string visible(std::string_view text, bool keep_tabs = false);

// file:line:column: severity[RULE] message (subject)
std::string concise(const RunOutput& run);
// The last lines of the text: what was read, what was found, the verdict and the exit code in words.
// Whether what the tool judges are no cases, but catalogues and sheets.
bool is_of_documents(const RunOutput& run);
// "18 cases"; of a tool that judges catalogues and sheets "18 documents".
std::string judged_words(const RunOutput& run);
// "4 findings and 16 missing facts": two kinds of row, which are never one number. Empty: neither.
std::string left_out_words(std::int64_t findings, std::int64_t gaps);
std::string summary_text(const RunOutput& run);

}  // namespace probation::render
