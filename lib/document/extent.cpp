#include "document/extent.hpp"

#include "base/text.hpp"
#include "document/block_scalar.hpp"

namespace probation::document {

namespace {

// Where a value is empty, the parser's mark may be that of the key that follows.
bool is_start_of_key(std::string_view text, const Tree& node) {
  const std::size_t end = text.find_first_of("\n#", node.offset);
  return text.substr(node.offset, end - node.offset).find(": ") != std::string_view::npos ||
         trim(text.substr(node.offset, end - node.offset)).ends_with(':');
}

}  // namespace

bool is_written(std::string_view text, const Tree& node) {  // an empty null has no text
  if (!node.null) return true;
  const std::string_view rest = text.substr(std::min(node.offset, text.size()));
  return (rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") || rest.starts_with("NULL")) &&
         !is_start_of_key(text, node);
}
std::size_t scalar_end(std::string_view text, const Tree& node) {
  std::size_t i = node.offset;
  if (i >= text.size()) return i;
  const char first = text[i];
  if (node.null) {
    if (!is_written(text, node)) return i;
    return i + (first == '~' ? 1 : 4);
  }
  if (!node.plain && first == '"') {
    for (++i; i < text.size() && text[i] != '"'; ++i)
      if (text[i] == '\\') ++i;
    return i + 1;
  }
  if (!node.plain && first == '\'') {
    for (++i; i < text.size(); ++i) {
      if (text[i] != '\'') continue;
      if (i + 1 < text.size() && text[i + 1] == '\'') ++i;
      else break;
    }
    return i + 1;
  }
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
