// Excerpts show the member they are about, and no free text or refused value that stands on the same line.
#pragma once
#include <span>
#include <string>

#include "document/decode.hpp"
#include "rules/finding.hpp"

namespace probation::rules {

// The line with what is hidden as `…` and blanks up to where it ended: columns stay what they are.
std::string without_hidden(std::string line, std::uint32_t number, std::uint32_t column,
                           std::span<const document::HiddenSpan> hidden);
// Facts that are words about the person: need areas. The fingerprint keeps what it was made of.
void hide_words_of_person(Finding& finding);
// `hides_comments`: of a document about people; they are its free text like any other.
void hide_other_text(Finding& finding, std::span<const document::HiddenSpan> hidden, bool hides_comments);

}  // namespace probation::rules
