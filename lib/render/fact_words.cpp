#include "render/fact_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "render/words.hpp"

namespace probation::render {
namespace {

// What no case holds, and how it is said.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> outside{
    {{"policy", "Local policy: "},
     {"law", "A date the law has not fixed: "},
     {"person", "Only somebody who knows can say: "},
     {"input", "Not given to this run: "}}};

bool is_place_in_list(std::string_view step) {
  return step == "*" ||
         (!step.empty() && std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool says_whose(std::string_view field) {
  const std::string words = phrase("field", field);
  return words.ends_with(" of the plan") || words.ends_with(" of an order");
}

bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '/' || c == '.' || c == '-' || c == '*' ||
         c == ':' || c == '@';
}

std::string word_in_words(std::string_view word) {
  const std::size_t end = word.find_last_not_of(".:") + 1;
  const std::string_view id = word.substr(0, end);
  const bool ours = std::all_of(id.begin(), id.end(), [](char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0 || std::isdigit(static_cast<unsigned char>(c)) != 0 ||
           c == '_';
  });
  if (!ours || id.find('_') == std::string_view::npos || id.front() == '_') return std::string(word);
  return in_a_sentence(phrase("", id)) + std::string(word.substr(end));
}

}  // namespace

std::string sentence_in_words(std::string_view sentence) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size();) {
    std::size_t end = i + 1;
    if (sentence[i] == '`') {
      end = std::min(sentence.find('`', end), sentence.size() - 1) + 1;
      out += sentence.substr(i, end - i);
    } else if (is_of_word(sentence[i])) {
      while (end < sentence.size() && is_of_word(sentence[end])) ++end;
      out += word_in_words(sentence.substr(i, end - i));
    } else {
      out += sentence[i];
    }
    i = end;
  }
  return out;
}

std::string in_a_sentence(std::string words) {
  if (words.size() > 1 && std::islower(static_cast<unsigned char>(words[1])) != 0)
    words.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(words.front())));
  return words;
}

std::string fact_of(std::string_view pointer) {
  if (pointer.empty() || pointer.front() != '/') return std::string(pointer);
  std::string out;
  for (const std::string& step : split(pointer.substr(1), '/')) out += "/" + (is_place_in_list(step) ? "*" : step);
  while (out.ends_with("/*")) out.erase(out.size() - 2);
  return out;
}

FactParts fact_parts(std::string_view pointer) {
  if (const std::size_t colon = pointer.find(':'); colon != std::string_view::npos) {
    FactParts parts{outside.back().second, {std::string(pointer.substr(colon + 1))}};
    for (const auto& [kind, words] : outside)
      if (pointer.substr(0, colon) == kind) parts.before = words;
    return parts;
  }
  FactParts parts;
  if (pointer.size() < 2) return parts;
  for (std::string& step : split(pointer.substr(1), '/'))
    if (!is_place_in_list(step)) {
      // "Activities of the plan" says already what it stands in.
      if (!parts.fields.empty() && says_whose(step)) parts.fields.pop_back();
      parts.fields.push_back(std::move(step));
    }
  std::reverse(parts.fields.begin(), parts.fields.end());
  return parts;
}

bool names_a_fact(std::string_view text) {
  if (text.starts_with('/')) return true;
  return std::any_of(outside.begin(), outside.end(), [&](const auto& kind) {
    return text.size() > kind.first.size() && text.starts_with(kind.first) && text[kind.first.size()] == ':';
  });
}

std::string fact_words(std::string_view pointer, Language language, std::string_view subject) {
  const FactParts parts = fact_parts(pointer);
  if (parts.fields.empty()) return "The file";
  const std::string first = phrase("field", parts.fields.front(), language);
  std::string out = parts.before.empty() ? first : std::string(parts.before) + in_a_sentence(first);
  for (std::size_t i = 1; i < parts.fields.size(); ++i)
    out += ", in " + in_a_sentence(phrase("field", parts.fields[i], language));
  if (!subject.empty() && subject != "file" && subject != "person") out += " (" + std::string(subject) + ")";
  return out;
}

std::string facts_in_words(std::string_view joined, Language language) {
  std::vector<std::pair<std::string, int>> said;
  for (std::size_t from = 0; from <= joined.size();) {
    const std::size_t to = std::min(joined.find("; ", from), joined.size());
    const std::string_view one = joined.substr(from, to - from);
    std::string words = names_a_fact(one) ? fact_words(one, language) : std::string(one);
    const auto known = std::find_if(said.begin(), said.end(), [&](const auto& row) { return row.first == words; });
    if (known == said.end()) said.emplace_back(std::move(words), 1);
    else ++known->second;
    from = to + 2;
  }
  std::vector<std::string> list;
  for (const auto& [words, times] : said)
    list.push_back(times == 1 ? words : words + ", " + std::to_string(times) + " times");
  return join(list, "; ");
}

std::string violations_in_words(const Json& violations) {
  std::vector<std::string> list;
  for (const Json& one : violations) {
    std::string words;
    if (const Json& rule = one.at("rule"); rule.is_string()) words += in_a_sentence(phrase("rule", rule.text())) + ": ";
    for (const char* member : {"activity", "date"})
      if (one.at(member).is_string() && !one.at(member).text().empty()) words += one.at(member).text() + ": ";
    list.push_back(words + one.at("message").text());
  }
  return join(list, "; ");
}

std::string_view kind_of_column(std::string_view schema, std::string_view member) {
  // Marks of the planner are no ids that people look up; those of rules are.
  static constexpr std::array<std::string_view, 4> of_plans{"plan/1", "plan_check/1", "option/1", "cohort_check/1"};
  if (member == "rule" && std::find(of_plans.begin(), of_plans.end(), schema) != of_plans.end()) return "rule";
  static constexpr std::array<std::string_view, 5> of_areas{"needs", "need", "area", "covered", "uncovered"};
  const std::string_view kind = kind_of_values(schema, member);
  return kind.empty() && std::find(of_areas.begin(), of_areas.end(), member) != of_areas.end() ? "area" : kind;
}

std::string values_in_words(std::string_view kind, std::string_view joined, Language language) {
  if (kind == "fact") return facts_in_words(joined, language);
  std::vector<std::string> words;
  for (std::size_t from = 0; from <= joined.size();) {
    const std::size_t to = std::min(joined.find("; ", from), joined.size());
    const std::string_view one = joined.substr(from, to - from);
    if (find_word(kind, one) == nullptr) return std::string(joined);
    words.push_back(phrase(kind, one, language));
    from = to + 2;
  }
  return join(words, "; ");
}

FactOwners::FactOwners(std::span<const rules::DocumentLacks> lacks) {
  for (const rules::DocumentLacks& one : lacks) {
    Subjects& subjects = documents_[{one.file, one.document}];
    for (const rules::MissingFact& fact : one.facts) subjects.emplace(fact.pointer, fact.subject);
  }
}

std::string_view FactOwners::of(const rules::Finding& finding, std::string_view pointer) const {
  const auto document = documents_.find({finding.location.file, finding.document});
  if (document == documents_.end()) return {};
  const auto subject = document->second.find(pointer);
  return subject == document->second.end() ? std::string_view{} : subject->second;
}

std::string missing_words(const rules::Finding& finding, const FactOwners& owners, Language language) {
  std::vector<std::string> list;
  for (const std::string& pointer : finding.missing)
    list.push_back(fact_words(pointer, language, owners.of(finding, pointer)));
  return join(list, "; ");
}

}  // namespace probation::render
