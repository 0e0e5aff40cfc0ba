#include "document/limits.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation::document {
namespace {

Place place_of(std::string_view text, std::size_t offset, std::uint32_t first_line) {
  const auto line =
      static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  const std::size_t start = offset == 0 ? 0 : text.rfind('\n', offset - 1);
  const std::size_t from = start == std::string_view::npos || offset == 0 ? 0 : start + 1;
  return {first_line + line, static_cast<std::uint32_t>(count_characters(text.substr(from, offset - from))) + 1, 0};
}

// Follows just enough of YAML to know where brackets and indentation are structure: quotes, comments,
// block scalars, and brackets inside plain scalars are none.
class LayoutScan {
 public:
  LayoutScan(std::string_view text, std::uint32_t first_line) : text_(text), first_line_(first_line) {}

  std::optional<Problem> run() {
    while (at_ < text_.size()) {
      if (auto problem = line()) return problem;
    }
    return std::nullopt;
  }

 private:
  std::optional<Problem> line() {
    const std::size_t start = at_;
    std::size_t end = text_.find('\n', start);
    if (end == std::string_view::npos) end = text_.size();
    std::size_t i = start;
    while (i < end && text_[i] == ' ') ++i;
    const std::size_t indent = i - start;
    std::size_t content = i;
    while (content < end && (text_[content] == ' ' || text_[content] == '\t' || text_[content] == '\r')) ++content;
    const bool blank = content == end;
    if (in_block_scalar_) {
      if (blank || indent > block_indent_) return next(end);
      in_block_scalar_ = false;
    }
    if (quote_ == 0 && flow_ == 0 && !blank && text_[content] != '#') {
      if (content > i)  // something other than spaces lies before the first word
        return Problem{
            "DOC001", place_of(text_, i, first_line_), "a tab is used as indentation; use spaces", {}, false};
      while (!indents_.empty() && indents_.back() >= indent) indents_.pop_back();
      indents_.push_back(indent);
      std::size_t dashes = 0;  // `- - - x` opens a list for each dash
      for (std::size_t k = content; k + 1 < end && text_[k] == '-' && text_[k + 1] == ' '; k += 2) ++dashes;
      if (indents_.size() > max_nesting + 1 || dashes > max_nesting) return too_deep(content);
      line_indent_ = indent;
    }
    return scan(content, end);
  }

  std::optional<Problem> scan(std::size_t i, std::size_t end) {
    bool token_start = true;
    bool only_indicators = true;  // so far on the line
    char last_word = 0;           // last character that was neither blank nor comment
    for (; i < end; ++i) {
      const char c = text_[i];
      if (quote_ == '"') {
        if (c == '\\') ++i;
        else if (c == '"') quote_ = 0;
        token_start = only_indicators = false;
        last_word = '"';
        continue;
      }
      if (quote_ == '\'') {
        if (c == '\'') {
          if (i + 1 < end && text_[i + 1] == '\'') ++i;
          else quote_ = 0;
        }
        token_start = only_indicators = false;
        last_word = '\'';
        continue;
      }
      if (c == ' ' || c == '\t' || c == '\r') {
        // A dash or a comma inside a plain scalar of a block begins nothing: `note: asked - [see file], (again`.
        if (last_word == ':' || (flow_ > 0 && last_word == ',') ||
            (only_indicators && (last_word == '-' || last_word == '?')))
          token_start = true;
        continue;
      }
      if (c == '#' && (i == 0 || text_[i - 1] == ' ' || text_[i - 1] == '\t' || text_[i - 1] == '\n')) break;
      only_indicators = only_indicators && (c == '-' || c == '?');
      if (token_start && (c == '"' || c == '\'')) {
        quote_ = c;
        continue;
      }
      if ((c == '[' || c == '{') && (token_start || flow_ > 0)) {
        if (++flow_ > max_nesting) return too_deep(i);
        token_start = true;
        last_word = c;
        continue;
      }
      if ((c == ']' || c == '}') && flow_ > 0) {
        if (--flow_ == 0) commas_ = 0;
        last_word = c;
        token_start = false;
        continue;
      }
      if (flow_ > 0 && c == ',' &&
          ++commas_ > max_commas)  // yaml-cpp holds a flow collection as tokens until it closes
        return Problem{"DOC005",
                       place_of(text_, i, first_line_),
                       fmt::format("more than {} values between brackets", max_commas),
                       {},
                       false};
      if (flow_ > 0 && (c == ',' || c == ':')) {
        last_word = c;
        token_start = true;
        continue;
      }
      if (token_start && flow_ == 0 && (c == '|' || c == '>')) {
        in_block_scalar_ = true;
        block_indent_ = line_indent_;
        break;
      }
      last_word = c;
      token_start = token_start && (c == '-' || c == '?');
    }
    return next(end);
  }

  std::optional<Problem> next(std::size_t end) {
    at_ = end + 1;
    return std::nullopt;
  }
  [[nodiscard]] std::optional<Problem> too_deep(std::size_t at) const {
    return Problem{"DOC005",
                   place_of(text_, at, first_line_),
                   fmt::format("nested deeper than {} levels", max_nesting),
                   {},
                   false};
  }

  std::string_view text_;
  std::uint32_t first_line_;
  static constexpr std::size_t max_commas = 200'000;
  std::size_t at_ = 0;
  std::size_t commas_ = 0;
  char quote_ = 0;
  int flow_ = 0;
  std::vector<std::size_t> indents_;
  std::size_t line_indent_ = 0;
  bool in_block_scalar_ = false;
  std::size_t block_indent_ = 0;
};

bool marks_document(std::string_view line, std::string_view marker) {
  if (line.empty() || line.front() != marker.front() || !line.starts_with(marker)) return false;
  return line.size() == marker.size() || line[marker.size()] == ' ' || line[marker.size()] == '\t' ||
         line[marker.size()] == '\r';
}

bool only_comments(std::string_view text) {
  for (std::size_t at = 0;;) {
    at = text.find_first_not_of(" \t\r\n", at);
    if (at == std::string_view::npos) return true;
    if (text[at] != '#') return false;
    at = text.find('\n', at);
  }
}

}  // namespace

std::optional<Problem> check_bytes(std::string_view text) {
  if (text.size() > max_file_bytes)
    return Problem{"DOC005",
                   {},
                   fmt::format("the file has {} bytes; at most {} are read", text.size(), max_file_bytes),
                   {},
                   false};
  if (const auto offset = first_invalid_utf8(text))
    return Problem{"DOC004",
                   place_of(text, *offset, 1),
                   fmt::format("byte 0x{:02X} is not valid UTF-8; save the file as UTF-8",
                               static_cast<unsigned char>(text[*offset])),
                   {},
                   false};
  return std::nullopt;
}

std::optional<Problem> check_layout(std::string_view text, std::uint32_t first_line) {
  return LayoutScan(text, first_line).run();
}

std::vector<Slice> split_stream(std::string_view text) {
  std::vector<Slice> slices;
  std::size_t start = 0;
  std::uint32_t start_line = 1;
  std::uint32_t line = 1;
  bool opened = false;  // a `---` began the present slice
  const auto close = [&](std::size_t end) {
    const std::string_view part = text.substr(start, end - start);
    if (opened || !only_comments(part)) slices.push_back({part, start_line});
  };
  for (std::size_t i = 0; i < text.size(); ++line) {
    std::size_t end = text.find('\n', i);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view words = text.substr(i, end - i);
    if (marks_document(words, "---")) {
      const std::string_view before = text.substr(start, i - start);
      // directives and comments before the first `---` belong to the document it opens
      const bool joined = slices.empty() && !opened && (only_comments(before) || before.starts_with('%'));
      if (!joined) {
        close(i);
        start = i;
        start_line = line;
      }
      opened = true;
    } else if (marks_document(words, "...")) {
      close(i);
      opened = false;
      start = std::min(end + 1, text.size());
      start_line = line + 1;
    }
    i = end + 1;
  }
  close(text.size());
  if (slices.empty()) slices.push_back({text, 1});
  return slices;
}

std::vector<Slice> split_ndjson(std::string_view text) {
  std::vector<Slice> slices;
  std::uint32_t line = 1;
  for (std::size_t i = 0; i < text.size(); ++line) {
    std::size_t end = text.find('\n', i);
    if (end == std::string_view::npos) end = text.size();
    std::string_view words = text.substr(i, end - i);
    if (words.ends_with('\r')) words.remove_suffix(1);  // of CRLF
    if (!trim(words).empty()) slices.push_back({words, line});
    i = end + 1;
  }
  if (slices.empty()) slices.push_back({text, 1});
  return slices;
}

}  // namespace probation::document
