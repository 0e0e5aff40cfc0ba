#include "rules/hidden_text.hpp"

#include <algorithm>

#include "base/column.hpp"
#include "base/text.hpp"
#include "document/lexer.hpp"

namespace probation::rules {
namespace {

using document::HiddenSpan;

bool stands_in_brackets(std::string_view before) {
  int depth = 0;
  for (const char c : before) depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
  return depth > 0;
}

// Where the scalar ends on the line it begins on. In doubt further on: too much is hidden, not too little.
std::size_t end_of(std::string_view line, std::size_t from) {
  const char first = from < line.size() ? line[from] : ' ';
  if (first == '"' || first == '\'') {
    for (std::size_t i = from + 1; i < line.size(); ++i) {
      if (first == '"' && line[i] == '\\') ++i;
      else if (first == '\'' && line[i] == first && i + 1 < line.size() && line[i + 1] == first) ++i;
      else if (line[i] == first) return i + 1;
    }
    return line.size();
  }
  if (!stands_in_brackets(line.substr(0, from))) return line.size();
  return std::min(line.find_first_of(",}]", from), line.size());
}

void hide(std::string& line, std::size_t from, std::size_t to) {
  if (from >= to) return;
  const std::size_t characters = count_characters(std::string_view(line).substr(from, to - from));
  line.replace(from, to - from, "…" + std::string(characters - 1, ' '));
}

// What stands before the next key or value on its line, where more than layout does: the end of a text of several
// lines.
bool holds_text(std::string_view before) { return before.find_first_not_of(" \t-{[,") != std::string_view::npos; }

void hide_span(std::string& line, std::uint32_t number, const HiddenSpan& span) {
  if (number == span.line) {
    const std::size_t from = offset_of_column(line, span.column);
    std::size_t to = end_of(line, from);
    if (span.next_line == span.line) to = std::min(to, offset_of_column(line, span.next_column));
    return hide(line, from, to);
  }
  if (number < span.line || (span.next_line != 0 && number > span.next_line)) return;
  if (number != span.next_line) return hide(line, std::min(line.find_first_not_of(" \t"), line.size()), line.size());
  const std::size_t to = offset_of_column(line, span.next_column);
  const std::string_view before = std::string_view(line).substr(0, to);
  if (holds_text(before)) hide(line, before.find_first_not_of(" \t"), to);
}

// A comment at the end of the line. A # in quotes is none.
void hide_comment(std::string& line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::size_t before = line.find_last_not_of(" \t", i == 0 ? 0 : i - 1);
    const bool begins_value =
        i == 0 || before == std::string::npos || std::string_view("{[,:-").find(line[before]) != std::string_view::npos;
    if ((line[i] == '"' || line[i] == '\'') && begins_value) {
      i = end_of(line, i) - 1;
    } else if (line[i] == '#' && document::begins_comment(line, i)) {
      line.replace(i, std::string::npos, "# …");
      return;
    }
  }
}

// What is shown of a long line begins in its midst, so that what a text there belongs to is not seen: from a hidden
// text up to the next key or value all is hidden, and from what may be a comment on as well. Too much, not too little.
std::string hidden_around(const Location& location, std::span<const HiddenSpan> hidden, bool may_comment) {
  std::string line(location.excerpt.view());
  const std::uint32_t first = location.excerpt_skips + 1;
  const auto offset = [&](std::uint32_t column) {
    return offset_of_column(line, column > first ? column - first + 1 : 1);
  };
  for (const HiddenSpan& span : hidden) {
    const bool is_own = !span.is_refused && span.line == location.line && span.column == location.column;
    const bool is_over = span.line > location.line || (span.next_line != 0 && span.next_line < location.line);
    if (is_own || is_over) continue;
    const std::size_t from = span.line == location.line ? offset(span.column) : 0;
    const std::size_t to = span.next_line == location.line ? offset(span.next_column) : line.size();
    hide(line, from, to);
  }
  const std::size_t own = offset(location.column);
  for (std::size_t i = line.find('#', own); may_comment && i != std::string::npos; i = line.find('#', i + 1))
    if (i > 0 && (line[i - 1] == ' ' || line[i - 1] == '\t')) {
      line.replace(i, std::string::npos, "# …");
      break;
    }
  return line;
}

bool is_cut(const Location& location) { return location.excerpt_skips > 0 || location.excerpt_goes_on; }

}  // namespace

std::string without_hidden(std::string line, std::uint32_t number, std::uint32_t column,
                           std::span<const HiddenSpan> hidden) {
  if (line.empty() || first_invalid_utf8(line)) return line;
  for (const HiddenSpan& span : hidden)
    if (span.is_refused || span.line != number || span.column != column) hide_span(line, number, span);
  return line;
}

void hide_words_of_person(Finding& finding) {
  std::erase_if(finding.facts, [](const auto& fact) { return fact.first == "need"; });
}

void hide_other_text(Finding& finding, std::span<const HiddenSpan> hidden, bool hides_comments) {
  if (hidden.empty() && !hides_comments) return;
  const auto clean = [&](Location& location) {
    if (location.excerpt.empty() || location.file != finding.location.file) return;
    const bool may_comment = hides_comments && location.excerpt.view().find('#') != std::string_view::npos;
    if (hidden.empty() && !may_comment) return;
    std::string shown =
        is_cut(location) ? hidden_around(location, hidden, may_comment)
                         : without_hidden(std::string(location.excerpt.view()), location.line, location.column, hidden);
    if (may_comment && !is_cut(location)) hide_comment(shown);
    if (location.excerpt.view() != shown) location.excerpt = SharedText(std::move(shown));  // else it stays shared
  };
  for (Location& place : finding.related) clean(place);
  clean(finding.location);
}

}  // namespace probation::rules
