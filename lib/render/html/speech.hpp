// The words of a page: phrases of the one table, dates, and sentences of the tools in which ids of ours are spoken and
// what people may copy stands as code. Everything returned is markup.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/json.hpp"
#include "model/words.hpp"

namespace probation::render::web {

class Speech {
 public:
  explicit Speech(Language language = Language::en) : language_(language) {}
  [[nodiscard]] Language language() const { return language_; }
  // A phrase of the table. On a page in Welsh what is Welsh is marked so, since all else is left in English.
  [[nodiscard]] std::string say(std::string_view kind, std::string_view id) const;
  // The Welsh phrase on a page in Welsh, where the table has one; everywhere else these words, which are markup.
  [[nodiscard]] std::string head(std::string_view kind, std::string_view id, std::string_view english) const;
  // The same in the middle of a sentence.
  [[nodiscard]] std::string say_small(std::string_view kind, std::string_view id) const;
  [[nodiscard]] std::string when(Date date) const;  // <time>
  [[nodiscard]] std::string when(std::string_view iso) const;
  // A word with a border of its own: severity, state.
  [[nodiscard]] std::string tag(std::string_view kind, std::string_view id) const;
  // What a finding or a row misses: "/orders/0/type" is the type of an order; `subject`: which, where that is known.
  [[nodiscard]] std::string fact(std::string_view pointer, std::string_view subject = {}) const;

 private:
  Language language_;
};

// A sentence of the tools. Words between backquotes, ids of options, and any with `_` that are not ours, stand as code;
// a date is spoken as everywhere else on the page.
std::string prose(std::string_view sentence);

}  // namespace probation::render::web
