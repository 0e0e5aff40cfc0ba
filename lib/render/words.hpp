// The one table of words for people: every field, rule, measure, kind, state and code that a command prints has its
// phrase here, in English and, where it is known, in Welsh. Most phrases come from the field tables, enumerations and
// rules themselves; lib/render/words_english*.cpp hold those that need words of their own.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "model/words.hpp"

namespace probation::render {

struct WordRow {
  std::string kind;  // field rule measure due state severity outcome basis type area kind action reason verdict heading
  std::string id;    // as the formats write it
  std::string en;    // begins with a capital, holds no `_`
  std::string cy;    // empty: the English one is shown
  friend bool operator==(const WordRow&, const WordRow&) = default;
};

// Sorted by kind and id; each pair once.
const std::vector<WordRow>& word_table();
// Nothing where the table has no such row.
const WordRow* find_word(std::string_view kind, std::string_view id);
// The phrase in that language. Of an id the table does not know: the id as people would write it, so that a page never
// shows one of our own.
std::string phrase(std::string_view kind, std::string_view id, Language language = Language::en);
// Whether `phrase` is Welsh: where it is not, a Welsh page marks it with lang="en".
bool is_in_welsh(std::string_view kind, std::string_view id);

// Which kind of words the member of a record holds (`state`: state; `kind` of due/1: due); `fact`: pointers of missing
// facts (render/fact_words.hpp); empty: no enumeration, its text is text.
std::string_view kind_of_values(std::string_view schema, std::string_view member);

// 24 October 2025; 24 Hydref 2025.
std::string date_in_words(Date date, Language language = Language::en);

std::string words_json(Language language);  // words/1, indented
std::string words_text(Language language);  // a line a phrase

// Phrases that are given, not derived.
struct GivenWord {
  std::string_view kind, id, text;
};
std::vector<GivenWord> english_words();          // lib/render/words_english.cpp, with those of
std::vector<GivenWord> english_field_words();    // lib/render/words_english_fields.cpp
std::vector<GivenWord> welsh_words();            // lib/render/words_welsh.cpp, with those of
std::span<const GivenWord> welsh_field_words();  // lib/render/words_welsh_fields.cpp

}  // namespace probation::render
