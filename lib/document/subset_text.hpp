// Where the reader of the canonical layout stands in its text: the line, its indentation, and the place of a letter.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/text.hpp"
#include "document/events.hpp"

namespace probation::document {

class SubsetText {
 protected:
  SubsetText(std::string_view text, std::uint32_t first_line, bool ascii)
      : at_(text.data()),
        end_(text.data() + text.size()),
        line_start_(at_),
        counted_(at_),
        line_(first_line),
        ascii_(ascii) {}

  [[nodiscard]] bool line_ends() const { return at_ == end_ || *at_ == '\n'; }
  [[nodiscard]] bool blank_or_end(const char* p) const { return p == end_ || *p == ' ' || *p == '\n'; }
  void skip_blanks() {
    while (at_ != end_ && *at_ == ' ') ++at_;
  }
  void skip_line() {
    const void* found = std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_));
    at_ = found == nullptr ? end_ : static_cast<const char*>(found);
  }

  // From the beginning of a line to the next word that is not in a comment.
  void first_content() {
    while (true) {
      skip_blanks();
      if (at_ != end_ && *at_ == '#') skip_line();
      if (at_ == end_) {
        at_end_ = true;
        return;
      }
      if (*at_ != '\n') {
        indent_ = static_cast<std::size_t>(at_ - line_start_);
        return;
      }
      next_line();
    }
  }
  void next_line() {
    ++at_;
    ++line_;
    line_start_ = counted_ = at_;
    counted_characters_ = 0;
  }
  // What follows a value on its line is blank or a comment; then on to the next word.
  bool rest_of_line() {
    if (!line_ends()) {
      if (*at_ != ' ') return false;
      skip_blanks();
      if (!line_ends() && *at_ != '#') return false;
    }
    first_content_after_line();
    return true;
  }
  void first_content_after_line() {
    skip_line();
    if (at_ == end_) {
      at_end_ = true;
      return;
    }
    next_line();
    first_content();
  }

  // Asked from left to right of a line.
  Mark mark(const char* place) {
    if (ascii_) return {line_, static_cast<std::uint32_t>(place - line_start_) + 1};
    counted_characters_ +=
        static_cast<std::uint32_t>(count_characters({counted_, static_cast<std::size_t>(place - counted_)}));
    counted_ = place;
    return {line_, counted_characters_ + 1};
  }
  // To where a sink has read on; false where that is here.
  bool moves_to(const Standing& where) {
    if (where.at == at_) return false;
    at_ = where.at;
    line_start_ = counted_ = where.line_start;
    line_ = where.line;
    return true;
  }

  const char* at_;
  const char* end_;
  const char* line_start_;
  const char* counted_;  // characters of the line are counted up to here
  std::uint32_t counted_characters_ = 0;
  std::uint32_t line_;
  bool ascii_;
  bool at_end_ = false;
  std::size_t indent_ = 0;  // of the word at at_, where it is the first of its line
};

}  // namespace probation::document
