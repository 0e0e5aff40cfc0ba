// Bytes that come in pieces, so that nothing has to be held whole.
#pragma once
#include <string>

namespace probation {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;
  virtual bool next(std::string& chunk) = 0;  // false: the end
};

}  // namespace probation
