#include "rules/case_notes.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

#include <fmt/format.h>

#include "rules/rule.hpp"

namespace probation::rule_cases {
namespace {

constexpr std::array<std::string_view, 3> outcomes{"fail", "undetermined", "pass"};

// One note's words, taken from the front.
class Words {
 public:
  explicit Words(std::string_view text) : left_(text) { skip(); }
  [[nodiscard]] bool done() const { return left_.empty(); }
  [[nodiscard]] std::string_view left() const { return left_; }
  std::string_view next() {
    const std::string_view word = left_.substr(0, left_.find(' '));
    take(word.size());
    return word;
  }
  // `"…"` up to the last quotation mark of the line; nothing where it is no such text.
  std::optional<std::string> rest_in_quotes() {
    if (left_.size() < 2 || left_.front() != '"' || left_.back() != '"') return std::nullopt;
    std::string text(left_.substr(1, left_.size() - 2));
    left_ = {};
    return text;
  }
  // A pointer (`/a/b`, `file.yaml#/a`), what no file holds (`law:NAME`), or either in quotation marks.
  std::optional<std::string> name_of_fact() {
    if (left_.starts_with('"')) {
      const std::size_t end = left_.find('"', 1);
      if (end == std::string_view::npos) return std::nullopt;
      std::string name(left_.substr(1, end - 1));
      take(end + 1);
      return name;
    }
    const std::string_view word = left_.substr(0, left_.find(' '));
    if (word.find_first_of("/:") == std::string_view::npos) return std::nullopt;
    return std::string(next());
  }
  // `k=v` or `k="v w"`.
  std::optional<std::pair<std::string, std::string>> fact() {
    const std::size_t equals = left_.find('=');
    if (equals == std::string_view::npos || equals == 0 || left_.substr(0, equals).find(' ') != std::string_view::npos)
      return std::nullopt;
    std::string name(left_.substr(0, equals));
    left_.remove_prefix(equals + 1);
    if (!left_.starts_with('"')) return std::pair{std::move(name), std::string(next())};
    const std::size_t end = left_.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    std::string value(left_.substr(1, end - 1));
    take(end + 1);
    return std::pair{std::move(name), std::move(value)};
  }

 private:
  void take(std::size_t count) {
    left_.remove_prefix(count);
    skip();
  }
  void skip() {
    while (left_.starts_with(' ')) left_.remove_prefix(1);
    while (left_.ends_with(' ') || left_.ends_with('\r')) left_.remove_suffix(1);
  }
  std::string_view left_;
};

bool is_clause(std::string_view word) {
  return word == "missing" || word == "related" || word == "facts" || word == "message" || word == "trace" ||
         word == "here" || word == "fix" || word == "beside";
}

// False: not clauses of a note, as far as `words` was read.
bool read_clauses(Words& words, Note& note) {
  while (!words.done()) {
    const std::string_view clause = words.next();
    if (!is_clause(clause)) return false;
    if (clause == "missing" || clause == "related") {
      auto& pointers = (clause == "missing" ? note.missing : note.related).emplace();
      if (clause == "related" && words.left().substr(0, words.left().find(' ')) == "none") {
        words.next();
        continue;
      }
      while (auto name = words.name_of_fact()) pointers.insert(std::move(*name));
      if (pointers.empty()) return false;
    } else if (clause == "facts") {
      const std::size_t before = note.facts.size();
      while (!words.done() && !is_clause(words.left().substr(0, words.left().find(' ')))) {
        auto fact = words.fact();
        if (!fact) return false;
        note.facts.push_back(std::move(*fact));
      }
      if (note.facts.size() == before) return false;
    } else {
      auto text = words.rest_in_quotes();
      if (!text) return false;
      if (clause == "trace" || clause == "beside") {
        (clause == "trace" ? note.trace : note.beside).push_back(std::move(*text));
        continue;
      }
      std::optional<std::string>& said = clause == "message" ? note.message : clause == "here" ? note.here : note.fix;
      if (said) return false;
      said = std::move(text);
    }
  }
  return true;
}

std::optional<Note> read_note(std::string_view text, std::uint32_t line, bool on_line) {
  Words words(text);
  Note note;
  note.line = line;
  note.on_line = on_line;
  note.rule = words.next();
  note.outcome = words.next();
  note.subject = words.next();
  if (rules::find_rule(note.rule) == nullptr || note.subject.empty() ||
      std::find(outcomes.begin(), outcomes.end(), note.outcome) == outcomes.end() || !read_clauses(words, note))
    return std::nullopt;
  return note;
}

// Why the header cannot be meant; empty: it was taken.
std::string take_header(Notes& notes, const std::string& key, const std::string& value, std::uint32_t line) {
  std::istringstream words(value);
  std::string name, second, third;
  words >> name >> second >> third;
  if (name.empty()) return "says nothing";
  if (key == "case") notes.title = value;
  else if (key == "run-date") {
    notes.run_date = parse_date(value);
    if (!notes.run_date) return "is no date";
  } else if (key == "as-of") {
    notes.as_of = parse_date(value);
    if (!notes.as_of) return "is no date";
  } else if (key == "expect") {
    auto note = read_note(value, line, false);
    if (!note) return "is no note of a finding";
    notes.expected.push_back(std::move(*note));
  } else if (key == "policy") {
    const auto names = standard_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) return "names no policy value";
    const bool whole = !second.empty() && second.find_first_not_of("0123456789") == std::string::npos;
    if (!whole || !third.empty()) return "gives no whole number";
    notes.policy.add_local(
        {name, StandardValue{std::int64_t{std::stoll(second)}}, {}, {}, "a regional instruction", "region.yaml", 1});
  } else if (key == "law") {
    const auto known = commencements();
    if (std::none_of(known.begin(), known.end(), [&](const Commencement& row) { return row.name == name; }))
      return "names no commencement";
    const bool only_not_before = second == "not-before";
    const std::optional<Date> from = parse_date(only_not_before ? third : second);
    if (!from || (!only_not_before && !third.empty())) return "gives no date";
    notes.policy.set_commencement(name, LocalCommencement{*from, {}, {}, 0, only_not_before});
  } else if (key == "absent") {
    if (rules::find_rule(name) == nullptr) return "names no rule";
    notes.absent.push_back(name);
  } else if (!second.empty()) return "is more than one word";
  else if (key == "basis") notes.basis = name;
  else if (key == "severity") notes.severity = name;
  else if (key == "catalogue") notes.catalogue = name;
  return {};
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// How the finding's words are not the note's; empty: they are.
std::string disagreement(const Note& note, const rules::Finding& finding) {
  if (note.on_line && finding.location.line != note.line)
    return fmt::format("points to line {}, not {}", finding.location.line, note.line);
  if (note.message && *note.message != finding.message) return fmt::format("says \"{}\"", finding.message);
  if (note.here && *note.here != finding.location.message)
    return fmt::format("says \"{}\" of its place", finding.location.message);
  if (note.fix && note.fix != finding.fix) return fmt::format("would mend it by \"{}\"", finding.fix.value_or(""));
  if (const std::set<std::string> missing(finding.missing.begin(), finding.missing.end());
      note.missing && *note.missing != missing)
    return fmt::format("misses {}", joined(missing));
  std::set<std::string> related;
  for (const rules::Location& location : finding.related) related.insert(location.pointer);
  if (note.related && *note.related != related) return fmt::format("points to {} beside its place", joined(related));
  for (const auto& [name, value] : note.facts) {
    const auto at = std::find_if(finding.facts.begin(), finding.facts.end(),
                                 [&, &key = name](const auto& fact) { return fact.first == key; });
    if (at == finding.facts.end()) return fmt::format("has no fact {}", name);
    if (shown(at->second) != value) return fmt::format("has {}={}, not {}", name, shown(at->second), value);
  }
  if (!note.facts.empty() && note.facts.size() != finding.facts.size()) {
    std::string all;
    for (const auto& [name, value] : finding.facts) all += fmt::format(" {}={}", name, shown(value));
    return fmt::format("has not just these facts but{}", all);
  }
  for (const std::string& words : note.beside)
    if (std::none_of(finding.related.begin(), finding.related.end(),
                     [&](const rules::Location& location) { return location.message == words; }))
      return fmt::format("says \"{}\" of no place beside its own", words);
  if (!note.trace.empty() && note.trace != finding.trace) {
    std::string all;
    for (const std::string& line : finding.trace) all += "\n    \"" + line + "\"";
    return fmt::format("has not just this trace but{}", all);
  }
  return {};
}

std::string words_of(const rules::Finding& finding) {
  return fmt::format("{} {} {}", finding.rule->id, rules::word(finding.outcome), finding.subject);
}

}  // namespace

std::string shown(const rules::FactValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "null";
}

Notes notes_of(std::string_view text, std::uint32_t first_line, const std::set<std::string>& headers) {
  // What is near enough to a note to have been meant as one must be one.
  static const std::regex on_line(R"(#\s?!\s?(.*)$)");
  static const std::regex header(R"(^#+\s?([A-Za-z_-]+)\s?:\s*(.*?)\s*$)");
  static const std::regex more(R"(^\s*#\s*((missing|related|facts|message|trace|here|fix|beside)\s.*)$)");
  Notes notes;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (std::uint32_t number = first_line; std::getline(lines, line); ++number) {
    const auto fault = [&](std::string_view why) {
      notes.faults.push_back(fmt::format("{}: {}: {}", number, line, why));
    };
    std::smatch match;
    if (std::regex_search(line, match, on_line)) {
      if (auto note = read_note(match[1].str(), number, true)) notes.expected.push_back(std::move(*note));
      else fault("is no note of a finding");
    } else if (std::regex_search(line, match, more)) {
      const std::string clauses = match[1].str();
      Words words(clauses);
      if (notes.expected.empty() || !read_clauses(words, notes.expected.back())) fault("does not go on with a note");
    } else if (std::regex_search(line, match, header)) {
      const std::string key = match[1].str();
      if (!headers.contains(key)) fault("no such header");
      else if (const std::string why = take_header(notes, key, match[2].str(), number); !why.empty()) fault(why);
    } else if (line.starts_with('#') && number > 1) {
      fault("a comment that asks for nothing");
    }
  }
  for (const std::string& rule : notes.absent)
    if (std::any_of(notes.expected.begin(), notes.expected.end(),
                    [&](const Note& note) { return note.rule == rule && note.outcome != "pass"; }))
      notes.faults.push_back(rule + " is said to be absent and asked for");
  return notes;
}

std::vector<std::string> differences(const std::vector<Note>& notes, const std::vector<rules::Finding>& findings,
                                     std::string_view all_of) {
  std::vector<const rules::Finding*> left;
  for (const rules::Finding& finding : findings) left.push_back(&finding);
  std::vector<const Note*> unmet;
  // A note takes a finding that is all it says; only then is it asked which one comes near.
  for (const Note& note : notes) {
    const auto at = std::find_if(left.begin(), left.end(), [&](const rules::Finding* finding) {
      return words_of(*finding) == note.words() && disagreement(note, *finding).empty();
    });
    if (at == left.end()) unmet.push_back(&note);
    else left.erase(at);
  }
  std::vector<std::string> out;
  for (const Note* note : unmet) {
    const auto at = std::find_if(left.begin(), left.end(),
                                 [&](const rules::Finding* finding) { return words_of(*finding) == note->words(); });
    if (at == left.end()) {
      out.push_back(fmt::format("line {}: {} was not found", note->line, note->words()));
    } else {
      out.push_back(fmt::format("line {}: {} {}", note->line, note->words(), disagreement(*note, **at)));
      left.erase(at);
    }
  }
  for (const rules::Finding* finding : left)
    if (finding->outcome != rules::Verdict::pass || finding->rule->id == all_of)
      out.push_back(fmt::format("{} at line {} was not asked for: \"{}\"", words_of(*finding), finding->location.line,
                                finding->message));
  return out;
}

}  // namespace probation::rule_cases
