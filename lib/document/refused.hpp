// What a message may say of a value that was refused: its words only where they could be a slip, else how long it is.
// Every reader asks here, of documents and of cells alike.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace probation::document {

enum class Wanted : std::uint8_t {
  figure,  // a date, a time, a number, a CRN: shown where most of it is digits or -:/.+
  word,    // a word or key: shown where near enough to a known one to be suggested
  any,     // a policy, a catalogue, a mapping: one word is shown, near or not
  nothing  // free text, or what others may not see: never shown
};

bool may_be_slip(std::string_view text, Wanted wanted, std::span<const std::string_view> known = {});
// "`2025-13-01`", else "a text of 27 characters".
std::string value_in_words(std::string_view text, bool is_shown);
inline std::string refused_in_words(std::string_view text, Wanted wanted,
                                    std::span<const std::string_view> known = {}) {
  return value_in_words(text, may_be_slip(text, wanted, known));
}

// Whether a document that was not read to its end may be of limited access: it holds the word, in any letter case.
bool mentions_limits(std::string_view text);

}  // namespace probation::document
