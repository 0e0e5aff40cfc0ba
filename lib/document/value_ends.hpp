// Where a scalar of the canonical layout ends, for whoever reads members and items at one go: nothing where it is not
// so simple that its end is seen at sight, and the events say what it is.
#pragma once
#include <bit>
#include <cstddef>
#include <string_view>

#include "document/scalar_types.hpp"
#include "document/subset_characters.hpp"

namespace probation::document {

// The first of the characters from `p` on, or `end`.
template <char... sought>
[[gnu::always_inline]] inline const char* find_any(const char* p, const char* end) {
#ifdef __SSE2__
  for (; end - p >= 16; p += 16) {
    const __m128i piece = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i found = _mm_setzero_si128();
    ((found = _mm_or_si128(found, _mm_cmpeq_epi8(piece, _mm_set1_epi8(sought)))), ...);
    const auto bits = static_cast<unsigned>(_mm_movemask_epi8(found));
    if (bits != 0) return p + std::countr_zero(bits);
  }
#endif
  while (p != end && ((*p != sought) && ...)) ++p;
  return p;
}

// Whether a scalar of the kind, where it is right, has no character that means something to YAML: then nobody need look
// for one before it is read. Of all others any text is right.
constexpr bool is_strict(ScalarKind kind) {
  switch (kind) {
    case ScalarKind::crn:
    case ScalarKind::date:
    case ScalarKind::moment:
    case ScalarKind::clock:
    case ScalarKind::whole:
    case ScalarKind::decimal:
    case ScalarKind::truth:
    case ScalarKind::word:
    case ScalarKind::id: return true;
    case ScalarKind::text:
    case ScalarKind::loose:
    case ScalarKind::change: break;
  }
  return false;
}

inline bool is_plain_text(std::string_view text, Class ends) {
  if (text.empty()) return false;
  if (!is(text[0], starts_plain) && (text[0] != '-' || text.size() < 2 || !is(text[1], starts_key))) return false;
  for (const char c : text)
    if (is(c, ends)) return false;
  return text.back() != ' ';
}

// What stands behind the unquoted scalar that begins here, in a collection that `closes` ends (a line's end: of a
// block); nothing where it is not so simple. A strict kind that is not an id takes no null, and no end of a line.
template <char closes>
[[gnu::always_inline]] inline const char* behind_plain(const char* from, const char* end, ScalarKind kind) {
  constexpr bool is_block = closes == '\n';
  if (is_strict(kind) && kind != ScalarKind::id) {
    const char* const behind = is_block ? find_any<closes>(from, end) : find_any<',', closes>(from, end);
    return behind == end ? nullptr : behind;
  }
  const char* const behind = is_block ? find_any<closes>(from, end) : find_any<',', closes, '\n'>(from, end);
  if (behind == end || (!is_block && *behind == '\n')) return nullptr;
  const std::string_view text(from, static_cast<std::size_t>(behind - from));
  if (says_null(text)) return nullptr;
  return is_strict(kind) || is_plain_text(text, is_block ? ends_plain : ends_flow) ? behind : nullptr;
}

// The quote that closes the one that stands here, in the same way.
inline const char* closing_quote(const char* from, const char* end) {
  const char* const close =
      *from == '"' ? find_any<'"', '\\', '\n'>(from + 1, end) : find_any<'\'', '\\', '\n'>(from + 1, end);
  if (close == end || *close != *from) return nullptr;
  return *from == '\'' && close + 1 != end && close[1] == '\'' ? nullptr : close;
}

}  // namespace probation::document
