#include "document/lexer.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"

namespace probation::document {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// Knows where brackets and indentation are structure: quotes, comments, block scalars, and brackets inside plain
// scalars are none.
class LayoutScan {
 public:
  LayoutScan(std::string_view text, std::uint32_t first_line) : text_(text), first_line_(first_line) {}

  LayoutAnswer run() {
    while (at_ < text_.size() && !answer_.problem) line();
    return std::move(answer_);
  }

 private:
  void line() {
    const std::size_t start = at_;
    const std::size_t end = end_of_line(text_, start);
    std::size_t i = start;
    while (i < end && text_[i] == ' ') ++i;
    const std::size_t indent = i - start;
    std::size_t content = i;
    while (content < end && blank(text_[content])) ++content;
    const bool is_blank = content == end;
    if (in_block_scalar_) {
      if (is_blank || indent > block_indent_) {
        at_ = end + 1;
        return;
      }
      in_block_scalar_ = false;
    }
    if (!is_blank && text_[content] != '#') {
      if (flow_ > 0) note_flow_line(text_[content], content - start);
      else if (!note_block_line(content, indent, end, content > i)) return;
    }
    scan(content, end);
  }

  void note_flow_line(char first, std::size_t indent) {
    if (indent > flow_indent_ || flow_is_root_) return;
    const bool closes = first == ']' || first == '}';
    (closes && indent == flow_indent_ ? answer_.closes_at_margin : answer_.flow_at_margin) = true;
  }

  bool note_block_line(std::size_t content, std::size_t indent, std::size_t end, bool after_tab) {
    if (after_tab) {  // something other than spaces lies before the first word
      refuse("DOC001", content - 1, "a tab is used as indentation; use spaces");
      return false;
    }
    while (!indents_.empty() && indents_.back() >= indent) indents_.pop_back();
    indents_.push_back(indent);
    std::size_t dashes = 0;  // `- - - x` opens a list for each dash
    for (std::size_t k = content; k + 1 < end && text_[k] == '-' && text_[k + 1] == ' '; k += 2) ++dashes;
    if (indents_.size() > max_nesting + 1 || dashes > max_nesting) {
      too_deep(content);
      return false;
    }
    line_indent_ = indent;
    return true;
  }

  // From a word of a line to the end of the line, or of the one on which a quote that begins on it is closed.
  void scan(std::size_t i, std::size_t end) {
    bool token_start = true;
    bool only_indicators = true;  // so far on the line
    char last_word = 0;           // last character that was neither blank nor comment
    for (; i < end; ++i) {
      const char c = text_[i];
      if (blank(c)) {
        // A dash or a comma inside a plain scalar of a block begins nothing: `note: asked - [see file], (again`.
        if (last_word == ':' || (flow_ > 0 && last_word == ',') ||
            (only_indicators && (last_word == '-' || last_word == '?')))
          token_start = true;
        continue;
      }
      if (c == '#' && begins_comment(text_, i)) break;
      only_indicators = only_indicators && (c == '-' || c == '?');
      if (token_start && (c == '"' || c == '\'')) {
        const std::size_t behind = end_of_quotes(text_, i);
        if (behind == std::string_view::npos) {  // for the judge to say
          at_ = text_.size();
          return;
        }
        i = behind - 1;
        if (i >= end) end = end_of_line(text_, i);
        token_start = only_indicators = false;
        last_word = c;
        continue;
      }
      if (structure(c, i, token_start)) {
        if (answer_.problem) return;
        last_word = c;
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
    at_ = end + 1;
  }

  // Whether the character is structure of a flow collection.
  bool structure(char c, std::size_t i, bool& token_start) {
    if ((c == '[' || c == '{') && (token_start || flow_ > 0)) {
      if (flow_ == 0) {
        flow_indent_ = line_indent_;
        flow_is_root_ = indents_.size() == 1 && i == line_start_of(i) + line_indent_;
      }
      if (++flow_ > max_nesting) too_deep(i);
      token_start = true;
      return true;
    }
    if (flow_ == 0) return false;
    if (c == ']' || c == '}') {
      if (--flow_ == 0) commas_ = 0;
      token_start = false;
      return true;
    }
    if (c == ',' && ++commas_ > max_commas)  // readers hold a flow collection as tokens until it closes
      refuse("DOC005", i, fmt::format("more than {} values between brackets", max_commas));
    if (c != ',' && c != ':') return false;
    token_start = true;
    return true;
  }

  [[nodiscard]] std::size_t line_start_of(std::size_t i) const {
    const std::size_t before = i == 0 ? std::string_view::npos : text_.rfind('\n', i - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  void refuse(const char* rule, std::size_t at, std::string message) {
    answer_.problem = Problem{rule, place_of(text_, at, first_line_), std::move(message), {}, false};
  }
  void too_deep(std::size_t at) { refuse("DOC005", at, fmt::format("nested deeper than {} levels", max_nesting)); }

  std::string_view text_;
  std::uint32_t first_line_;
  static constexpr std::size_t max_commas = 200'000;
  std::size_t at_ = 0;
  std::size_t commas_ = 0;
  int flow_ = 0;
  std::size_t flow_indent_ = 0;  // of the line with the outermost bracket
  bool flow_is_root_ = false;
  std::vector<std::size_t> indents_;
  std::size_t line_indent_ = 0;
  bool in_block_scalar_ = false;
  std::size_t block_indent_ = 0;
  LayoutAnswer answer_;
};

}  // namespace

std::size_t end_of_quotes(std::string_view text, std::size_t open) {
  const char quote = text[open];
  for (std::size_t i = open + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != '\'') return i + 1;
      ++i;
    }
  }
  return std::string_view::npos;
}

bool begins_comment(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '\n';
}

std::size_t end_of_line(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

std::optional<FlowEnd> flow_end(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  bool token_start = true;
  FlowEnd end{0, open + 1, false, false};
  for (std::size_t i = open; i < text.size(); ++i) {
    const char c = text[i];
    if (blank(c) || c == '\n') continue;
    if (c == '#' && begins_comment(text, i)) {
      end.comment_after = true;
      i = end_of_line(text, i);
      continue;
    }
    if ((c == ']' || c == '}') && --depth == 0) {
      end.close = i;
      return end;
    }
    end.comment_after = false;
    end.trailing_comma = c == ',' && depth == 1;
    if (c == '[' || c == '{') ++depth;
    if (token_start && (c == '"' || c == '\'')) {
      const std::size_t behind = end_of_quotes(text, i);
      if (behind == std::string_view::npos) return std::nullopt;
      i = behind - 1;
    }
    token_start = c == '[' || c == '{' || c == ',' || c == ':';
    end.last = i + 1;
  }
  return std::nullopt;
}

Place place_of(std::string_view text, std::size_t offset, std::uint32_t first_line) {
  const auto line = static_cast<std::uint32_t>(count_line_ends(text.substr(0, offset)));
  const std::size_t start = offset == 0 ? 0 : text.rfind('\n', offset - 1);
  const std::size_t from = start == std::string_view::npos || offset == 0 ? 0 : start + 1;
  return {first_line + line, static_cast<std::uint32_t>(count_characters(text.substr(from, offset - from))) + 1, 0};
}

LayoutAnswer scan_layout(std::string_view text, std::uint32_t first_line) { return LayoutScan(text, first_line).run(); }

}  // namespace probation::document
