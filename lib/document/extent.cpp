#include "document/extent.hpp"

#include <algorithm>

#include "document/block_scalar.hpp"
#include "document/lexer.hpp"

namespace probation::document {

// An empty null has no text; the parser's mark may then be that of the key that follows.
bool is_written(std::string_view text, const Tree& node) {
  if (!node.null) return true;
  const std::string_view rest = text.substr(std::min(node.offset, text.size()));
  const bool is_word = rest.starts_with("null") || rest.starts_with("Null") || rest.starts_with("NULL");
  if (!rest.starts_with('~') && !is_word) return false;
  const std::string_view behind = rest.substr(is_word ? 4 : 1);
  const std::size_t next = behind.find_first_not_of(' ');
  return behind.empty() || (std::string_view(" \t\r\n,]}").find(behind.front()) != std::string_view::npos &&
                            (next == behind.npos || behind[next] != ':'));
}
std::size_t scalar_end(std::string_view text, const Tree& node) {
  std::size_t i = node.offset;
  if (i >= text.size()) return i;
  const char first = text[i];
  if (node.null) {
    if (!is_written(text, node)) return i;
    return i + (first == '~' ? 1 : 4);
  }
  if (!node.plain && (first == '"' || first == '\'')) return std::min(end_of_quotes(text, i), text.size());
  if (!node.plain && (first == '|' || first == '>'))
    if (const auto block = read_block_scalar(text, i)) return block->end;
  // Plain: its words, with line breaks folded.
  for (const char c : node.text) {
    if (c == ' ' || c == '\n') {
      while (i < text.size() && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t')) ++i;
      continue;
    }
    while (i < text.size() && text[i] != c && (text[i] == '\n' || text[i] == '\r' || text[i] == ' ')) ++i;
    ++i;
  }
  return i;
}

}  // namespace probation::document
