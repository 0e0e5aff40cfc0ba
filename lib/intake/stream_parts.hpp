// A stream of documents (YAML or NDJSON, a file or standard input, compressed or not) in parts of whole documents, so
// that it has no limit of its own and many threads can judge it. Where it is cut depends on its bytes alone.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/byte_source.hpp"
#include "intake/world.hpp"

namespace probation::intake {

struct StreamPart {
  std::string bytes;             // without byte order mark
  std::uint32_t first_line = 1;  // of the stream, on which they begin
  std::int64_t stored_at = 0;    // where they begin in the file as stored; -1: it is stored compressed
  int documents_before = 0;      // in the parts before
  bool is_ndjson = false;
  bool is_first = true, is_last = true;
  bool is_too_large = false;  // a document has more bytes than one may have; nothing behind it is read
  // Behind the part, on this line, there are more documents with nothing in them than any stream has; no more is read.
  std::uint32_t too_many_at = 0;
  std::optional<std::string> failure;  // the rest, or all of it, could not be read
  std::string digest;                  // of the whole file as stored, with its last part
  std::int64_t stored_bytes = 0;       // likewise
};

class StreamParts {
 public:
  StreamParts(World& world, std::string path);
  ~StreamParts();
  StreamParts(const StreamParts&) = delete;
  StreamParts& operator=(const StreamParts&) = delete;
  // Never nothing at first: an empty file is one empty part.
  std::optional<StreamPart> next();

 private:
  bool read_more();  // false: the end
  void begin();      // when the first bytes are there
  void finish(StreamPart& part);
  class Counting;
  std::string path_;
  std::unique_ptr<ByteSource> bytes_;
  Counting* counting_ = nullptr;  // in bytes_
  std::optional<std::string> failure_;
  std::string held_;
  bool is_begun_ = false, is_ndjson_ = false, is_over_ = false, at_end_ = false;
  std::uint32_t line_ = 1;
  std::int64_t at_ = 0;
  int documents_ = 0, empty_ = 0;
};

}  // namespace probation::intake
