// Digests by which two runs tell whether they had the same before them.
#pragma once
#include <string>
#include <string_view>

#include "base/text_digest.hpp"
#include "intake/world.hpp"

namespace probation::tools {

std::string digest_of_text(std::string_view text);  // lower-case hex
// The same of a text that need not be held.
class FramedDigest {
 public:
  FramedDigest() { framed_.add("text\n"); }
  void add(std::string_view text) { framed_.add(text); }
  [[nodiscard]] std::string hex();  // once, at the end

 private:
  TextDigest framed_;  // as rules::fingerprint puts its parts together
};
// Of a file's bytes, or of every file of a folder; empty where no path is given. What cannot be read has a digest too.
std::string digest_of_path(intake::World& world, const std::string& path);

}  // namespace probation::tools
