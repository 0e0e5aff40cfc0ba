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

// Where that line begins; nothing where there is none.
std::optional<std::size_t> start_of_line(std::string_view text, std::uint32_t line);

class LineIndex {
 public:
  // `text` is the whole file's; the line that begins at `at` has the number `first_line`.
  LineIndex(std::string_view text, std::size_t at, std::uint32_t first_line)
      : text_(text), first_line_(first_line), starts_{at} {}
  const SharedText& line(std::uint32_t number);
  std::optional<std::size_t> start(std::uint32_t number);  // where it begins in the text

 private:
  std::string_view text_;
  std::uint32_t first_line_;
  std::vector<std::size_t> starts_;  // of the lines found so far, from the first on
  std::unordered_map<std::uint32_t, SharedText> shown_;
};

}  // namespace probation::document
