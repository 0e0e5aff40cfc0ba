// JSON writes a character beyond the first plane as two escapes, \ud83d\ude00 (RFC 8259 section 7), which YAML does not
// know. The text is handed to a YAML parser with each half as an escape of the same length, and joined again
// afterwards. A lone half stays what it is, and is refused by the parser.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace probation::document {

class SurrogatePairs {
 public:
  // `text` must outlive it.
  explicit SurrogatePairs(std::string_view text);
  [[nodiscard]] std::string_view text() const { return has_any_ ? std::string_view(changed_) : original_; }
  // A scalar as the parser gave it, its halves joined to the characters they mean.
  [[nodiscard]] std::string joined(const std::string& scalar) const;

 private:
  std::string_view original_;
  std::string changed_;
  bool has_any_ = false;
  std::uint32_t base_ = 0;  // first of 2,048 characters for private use that the text itself has not
};

}  // namespace probation::document
