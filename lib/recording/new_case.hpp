// A case file that begins: what is known at sentence, with empty lists of what can only come later. And the text of a
// whole case in the canonical layout.
#pragma once
#include <optional>
#include <string>

#include "recording/entry.hpp"

namespace probation::recording {

struct FirstFacts {
  std::string crn;
  std::optional<std::string> order_type, sentence_date, end_date, rar_days;
};
// Throws Mistake.
document::Value new_case(const FirstFacts& facts);
// Canonical: block style, one-line flow for small records, a blank line before each section of entries.
std::string case_text(const document::Value& conformed);

}  // namespace probation::recording
