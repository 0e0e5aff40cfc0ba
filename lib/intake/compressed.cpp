#include "intake/compressed.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/held_bytes.hpp"
#include "base/late_library.hpp"
#include "base/text.hpp"
#include "document/limits.hpp"
#include "intake/world.hpp"

namespace probation::intake {
namespace {

struct Zlib {
  LateLibrary library{late::zlib};
  PROBATION_LATE(inflate);
  PROBATION_LATE(inflateEnd);
  PROBATION_LATE(inflateInit2_);
  PROBATION_LATE(inflateReset);
};
const Zlib& zlib() {
  static const Zlib loaded;
  return loaded;
}

struct Zstd {
  LateLibrary library{late::zstd};
  PROBATION_LATE(ZSTD_createDCtx);
  PROBATION_LATE(ZSTD_decompressStream);
  PROBATION_LATE(ZSTD_freeDCtx);
  PROBATION_LATE(ZSTD_isError);
};
const Zstd& zstd() {
  static const Zstd loaded;
  return loaded;
}

constexpr std::size_t enough = document::max_file_bytes + 5;  // a little input may hold more than any memory
constexpr std::size_t step = std::size_t{1} << 16;

[[noreturn]] void throw_damaged(const std::string& path) {
  throw WorldFailure(path, "damaged, or cut short: it cannot be unpacked");
}

class Unpacking : public ByteSource {
 public:
  Unpacking(std::string path, std::unique_ptr<ByteSource> stored)
      : path_(std::move(path)), stored_(std::move(stored)) {}

 protected:
  // What is left of the stored bytes, more of them where nothing is; empty at the end.
  std::string_view held() {
    while (at_ == held_.size() && is_more_) {
      at_ = 0;
      held_.clear();
      is_more_ = stored_->next(held_);
    }
    return std::string_view(held_).substr(at_);
  }
  void used(std::size_t bytes) { at_ += bytes; }
  std::string path_;

 private:
  std::unique_ptr<ByteSource> stored_;
  std::string held_;
  std::size_t at_ = 0;
  bool is_more_ = true;
};

class FromGzip : public Unpacking {
 public:
  using Unpacking::Unpacking;
  ~FromGzip() override {
    if (is_begun_) zlib().inflateEnd(&stream_);
  }
  bool next(std::string& chunk) override {
    chunk.clear();
    while (chunk.empty()) {
      const std::string_view in = held();
      if (in.empty()) {
        if (is_within_ || !is_begun_) throw_damaged(path_);
        return false;
      }
      constexpr int gzip_alone = 15 + 16;
      if (!is_begun_ && zlib().inflateInit2_(&stream_, gzip_alone, ZLIB_VERSION, sizeof(z_stream)) != Z_OK)
        throw_damaged(path_);
      if (is_begun_ && !is_within_ && zlib().inflateReset(&stream_) != Z_OK) throw_damaged(path_);
      is_begun_ = is_within_ = true;
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
      stream_.avail_in = static_cast<uInt>(in.size());
      chunk.resize(step);
      stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
      stream_.avail_out = static_cast<uInt>(chunk.size());
      const int answer = zlib().inflate(&stream_, Z_NO_FLUSH);
      if (answer != Z_OK && answer != Z_STREAM_END) throw_damaged(path_);
      if (answer == Z_STREAM_END) is_within_ = false;  // a further member may follow
      used(in.size() - stream_.avail_in);
      chunk.resize(step - std::min<std::size_t>(stream_.avail_out, step));
    }
    return true;
  }

 private:
  z_stream stream_{};
  bool is_begun_ = false, is_within_ = false;
};

class FromZstd : public Unpacking {
 public:
  using Unpacking::Unpacking;
  bool next(std::string& chunk) override {
    if (!context_) throw_damaged(path_);
    chunk.clear();
    while (chunk.empty()) {
      const std::string_view stored = held();
      if (stored.empty() && wants_ != 0) throw_damaged(path_);
      if (stored.empty()) return false;
      ZSTD_inBuffer in{stored.data(), stored.size(), 0};
      chunk.resize(step);
      ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
      wants_ = zstd().ZSTD_decompressStream(context_.get(), &out, &in);
      if (zstd().ZSTD_isError(wants_) != 0) throw_damaged(path_);
      used(in.pos);
      chunk.resize(out.pos);
    }
    return true;
  }

 private:
  std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context_{zstd().ZSTD_createDCtx(), zstd().ZSTD_freeDCtx};
  std::size_t wants_ = 1;  // 0: a frame has ended
};

}  // namespace

std::unique_ptr<ByteSource> unpacking(const std::string& path, std::unique_ptr<ByteSource> stored) {
  if (lower_case(path).ends_with(".gz")) return std::make_unique<FromGzip>(path, std::move(stored));
  return std::make_unique<FromZstd>(path, std::move(stored));
}

std::optional<std::string> unpacked(std::string_view path, std::string_view bytes) {
  const auto source = unpacking(std::string(path), std::make_unique<HeldBytes>(bytes));
  std::string out, chunk;
  try {
    while (out.size() < enough && source->next(chunk)) out += chunk;
  } catch (const WorldFailure&) {
    return std::nullopt;
  }
  return out;
}

}  // namespace probation::intake
