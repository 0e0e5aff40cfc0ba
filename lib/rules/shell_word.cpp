#include "rules/shell_word.hpp"

#include <fmt/format.h>

#include "base/safe_text.hpp"

namespace probation::rules {
namespace {

// What cannot stand in a line as it is: by its octets, so that the line is one and can be shown, copied and pasted.
std::string by_octets(std::string_view text) {
  // A shell takes line ends from the end of what a command prints; the shells that know $'' then have to do.
  const bool ends_line = text.ends_with('\n');
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20 || octet >= 0x7F || c == '\'' || c == '\\') out += fmt::format("\\{:03o}", octet);
    else if (c == '%' && !ends_line) out += "%%";
    else out += c;
  }
  return ends_line ? "$'" + out + "'" : "\"$(printf '" + out + "')\"";
}

}  // namespace

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/=,:+@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string(text);
  if (safe_text(text) != text) return by_octets(text);
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += "'\\''";
    else out += c;
  }
  return out + "'";
}

std::string shell_path(std::string_view path) {
  return shell_word(path.starts_with('-') && path != "-" ? "./" + std::string(path) : std::string(path));
}

}  // namespace probation::rules
