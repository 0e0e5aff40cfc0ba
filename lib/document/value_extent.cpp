#include "document/value_extent.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "document/block_scalar.hpp"

namespace probation::document {
namespace {

// Behind the closing quote; the end of the text where there is none.
std::size_t end_of_quoted(std::string_view text, std::size_t from) {
  const char quote = text[from];
  for (std::size_t i = from + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') ++i;
    else if (text[i] == quote && quote == '\'' && text.substr(i + 1).starts_with('\'')) ++i;  // '' is one quote
    else if (text[i] == quote) return i + 1;
  }
  return text.size();
}

std::size_t end_of_brackets(std::string_view text, std::size_t from) {
  int depth = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i], before = text[i - (i > from ? 1 : 0)];
    const bool begins = std::string_view(" \n\t,:{[").find(before) != std::string_view::npos;
    if ((c == '"' || c == '\'') && begins) i = end_of_quoted(text, i) - 1;
    else if (c == '#' && (before == ' ' || before == '\n' || before == '\t'))
      i = std::min(text.find('\n', i), text.size()) - 1;
    else if (c == '{' || c == '[') ++depth;
    else if ((c == '}' || c == ']') && --depth == 0) return i + 1;
  }
  return text.size();
}

std::size_t end_of_plain(std::string_view text, std::size_t from) {
  std::size_t end = from;
  for (; end < text.size() && text[end] != '\n'; ++end) {
    const char c = text[end], next = end + 1 < text.size() ? text[end + 1] : '\n';
    if (c == ',' || c == '}' || c == ']') break;
    if (c == ':' && (next == ' ' || next == '\n' || next == '\r')) break;
    if ((c == ' ' || c == '\t') && next == '#') break;
  }
  while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r')) --end;
  return end;
}

std::size_t end_of(std::string_view text, std::size_t from) {
  if (from >= text.size()) return text.size();
  const char first = text[from];
  if (first == '"' || first == '\'') return end_of_quoted(text, from);
  if (first == '{' || first == '[') return end_of_brackets(text, from);
  if (first == '|' || first == '>')
    if (const auto block = read_block_scalar(text, from)) return std::max(block->words_end, from + 1);
  return end_of_plain(text, from);
}

}  // namespace

ValueExtent extent_of_value(std::string_view text, std::size_t from, std::uint32_t line, std::uint32_t column) {
  ValueExtent extent{from, std::max(end_of(text, from), from), line, column};
  std::string_view value = text.substr(from, extent.until - from);
  for (std::size_t end = value.find('\n'); end != std::string_view::npos; end = value.find('\n')) {
    ++extent.end_line;
    extent.end_column = 1;
    value.remove_prefix(end + 1);
  }
  extent.end_column += static_cast<std::uint32_t>(count_characters(value));
  return extent;
}

}  // namespace probation::document
