#include "base/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace probation {
namespace {

constexpr std::size_t longest_slip = 80;  // what is longer is no slip of a key; and the table below is quadratic
constexpr std::size_t most_edits = 3;

// Optimal string alignment distance of two texts of about the same length; three rows of its table are held.
std::size_t edits(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, longest_slip + most_edits + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.size() > longest_slip) return std::nullopt;
  const std::size_t limit = std::clamp<std::size_t>(word.size() / 3, 1, most_edits);
  std::optional<std::string_view> best;
  std::size_t best_edits = limit + 1;
  for (const std::string_view candidate : known) {
    // As many letters as one has more must be put in.
    const std::size_t apart = std::max(word.size(), candidate.size()) - std::min(word.size(), candidate.size());
    if (apart >= best_edits) continue;
    if (const std::size_t n = edits(word, candidate); n < best_edits) {
      best_edits = n;
      best = candidate;
    }
  }
  if (best) return best;
  for (const std::string_view candidate : known)  // a word cut short, or a part of the right one
    if (word.size() >= 4 && (candidate.starts_with(word) || word.starts_with(candidate))) return candidate;
  return best;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  std::size_t i = 0;
  while (i < bytes.size()) {
#ifdef __SSE2__
    for (; i + 32 <= bytes.size(); i += 32) {  // ASCII, many characters at a time
      const char* from = bytes.data() + i;
      const __m128i first = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
      const __m128i second = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 16));
      if (_mm_movemask_epi8(_mm_or_si128(first, second)) != 0) break;
    }
#endif
    for (std::uint64_t eight = 0; i + 8 <= bytes.size(); i += 8) {  // ASCII, eight characters at a time
      std::memcpy(&eight, bytes.data() + i, 8);
      if ((eight & 0x8080808080808080U) != 0) break;
    }
    if (i == bytes.size()) break;
    const unsigned char lead = at(i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    std::size_t more = 0;
    unsigned char low = 0x80, high = 0xBF;  // allowed range of the second byte
    if (lead >= 0xC2 && lead <= 0xDF) more = 1;
    else if (lead >= 0xE0 && lead <= 0xEF) {
      more = 2;
      if (lead == 0xE0) low = 0xA0;   // shorter forms exist
      if (lead == 0xED) high = 0x9F;  // surrogates
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;  // past U+10FFFF
    } else {
      return i;
    }
    if (i + more >= bytes.size()) return i;
    if (at(i + 1) < low || at(i + 1) > high) return i;
    for (std::size_t k = 2; k <= more; ++k)
      if (at(i + k) < 0x80 || at(i + k) > 0xBF) return i;
    i += more + 1;
  }
  return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  std::size_t count = 0, i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    const std::uint64_t going_on = (eight >> 7) & ~(eight >> 6) & ones;  // a bit for each byte within a character
    count += 8 - static_cast<std::size_t>((going_on * ones) >> 56);
  }
  for (; i < text.size(); ++i) count += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 ? 1U : 0U;
  return count;
}

std::string counted(long long count, std::string_view singular) {
  std::string text = std::to_string(count);
  text.append(1, ' ').append(singular).append(count == 1 ? 0 : 1, 's');
  return text;
}

std::string counted(long long count, std::string_view singular, std::string_view plural) {
  return std::to_string(count).append(1, ' ').append(count == 1 ? singular : plural);
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) text += separator;
    text += part;
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (true) {
    const std::size_t to = text.find(separator, from);
    parts.emplace_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    if (to == std::string_view::npos) return parts;
    from = to + 1;
  }
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::size_t count_line_ends(std::string_view text) {
  std::size_t count = 0;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end; ++at, ++count) {
    at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (at == nullptr) break;
  }
  return count;
}

bool ends_in_any_case(std::string_view text, std::string_view low_ending) {
  if (text.size() < low_ending.size()) return false;
  return std::equal(
      low_ending.begin(), low_ending.end(), text.end() - static_cast<std::ptrdiff_t>(low_ending.size()),
      [](char low, char c) { return low == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c); });
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (std::size_t from = 0;;) {
    const auto at = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                 [](char c) { return c == '&' || c == '<' || c == '>' || c == '"'; });
    const auto end = static_cast<std::size_t>(at - text.begin());
    if (from == 0 && end == text.size()) return std::string(text);  // as nearly every text
    out += text.substr(from, end - from);
    if (end == text.size()) return out;
    out += *at == '&' ? "&amp;" : *at == '<' ? "&lt;" : *at == '>' ? "&gt;" : "&quot;";
    from = end + 1;
  }
}

bool glob_matches(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return path.empty();
  if (pattern.starts_with("**")) {
    const std::string_view rest = pattern.substr(pattern.starts_with("**/") ? 3 : 2);
    for (std::size_t i = 0; i <= path.size(); ++i)
      if (glob_matches(rest, path.substr(i))) return true;
    return false;
  }
  if (pattern.front() == '*') {
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (glob_matches(pattern.substr(1), path.substr(i))) return true;
      if (i < path.size() && path[i] == '/') break;
    }
    return false;
  }
  if (path.empty()) return false;
  if (pattern.front() == '?' ? path.front() != '/' : pattern.front() == path.front())
    return glob_matches(pattern.substr(1), path.substr(1));
  return false;
}

void replace_all(std::string& text, const std::string& word, const std::string& with) {
  if (word.empty()) return;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + with.size()))
    text.replace(at, word.size(), with);
}

}  // namespace probation
