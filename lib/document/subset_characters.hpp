// What a character may begin or end in the canonical layout, and what the subset reader leaves to others at sight.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace probation::document {

enum Class : std::uint8_t {
  of_key = 1,  // may stand in an unquoted key
  starts_key = 2,
  starts_plain = 4,  // may be the first of an unquoted value
  ends_plain = 8,    // needs a look in an unquoted value of a block
  ends_flow = 16,    // needs a look in an unquoted value between brackets
};

inline constexpr std::array<std::uint8_t, 256> classes = [] {
  std::array<std::uint8_t, 256> table{};
  const auto mark = [&](std::string_view characters, int bits) {
    for (const char c : characters)
      table[static_cast<unsigned char>(c)] = static_cast<std::uint8_t>(table[static_cast<unsigned char>(c)] | bits);
  };
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", of_key | starts_key | starts_plain);
  mark("-./", of_key);
  mark("(+./~$;^)=<\\", starts_plain);
  for (std::size_t c = 0x80; c < 0x100; ++c) table[c] = starts_plain;
  mark("\n:#", ends_plain | ends_flow);
  mark(",[]{}?", ends_flow);
  return table;
}();

constexpr bool is(char c, Class what) { return (classes[static_cast<unsigned char>(c)] & what) != 0; }

inline bool says_null(std::string_view text) {
  if (text.size() == 1) return text.front() == '~';
  // Every other key has four letters; its first tells it from these.
  return text.size() == 4 && (text.front() == 'n' || text.front() == 'N') &&
         (text == "null" || text == "Null" || text == "NULL");
}

// What makes readers of YAML differ: control characters (tabs, carriage returns, NUL), and the characters that some
// take for breaks, blanks or marks of byte order. `ascii` is false where anything above ASCII stands.
inline bool is_unusual(std::string_view text, bool& ascii) {
  constexpr std::uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
  ascii = true;
  std::size_t i = 0;
  const auto one = [&](std::size_t k) {
    const auto c = static_cast<unsigned char>(text[k]);
    if (c < 0x20) return c != '\n';
    if (c < 0x7F) return false;
    ascii = false;
    const auto next = k + 1 < text.size() ? static_cast<unsigned char>(text[k + 1]) : 0U;
    const auto third = k + 2 < text.size() ? static_cast<unsigned char>(text[k + 2]) : 0U;
    if (c == 0x7F || (c == 0xC2 && next <= 0xA0)) return true;                       // C1 controls, NEL, no-break space
    if (c == 0xE2 && next == 0x80 && (third == 0xA8 || third == 0xA9)) return true;  // line and paragraph separators
    return c == 0xEF && (next == 0xBB || next == 0xBF);                              // U+FEFF, non-characters
  };
#ifdef __SSE2__
  const __m128i lowest = _mm_set1_epi8(0x20), highest = _mm_set1_epi8(0x7E), newline = _mm_set1_epi8('\n');
  // Compared with a sign: what is beyond ASCII is below all of it.
  const auto odd_at = [&](std::size_t k) {
    const __m128i word = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + k));
    return _mm_or_si128(_mm_andnot_si128(_mm_cmpeq_epi8(word, newline), _mm_cmplt_epi8(word, lowest)),
                        _mm_cmpgt_epi8(word, highest));
  };
  constexpr std::size_t step = 64;
  for (; i + step <= text.size(); i += step) {
    const __m128i odd =
        _mm_or_si128(_mm_or_si128(odd_at(i), odd_at(i + 16)), _mm_or_si128(odd_at(i + 32), odd_at(i + 48)));
    if (_mm_movemask_epi8(odd) == 0) continue;
    for (std::size_t k = i; k < i + step; ++k)
      if (one(k)) return true;
  }
#endif
  while (i + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    // a byte below 0x20, above 0x7E
    const std::uint64_t low = (word - ones * 0x20U) & ~word & highs;
    const std::uint64_t high = (word | (word + ones)) & highs;
    if ((low | high) != 0)
      for (std::size_t k = i; k < i + 8; ++k)
        if (one(k)) return true;
    i += 8;
  }
  for (; i < text.size(); ++i)
    if (one(i)) return true;
  return false;
}

}  // namespace probation::document
