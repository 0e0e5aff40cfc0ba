// The lines of one document by number, each found once and shared by all that show it: an excerpt costs no search
// from the start of the file.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/shared_text.hpp"
#include "document/value_extent.hpp"

namespace probation::document {

// So many characters further on in the line, or its end.
std::size_t after_characters(std::string_view text, std::size_t from, std::uint32_t characters);

// Where that line begins; nothing where there is none.
std::optional<std::size_t> start_of_line(std::string_view text, std::uint32_t line);

// A line as it is shown around one of its characters: whole, or of a long one what stands near.
struct LineAround {
  SharedText text;
  std::uint32_t skipped = 0;  // characters of the line before `text`
  bool goes_on = false;       // the line does behind it
};

class LineIndex {
 public:
  // `text` is the whole file's; the line that begins at `at` has the number `first_line`.
  LineIndex(std::string_view text, std::size_t at, std::uint32_t first_line)
      : text_(text), first_line_(first_line), starts_{at} {}
  LineAround around(std::uint32_t number, std::uint32_t column);  // empty where there is no such line
  std::optional<std::size_t> start(std::uint32_t number);         // where it begins in the text
  // Where the character in that column (from 1) begins, or the line ends before it. Nothing: there is no such line.
  std::optional<std::size_t> at(std::uint32_t number, std::uint32_t column);
  // The value that begins there. Where many findings are about one long value, its end is looked for once.
  std::optional<ValueExtent> value_at(std::uint32_t number, std::uint32_t column);

 private:
  [[nodiscard]] std::size_t end(std::uint32_t number);  // of a line that is there, without its end

  std::string_view text_;
  std::uint32_t first_line_;
  std::vector<std::size_t> starts_;  // of the lines found so far, from the first on
  bool all_found_ = false;           // there is no line behind the last of them
  std::unordered_map<std::uint32_t, SharedText> shown_;
  // Of the long line asked last, where every so manieth column begins: a case on one line has a place in it for each
  // finding.
  std::uint32_t long_line_ = 0;
  std::vector<std::size_t> columns_;
  std::unordered_map<std::size_t, ValueExtent> long_values_;  // by where they begin
};

}  // namespace probation::document
