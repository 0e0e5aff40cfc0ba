#include "base/digest.hpp"

#include <array>
#include <span>

#include <fmt/format.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>

#include "base/late_library.hpp"
#include "base/sight.hpp"

namespace probation {
namespace {

struct Nettle {
  LateLibrary library{late::nettle};
  PROBATION_LATE(nettle_sha256_init);
  PROBATION_LATE(nettle_sha256_update);
  PROBATION_LATE(nettle_sha256_digest);
  PROBATION_LATE(nettle_hmac_sha256_set_key);
  PROBATION_LATE(nettle_hmac_sha256_update);
  PROBATION_LATE(nettle_hmac_sha256_digest);
};
const Nettle& nettle() {
  static const Nettle loaded;
  return loaded;
}

const std::uint8_t* octets(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

std::string hexadecimal(std::span<const std::uint8_t> digest) {
  std::string text;
  for (const std::uint8_t byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
  sha256_ctx context;
  nettle().nettle_sha256_init(&context);
  nettle().nettle_sha256_update(&context, bytes.size(), octets(bytes));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  nettle().nettle_sha256_digest(&context, digest.size(), digest.data());
  return "sha256:" + hexadecimal(digest);
}

std::string keyed_code(std::string_view key, std::string_view code) {
  hmac_sha256_ctx context;
  std::array<std::uint8_t, 8> digest{};
  nettle().nettle_hmac_sha256_set_key(&context, key.size(), octets(key));
  nettle().nettle_hmac_sha256_update(&context, code.size(), octets(code));
  nettle().nettle_hmac_sha256_digest(&context, digest.size(), digest.data());
  return hexadecimal(digest);
}

}  // namespace probation
