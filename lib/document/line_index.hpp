// The lines of one document by number, each found once and shared by all that show it: an excerpt costs no search
// from the start of the file.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/shared_text.hpp"

namespace probation::document {

// The line `line` of a text whose first line is 1, without its end; empty where there is none.
std::string_view line_of(std::string_view text, std::uint32_t line);

// So many characters further on in the line, or its end.
std::size_t after_characters(std::string_view text, std::size_t from, std::uint32_t characters);

// Where that line begins; nothing where there is none.
std::optional<std::size_t> start_of_line(std::string_view text, std::uint32_t line);

class LineIndex {
 public:
  // `text` is the whole file's; the line that begins at `at` has the number `first_line`.
  LineIndex(std::string_view text, std::size_t at, std::uint32_t first_line)
      : text_(text), first_line_(first_line), starts_{at} {}
  const SharedText& line(std::uint32_t number);
  std::optional<std::size_t> start(std::uint32_t number);  // where it begins in the text
  // Where the character in that column (from 1) begins, or the line ends before it. Nothing: there is no such line.
  std::optional<std::size_t> at(std::uint32_t number, std::uint32_t column);

 private:
  std::string_view text_;
  std::uint32_t first_line_;
  std::vector<std::size_t> starts_;  // of the lines found so far, from the first on
  std::unordered_map<std::uint32_t, SharedText> shown_;
  // Of the long line asked last, where every so manieth column begins: a case on one line has a place in it for each
  // finding.
  std::uint32_t long_line_ = 0;
  std::vector<std::size_t> columns_;
};

}  // namespace probation::document
