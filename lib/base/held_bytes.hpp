// Bytes that are all there, given as a source gives them: in one piece. They are another's, and stay.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "base/byte_source.hpp"

namespace probation {

class HeldBytes : public ByteSource {
 public:
  explicit HeldBytes(std::string_view bytes) : bytes_(bytes) {}
  bool next(std::string& chunk) override {
    chunk = std::exchange(bytes_, {});
    return !chunk.empty();
  }

 private:
  std::string_view bytes_;
};

}  // namespace probation
