#include "document/surrogate_pairs.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace probation::document {
namespace {

constexpr std::uint32_t first_high = 0xD800, first_low = 0xDC00, last_low = 0xDFFF, halves = 0x800;

// The number of `\uXXXX` at `at`.
std::optional<std::uint32_t> escape_at(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  std::uint32_t value = 0;
  const char* end = text.data() + at + 6;
  const auto result = std::from_chars(text.data() + at + 2, end, value, 16);
  return result.ec == std::errc{} && result.ptr == end ? std::optional(value) : std::nullopt;
}

// The character of three bytes at `at`, the only ones that the private use area of the first plane has.
std::optional<std::uint32_t> three_bytes_at(std::string_view text, std::size_t at) {
  if (at + 3 > text.size()) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])); };
  if ((byte(0) & 0xF0U) != 0xE0U) return std::nullopt;
  return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
}

bool uses(std::string_view text, std::uint32_t base) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::optional<std::uint32_t> character;
    if (text[i] == '\\') character = escape_at(text, i);
    else if (static_cast<unsigned char>(text[i]) >= 0xE0) character = three_bytes_at(text, i);
    if (character && *character >= base && *character < base + halves) return true;
  }
  return false;
}

std::string utf8(std::uint32_t c) {
  return {static_cast<char>(0xF0U | c >> 18U), static_cast<char>(0x80U | (c >> 12U & 0x3FU)),
          static_cast<char>(0x80U | (c >> 6U & 0x3FU)), static_cast<char>(0x80U | (c & 0x3FU))};
}

}  // namespace

SurrogatePairs::SurrogatePairs(std::string_view text) : original_(text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[') ||
      text.find("\\u") == std::string_view::npos)
    return;
  for (const std::uint32_t base : {0xE000U, 0xE800U, 0xF000U})
    if (!uses(text, base)) {
      base_ = base;
      break;
    }
  if (base_ == 0) return;
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (!is_quoted || text[i] != '\\') continue;
    const auto high = escape_at(text, i), low = escape_at(text, i + 6);
    if (high && low && *high >= first_high && *high < first_low && *low >= first_low && *low <= last_low) {
      if (!has_any_) changed_ = text;
      has_any_ = true;
      changed_.replace(i, 12,
                       fmt::format("\\u{:04x}\\u{:04x}", base_ + (*high - first_high), base_ + (*low - first_high)));
      i += 11;
    } else {
      ++i;  // the escaped character
    }
  }
}

std::string SurrogatePairs::joined(const std::string& scalar) const {
  if (!has_any_) return scalar;
  std::string out;
  for (std::size_t i = 0; i < scalar.size();) {
    const auto high = three_bytes_at(scalar, i), low = three_bytes_at(scalar, i + 3);
    if (high && low && *high >= base_ && *high < base_ + 0x400 && *low >= base_ + 0x400 && *low < base_ + halves) {
      out += utf8(0x10000U + ((*high - base_) << 10U) + (*low - base_ - 0x400));
      i += 6;
    } else {
      out += scalar[i++];
    }
  }
  return out;
}

}  // namespace probation::document
