#include "intake/compressed.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.hpp"
#include "document/limits.hpp"

namespace probation::intake {
namespace {

constexpr std::array<std::string_view, 2> endings{".gz", ".zst"};
constexpr std::size_t enough = document::max_file_bytes + 5;  // a little input may hold more than any memory
constexpr std::size_t step = std::size_t{1} << 16;

/// Whether `bytes` are whole; what they hold is appended to `out`, up to a little more than any file may hold.
bool from_gzip(std::string_view bytes, std::string& out) {
  z_stream stream{};
  constexpr int gzip_alone = 15 + 16;
  if (inflateInit2(&stream, gzip_alone) != Z_OK) return false;
  const std::unique_ptr<z_stream, int (*)(z_stream*)> ends(&stream, ::inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), enough));
  std::string buffer(step, '\0');
  while (out.size() < enough) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int answer = ::inflate(&stream, Z_NO_FLUSH);
    if (answer != Z_OK && answer != Z_STREAM_END) return false;
    out.append(buffer, 0, buffer.size() - stream.avail_out);
    if (answer != Z_STREAM_END) continue;
    if (stream.avail_in == 0) return true;
    if (::inflateReset(&stream) != Z_OK) return false;  // a further member follows
  }
  return true;
}

bool from_zstd(std::string_view bytes, std::string& out) {
  const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ::ZSTD_freeDCtx);
  if (!context) return false;
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::string buffer(step, '\0');
  std::size_t wants = 1;  // 0: a frame has ended
  while (out.size() < enough) {
    ZSTD_outBuffer into{buffer.data(), buffer.size(), 0};
    const std::size_t before = in.pos;
    wants = ::ZSTD_decompressStream(context.get(), &into, &in);
    if (::ZSTD_isError(wants) != 0) return false;
    out.append(buffer, 0, into.pos);
    if (in.pos == in.size && into.pos < into.size) return wants == 0 && !bytes.empty();
    if (in.pos == before && into.pos == 0) return false;
  }
  return true;
}

}  // namespace

std::span<const std::string_view> compressed_endings() { return endings; }

std::string_view name_inside(std::string_view path) {
  const std::string low = lower_case(path);
  for (const std::string_view ending : endings)
    if (low.ends_with(ending) && low.size() > ending.size()) return path.substr(0, path.size() - ending.size());
  return {};
}

std::optional<std::string> unpacked(std::string_view path, std::string_view bytes) {
  std::string out;
  const bool whole = lower_case(path).ends_with(".gz") ? from_gzip(bytes, out) : from_zstd(bytes, out);
  if (!whole) return std::nullopt;
  return out;
}

}  // namespace probation::intake
