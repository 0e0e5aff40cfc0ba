#include "document/block_scalar.hpp"

#include <algorithm>
#include <vector>

namespace probation::document {
namespace {

std::size_t line_after(std::string_view text, std::size_t offset) {
  const std::size_t end = text.find('\n', offset);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view line_at(std::string_view text, std::size_t offset) {
  std::string_view line = text.substr(offset, line_after(text, offset) - offset);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Columns before the node that the sign belongs to: of its key, or of the dash before it.
std::optional<std::size_t> parent_indent(std::string_view text, std::size_t offset) {
  const std::size_t start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;    // npos + 1 is 0
  if (text.substr(start, offset - start).starts_with("---")) return std::nullopt;  // the document's own text
  std::size_t at = start;
  std::optional<std::size_t> dash;
  while (at < offset) {
    if (text[at] == ' ') {
      ++at;
    } else if (text[at] == '-' && at + 1 < text.size() && text[at + 1] == ' ') {
      dash = at - start;
      ++at;
    } else {
      return at - start;  // a key
    }
  }
  return dash;
}

// Lines folded into one another where both are text and neither is indented further (YAML 1.2 section 8.1.3).
std::string folded(const std::vector<std::string_view>& lines) {
  const auto is_further = [](std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); };
  std::string out;
  std::size_t blank = 0;
  const std::string_view* before = nullptr;
  for (const std::string_view& line : lines) {
    if (line.empty()) {
      ++blank;
      continue;
    }
    if (before == nullptr) out.append(blank, '\n');
    else if (is_further(*before) || is_further(line)) out.append(blank + 1, '\n');
    else if (blank == 0) out += ' ';
    else out.append(blank, '\n');
    out += line;
    before = &line;
    blank = 0;
  }
  return out;
}

}  // namespace

std::optional<BlockScalar> read_block_scalar(std::string_view text, std::size_t offset) {
  if (offset >= text.size() || (text[offset] != '|' && text[offset] != '>')) return std::nullopt;
  const auto parent = parent_indent(text, offset);
  if (!parent) return std::nullopt;
  BlockScalar scalar;
  char chomp = ' ';
  std::size_t digit = 0, at = offset + 1;
  for (; at < text.size() && (text[at] == '+' || text[at] == '-' || (text[at] >= '1' && text[at] <= '9')); ++at) {
    if (text[at] == '+' || text[at] == '-') chomp = text[at];
    else digit = static_cast<std::size_t>(text[at] - '0');
  }
  scalar.header_end = at;
  scalar.keeps = chomp == '+';
  std::optional<std::size_t> indent;
  if (digit != 0) indent = *parent + digit;
  std::vector<std::string_view> lines;
  at = line_after(text, offset);
  scalar.words_end = scalar.end = at;
  std::size_t kept = 0;  // lines up to the last that is not blank
  for (; at < text.size(); at = line_after(text, at)) {
    const std::string_view line = line_at(text, at);
    const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
    if (!indent && spaces < line.size()) {
      if (spaces <= *parent) break;
      indent = spaces;
    }
    const bool is_blank = spaces == line.size() && (!indent || spaces <= *indent);
    if (!is_blank && spaces < *indent) break;
    lines.push_back(is_blank ? std::string_view{} : line.substr(*indent));
    if (is_blank) continue;
    kept = lines.size();
    scalar.words_end = line_after(text, at);
  }
  scalar.indent = indent.value_or(*parent + 1);
  const std::size_t trailing = lines.size() - kept;
  lines.resize(kept);
  if (text[offset] == '>') {
    scalar.text = folded(lines);
  } else {
    for (std::size_t i = 0; i < lines.size(); ++i) scalar.text.append(i == 0 ? "" : "\n").append(lines[i]);
  }
  // The last line of a file that ends without a line end has none to keep.
  const bool ends_line = scalar.words_end > 0 && text[scalar.words_end - 1] == '\n';
  if (chomp != '-' && kept > 0 && ends_line) scalar.text += '\n';
  if (scalar.keeps) scalar.text.append(trailing, '\n');
  scalar.end = scalar.keeps ? at : scalar.words_end;
  return scalar;
}

}  // namespace probation::document
