// Quotes, comments and brackets of a text that is known to be YAML, or is about to be asked about: the one place that
// follows them character by character, for limits, edits and the canonical layout.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "document/problem.hpp"

namespace probation::document {

// The offset behind the quote that closes the one at `open`; npos where none does.
std::size_t end_of_quotes(std::string_view text, std::size_t open);

// Whether the # at `at` begins a comment, where no quote or text block is open.
bool begins_comment(std::string_view text, std::size_t at);

// The offset of the line feed, or the end of the text.
std::size_t end_of_line(std::string_view text, std::size_t at);

// Line and character of an offset; the first line of the text is `first_line`.
Place place_of(std::string_view text, std::size_t offset, std::uint32_t first_line);

// The inside of a flow collection that begins at `open`.
struct FlowEnd {
  std::size_t close;  // offset of the closing bracket
  std::size_t last;   // end of the last character that is neither blank nor comment; open + 1 where there is none
  bool trailing_comma;
  bool comment_after;  // a comment stands between `last` and `close`
};
std::optional<FlowEnd> flow_end(std::string_view text, std::size_t open);

// One look over a document, line by line.
struct LayoutAnswer {
  std::optional<Problem> problem;  // DOC001: a tab as indentation; DOC005: nested too deep, too many values in brackets
  // A closing bracket begins a line no further in than the line with its opening one, as in `a: [` … `]`: YAML 1.2
  // wants it further in, and nobody writes it so.
  bool closes_at_margin = false;
  // Another line between brackets stands so far out, which is no YAML.
  bool flow_at_margin = false;
};
LayoutAnswer scan_layout(std::string_view text, std::uint32_t first_line);

}  // namespace probation::document
