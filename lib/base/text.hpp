// Small questions about text that several layers ask: nearest word, UTF-8, columns, plurals.
// No formatting of findings, no domain words.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probation {

// The known word nearest to `word`, by edits with adjacent swaps; nothing where none is near enough to be
// a plausible slip (a third of the word's length, at least 1 and at most 3 edits).
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known);

// Byte offset of the first byte that is not well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

// Characters (code points) in well-formed UTF-8 text.
std::size_t count_characters(std::string_view text);

// "1 day", "2 days".
std::string counted(long long count, std::string_view singular);
// "1 activity", "2 activities", for nouns whose plural is not +s.
std::string counted(long long count, std::string_view singular, std::string_view plural);

std::string join(std::span<const std::string> parts, std::string_view separator);
std::vector<std::string> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);

// ASCII letters in lower case; every other byte as it is.
std::size_t count_line_ends(std::string_view text);
std::string lower_case(std::string_view text);
// Whether the text, in lower case, ends so.
bool ends_in_any_case(std::string_view text, std::string_view low_ending);

// Safe in XML and HTML as text and between double quotes: & < > " are written as entities.
std::string xml_escaped(std::string_view text);

// Shell-style glob over a whole path: * within a folder, ** over folders, ? one character.
bool glob_matches(std::string_view pattern, std::string_view path);

void replace_all(std::string& text, const std::string& word, const std::string& with);  // each once, from the left

}  // namespace probation
