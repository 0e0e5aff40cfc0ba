#include "base/safe_text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation {
namespace {

bool turns_or_ends_lines(std::string_view character) {
  return (character >= "\u202A" && character <= "\u202E") || (character >= "\u2066" && character <= "\u2069") ||
         character == "\u200E" || character == "\u200F" || character == "\u061C" || character == "\u2028" ||
         character == "\u2029";
}

unsigned code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(character[i])); };
  if (character.size() == 2) return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
  return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
}

void add_character(std::string& out, std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  const bool c1 = character.size() == 2 && lead == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  if (lead < 0x20 || lead == 0x7F) out += fmt::format("\\x{:02x}", lead);
  else if (c1) out += fmt::format("\\x{:02x}", code_point(character));
  else if (turns_or_ends_lines(character)) out += fmt::format("\\u{:04x}", code_point(character));
  else out += character;
}

// How many characters from `at` on may be shown as they are, one octet each.
std::size_t plain_from(std::string_view text, std::size_t at, std::size_t end, Kept kept) {
  const std::size_t begin = at;
  for (; at < end; ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if ((c >= 0x20 && c < 0x7F) || (c == '\t' && kept != Kept::nothing)) continue;
    if (kept != Kept::tabs_and_lines) break;
    if (c != '\n' && !(c == '\r' && at + 1 < text.size() && text[at + 1] == '\n')) break;
  }
  return at - begin;
}

}  // namespace

std::string safe_text(std::string_view text, Kept kept) {
  if (plain_from(text, 0, text.size(), kept) == text.size()) return std::string(text);
  std::string out;
  while (!text.empty()) {
    const std::size_t bad = first_invalid_utf8(text).value_or(text.size());
    for (std::size_t i = 0; i < bad;) {
      const std::size_t plain = plain_from(text, i, bad, kept);
      out += text.substr(i, plain);
      i += plain;
      if (i == bad) break;
      const auto lead = static_cast<unsigned char>(text[i]);
      const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      add_character(out, text.substr(i, size));
      i += size;
    }
    text.remove_prefix(bad);
    if (text.empty()) break;
    out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text.front()));
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace probation
