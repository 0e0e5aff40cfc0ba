#include "render/html/speech.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/fact_words.hpp"
#include "render/html/parts.hpp"
#include "render/words.hpp"

namespace probation::render::web {
namespace {

bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '/' || c == '.' || c == '-' || c == '*' ||
         c == ':' || c == '~' || c == '@';
}

// As nearly every word: letters, of which spoken_word would make nothing else.
bool is_said_as_it_stands(std::string_view word) {
  return !word.starts_with("null") && std::all_of(word.begin(), word.end(), [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == ':';
  });
}

// Our ids are in lower case; what else has `_` is somebody's own.
std::string spoken_word(std::string_view word) {
  std::string_view tail;
  while (!word.empty() && (word.back() == '.' || word.back() == ':')) {
    tail = std::string_view(word.data() + word.size() - 1, tail.size() + 1);
    word.remove_suffix(1);
  }
  std::string out;
  const bool lower = std::all_of(word.begin(), word.end(), [](char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0 || std::isdigit(static_cast<unsigned char>(c)) != 0 ||
           c == '_';
  });
  if (word == "null") out = "not recorded";
  else if (parse_date(word)) out = Speech().when(word);
  else if (word.find('@') != std::string_view::npos) out = code(word);
  else if (word.size() > 1 && word.front() == '/' && std::islower(static_cast<unsigned char>(word[1])) != 0)
    out = text(in_a_sentence(phrase("field", fact_of(word).substr(fact_of(word).rfind('/') + 1))));
  else if (word.find('_') == std::string_view::npos) out = text(word);
  else if (lower) out = text(in_a_sentence(phrase("", word)));  // of no kind: as people would write it
  else out = code(word);
  return out + text(tail);
}

}  // namespace

std::string Speech::say(std::string_view kind, std::string_view id) const {
  const std::string words = text(phrase(kind, id, language_));
  return language_ == Language::cy && is_in_welsh(kind, id) ? "<span lang=\"cy\">" + words + "</span>" : words;
}

std::string Speech::head(std::string_view kind, std::string_view id, std::string_view english) const {
  return language_ == Language::cy && is_in_welsh(kind, id) ? say(kind, id) : std::string(english);
}

std::string Speech::say_small(std::string_view kind, std::string_view id) const {
  const std::string words = text(in_a_sentence(phrase(kind, id, language_)));
  return language_ == Language::cy && is_in_welsh(kind, id) ? "<span lang=\"cy\">" + words + "</span>" : words;
}

std::string Speech::when(Date date) const {
  return fmt::format("<time datetime=\"{}\"{}>{}</time>", format(date), language_ == Language::cy ? " lang=\"cy\"" : "",
                     text(date_in_words(date, language_)));
}

std::string Speech::when(std::string_view iso) const {
  const auto date = parse_date(iso);
  return date ? when(*date) : text(iso);
}

std::string Speech::tag(std::string_view kind, std::string_view id) const {
  return fmt::format("<span class=\"tag {}\">{}</span>", text(id), say(kind, id));
}

std::string Speech::fact(std::string_view pointer, std::string_view subject) const {
  const FactParts parts = fact_parts(pointer);
  if (parts.fields.empty()) return "The file";
  std::string out = parts.before.empty() ? say("field", parts.fields.front())
                                         : text(parts.before) + say_small("field", parts.fields.front());
  for (std::size_t i = 1; i < parts.fields.size(); ++i) out += ", in " + say_small("field", parts.fields[i]);
  if (!subject.empty() && subject != "file" && subject != "person") out += " (" + code(subject) + ")";
  return out;
}

std::string prose(std::string_view sentence) {
  std::string out;
  std::size_t said = 0;  // up to here; what comes then stands as it is
  const auto say = [&](std::size_t from, std::size_t to, const std::string& words) {
    out += text(sentence.substr(said, from - said)) + words;
    said = to;
  };
  for (std::size_t i = 0; i < sentence.size();) {
    if (sentence[i] == '`')
      if (const std::size_t end = sentence.find('`', i + 1); end != std::string_view::npos) {
        say(i, end + 1, code(sentence.substr(i + 1, end - i - 1)));
        i = end + 1;
        continue;
      }
    std::size_t end = i;
    const bool word = is_of_word(sentence[i]);
    while (end < sentence.size() && sentence[end] != '`' && is_of_word(sentence[end]) == word) ++end;
    end = std::max(end, i + 1);
    if (word && !is_said_as_it_stands(sentence.substr(i, end - i)))
      say(i, end, spoken_word(sentence.substr(i, end - i)));
    i = end;
  }
  return out + text(sentence.substr(said));
}

}  // namespace probation::render::web
