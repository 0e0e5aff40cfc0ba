// Patterns of names as gitignore(5) reads them, byte for byte, with one difference from git: `**` beside other
// characters of a step is `*`, as that page says. Matching takes time linear in pattern and name.
#pragma once
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace probation::intake {

class Pattern {
 public:
  // One pattern as it stands: no comment, nothing trimmed.
  explicit Pattern(std::string_view written);

  [[nodiscard]] bool brings_back() const { return brings_back_; }  // `!`
  // Whether this pattern says something of `path`, which is relative to the pattern's anchor and has no `.` or `..`.
  [[nodiscard]] bool matches(std::string_view path, bool is_folder) const;

 private:
  struct Token {
    enum class Kind : std::uint8_t { byte, one, set, star, all, nothing_or } kind;
    unsigned char byte = 0;
    std::size_t set = 0;  // index of `sets_`
  };
  void compile(std::string_view words);
  std::size_t compile_stars(std::string_view words, std::size_t at);
  std::size_t compile_set(std::string_view words, std::size_t at);
  [[nodiscard]] bool run(std::string_view text) const;

  std::vector<Token> tokens_;
  std::vector<std::bitset<256>> sets_;
  bool brings_back_ = false, only_folders_ = false, any_level_ = false, never_ = false;
};

// The patterns of an ignore file, with their lines (from 1): comments and empty lines left out, blanks at the end
// dropped, CRLF and a byte order mark allowed.
struct PatternLine {
  std::string text;
  std::int64_t line = 0;
};
std::vector<PatternLine> pattern_lines(std::string_view file);

}  // namespace probation::intake
