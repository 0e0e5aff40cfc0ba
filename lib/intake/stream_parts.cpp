#include "intake/stream_parts.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

#include "base/text.hpp"
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
  explicit Counting(std::unique_ptr<ByteSource> stored) : stored_(std::move(stored)) { XXH3_64bits_reset(state_); }
  ~Counting() override { XXH3_freeState(state_); }
  bool next(std::string& chunk) override {
    if (!stored_->next(chunk)) return false;
    XXH3_64bits_update(state_, chunk.data(), chunk.size());
    bytes += static_cast<std::int64_t>(chunk.size());
    return true;
  }
  [[nodiscard]] std::string digest() const { return fmt::format("{:016x}", XXH3_64bits_digest(state_)); }
  std::int64_t bytes = 0;

 private:
  std::unique_ptr<ByteSource> stored_;
  XXH3_state_t* state_ = XXH3_createState();
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

std::optional<StreamPart> StreamParts::next() {
  if (is_over_) return std::nullopt;
  StreamPart part;
  part.is_first = !is_begun_;
  std::size_t cut = 0, enough = part_bytes;
  int documents = 0;
  while (cut == 0) {
    while (held_.size() < enough && read_more()) {
    }
    if (!is_begun_) {
      is_begun_ = true;
      constexpr std::string_view mark = "\xEF\xBB\xBF";
      if (held_.starts_with(mark)) {
        held_.erase(0, mark.size());
        if (at_ >= 0) at_ += static_cast<std::int64_t>(mark.size());
      }
      is_ndjson_ = holds_ndjson(path_, held_);
    }
    if (at_end_) break;
    const std::string_view lines = std::string_view(held_).substr(0, held_.rfind('\n') + 1);  // npos + 1 is 0
    const std::vector<document::Slice> slices =
        is_ndjson_ ? document::split_ndjson(lines) : document::split_stream(lines);
    const std::size_t whole = std::min(part_documents, is_ndjson_ ? slices.size() : slices.size() - 1);
    for (documents = 0; documents < static_cast<int>(whole) && part.too_many_at == 0; ++documents) {
      const document::Slice& slice = slices[static_cast<std::size_t>(documents)];
      if (is_empty(slice) && ++empty_ > max_documents) part.too_many_at = line_ + slice.first_line - 1;
    }
    if (part.too_many_at != 0) --documents;
    const auto next_document = static_cast<std::size_t>(documents);  // the last one of YAML may go on
    cut = next_document < slices.size() ? static_cast<std::size_t>(slices[next_document].text.data() - lines.data())
                                        : lines.size();
    if (cut == 0 && held_.size() > document::max_file_bytes) {
      part.is_too_large = true;
      break;
    }
    enough = held_.size() * 2;
  }
  part.first_line = line_;
  part.stored_at = at_;
  part.documents_before = documents_;
  part.is_ndjson = is_ndjson_;
  part.is_last = false;
  if (cut == 0) {
    part.bytes = std::move(held_);
    finish(part);
    return part;
  }
  part.bytes = held_.substr(0, cut);
  held_.erase(0, cut);
  documents_ += documents;
  line_ += static_cast<std::uint32_t>(std::count(part.bytes.begin(), part.bytes.end(), '\n'));
  if (at_ >= 0) at_ += static_cast<std::int64_t>(cut);
  while (held_.empty() && part.too_many_at == 0 && read_more()) {
  }
  if (held_.empty() || part.too_many_at != 0) finish(part);  // what ends with a line has no empty part behind it
  return part;
}

}  // namespace probation::intake
