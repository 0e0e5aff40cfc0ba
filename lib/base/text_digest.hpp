// The digest by which two runs tell whether they had the same text before them: XXH3 of 64 bits, 16 lower-case hex
// digits. It finds a difference; it proves nothing against somebody who wants two texts to look the same
// (base/digest.hpp does).
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace probation {

std::string text_digest(std::string_view text);

// The same of a text that need not be held.
class TextDigest {
 public:
  TextDigest();
  void add(std::string_view text);
  [[nodiscard]] std::string hex() const;  // of what was added so far

 private:
  struct Held;
  struct Ends {
    void operator()(Held* state) const;
  };
  std::unique_ptr<Held, Ends> state_;
};

}  // namespace probation
