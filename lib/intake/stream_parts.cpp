#include "intake/stream_parts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/text_digest.hpp"
#include "document/limits.hpp"
#include "intake/compressed.hpp"
#include "intake/read_documents.hpp"

namespace probation::intake {
namespace {

constexpr std::size_t part_bytes = std::size_t{256} << 10;
constexpr std::size_t part_documents = 512;

// `---`, `{}`: no document of ours is so short.
bool is_empty(const document::Slice& slice) { return trim(slice.text).size() < 12; }

}  // namespace

// Counts and digests the bytes as they are stored.
class StreamParts::Counting : public ByteSource {
 public:
  explicit Counting(std::unique_ptr<ByteSource> stored) : stored_(std::move(stored)) {}
  bool next(std::string& chunk) override {
    if (!stored_->next(chunk)) return false;
    digest_.add(chunk);
    bytes += static_cast<std::int64_t>(chunk.size());
    return true;
  }
  [[nodiscard]] std::string digest() const { return digest_.hex(); }
  std::int64_t bytes = 0;

 private:
  std::unique_ptr<ByteSource> stored_;
  TextDigest digest_;
};

StreamParts::StreamParts(World& world, std::string path) : path_(std::move(path)) {
  const bool is_packed = !name_inside(path_).empty();
  try {
    auto counting = std::make_unique<Counting>(world.open(path_));
    counting_ = counting.get();
    if (is_packed) bytes_ = unpacking(path_, std::move(counting));
    else bytes_ = std::move(counting);
  } catch (const WorldFailure& failure) {
    failure_ = failure.why();
    at_end_ = true;
  }
  if (is_packed) at_ = -1;
}

StreamParts::~StreamParts() = default;

bool StreamParts::read_more() {
  if (at_end_) return false;
  try {
    std::string chunk;
    if (bytes_->next(chunk)) {
      held_ += chunk;
      return true;
    }
  } catch (const WorldFailure& failure) {
    failure_ = failure.why();
  }
  at_end_ = true;
  return false;
}

void StreamParts::finish(StreamPart& part) {
  part.is_last = true;
  part.failure = failure_;
  if (counting_ != nullptr) {
    part.digest = counting_->digest();
    part.stored_bytes = counting_->bytes;
  }
  is_over_ = true;
}

void StreamParts::begin() {
  is_begun_ = true;
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (held_.starts_with(mark)) {
    held_.erase(0, mark.size());
    if (at_ >= 0) at_ += static_cast<std::int64_t>(mark.size());
  }
  is_ndjson_ = holds_ndjson(path_, held_);
}

std::optional<StreamPart> StreamParts::next() {
  if (is_over_) return std::nullopt;
  StreamPart part;
  part.is_first = !is_begun_;
  std::size_t cut = 0, enough = part_bytes;
  int documents = 0;
  bool is_rest = false;
  while (true) {
    while (held_.size() < enough && read_more()) {
    }
    if (!is_begun_) begin();
    // Never more than `enough`, however much is held: where a stream is cut must not depend on how its bytes come.
    is_rest = at_end_ && held_.size() <= enough;
    std::string_view lines = std::string_view(held_).substr(0, enough);
    if (!is_rest) lines = lines.substr(0, lines.rfind('\n') + 1);  // npos + 1 is 0
    const std::vector<document::Slice> slices =
        is_ndjson_ ? document::split_ndjson(lines) : document::split_stream(lines);
    const std::size_t whole = is_rest || is_ndjson_ ? slices.size() : slices.size() - 1;  // the last one may go on
    for (documents = 0; documents < static_cast<int>(std::min(part_documents, whole)); ++documents) {
      const document::Slice& slice = slices[static_cast<std::size_t>(documents)];
      if (!is_empty(slice) || ++empty_ <= max_documents) continue;
      part.too_many_at = line_ + slice.first_line - 1;
      break;
    }
    const auto next_document = static_cast<std::size_t>(documents);
    cut = next_document < slices.size() ? static_cast<std::size_t>(slices[next_document].text.data() - lines.data())
                                        : lines.size();
    if (cut > 0 || is_rest || part.too_many_at != 0) break;
    part.is_too_large = held_.size() > document::max_file_bytes;
    if (part.is_too_large) break;
    enough *= 2;
  }
  part.first_line = line_;
  part.stored_at = at_;
  part.documents_before = documents_;
  part.is_ndjson = is_ndjson_;
  part.is_last = false;
  part.bytes = held_.substr(0, part.is_too_large ? held_.size() : cut);
  held_.erase(0, part.bytes.size());
  documents_ += documents;
  line_ += static_cast<std::uint32_t>(count_line_ends(part.bytes));
  if (at_ >= 0) at_ += static_cast<std::int64_t>(part.bytes.size());
  const bool is_given_up = part.is_too_large || part.too_many_at != 0;
  while (held_.empty() && !is_given_up && read_more()) {
  }
  if (held_.empty() || is_given_up) finish(part);  // what ends with a line has no empty part behind it
  return part;
}

}  // namespace probation::intake
