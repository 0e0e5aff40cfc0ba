// Digests by which two runs tell whether they had the same before them.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "intake/world.hpp"

namespace probation::tools {

std::string digest_of_text(std::string_view text);  // lower-case hex
// The same of a text that need not be held.
class TextDigest {
 public:
  TextDigest();
  void add(std::string_view text);
  [[nodiscard]] std::string hex();  // once, at the end

 private:
  struct State;
  struct Ends {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Ends> state_;
};
// Of a file's bytes, or of every file of a folder; empty where no path is given. What cannot be read has a digest too.
std::string digest_of_path(intake::World& world, const std::string& path);

}  // namespace probation::tools
