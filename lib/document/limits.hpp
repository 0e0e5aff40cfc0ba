// Limits of the file formats, and a cheap look at the bytes that keeps hostile input away from the parser:
// size, UTF-8, nesting, and tabs used as indentation. It accepts everything the formats allow.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "document/problem.hpp"

namespace probation::document {

inline constexpr std::size_t max_file_bytes = std::size_t{64} << 20;
inline constexpr std::size_t max_scalar_bytes = std::size_t{64} << 10;  // of the text after unquoting
inline constexpr int max_nesting = 64;                                  // collections within collections

// DOC004 or DOC005 for the whole file. The text is without its byte order mark.
std::optional<Problem> check_bytes(std::string_view text);

// DOC001 for bytes that other readers take for the end of a line, or that show as nothing: a carriage return that is
// not before a line feed, and any C0 control but tab and line feed, DEL, or C1 control (U+0085 is for the readers, who
// know what is quoted). NUL bytes are among them, and so is UTF-16 without its mark.
std::optional<Problem> check_controls(std::string_view text, std::uint32_t first_line);

// DOC001 (a control, a tab as indentation) or DOC005 (nesting) for one document whose first line is `first_line`.
std::optional<Problem> check_layout(std::string_view text, std::uint32_t first_line);

// One document of a file: its text, and the line of the file on which that text begins.
struct Slice {
  std::string_view text;
  std::uint32_t first_line = 1;
};

// Cuts a YAML stream at its `---` and `...` lines; directives belong to the document behind them. A line that starts
// with one of them followed by a blank or its end cannot lie inside a scalar, so no parser is needed. A file without
// documents gives one empty slice.
std::vector<Slice> split_stream(std::string_view text);
// One document a line, LF or CRLF at its end; blank lines are skipped.
std::vector<Slice> split_ndjson(std::string_view text);

}  // namespace probation::document
