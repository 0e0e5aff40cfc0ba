// As good as every member of a caseload, read at one go: a known key, met for the first time, and one scalar on its
// line that nobody hides. Whatever is not so, and whatever is wrong, is left to the events. Nothing here is done twice
// or called where it can stand: a country has a thousand million members.
#include <bit>
#include <cstring>

#include "document/decoder.hpp"
#include "document/limits.hpp"
#include "document/subset_characters.hpp"

namespace probation::document {
namespace {

constexpr std::ptrdiff_t head_size = 8;

// The field whose key, colon and blank stand at `at`, behind which there are letters enough to look: files mostly keep
// the order of the fields, so `from` is tried first. Nothing where there is none.
[[gnu::always_inline]] inline const KnownKey* key_at(const char* at, const RecordMasks& masks, std::size_t from) {
  std::uint64_t head = 0;
  std::memcpy(&head, at, head_size);
  const KnownKey* key = masks.keys.data() + from;
  for (std::size_t left = masks.keys.size() / 2; left != 0; --left, ++key) {
    if (((head ^ key->head) & key->mask) != 0) continue;
    const std::size_t size = key->text.size();
    if (at[size] != ':' || at[size + 1] != ' ') continue;
    if (size <= head_size ||
        same_text({at + head_size, size - head_size}, {key->text.data() + head_size, size - head_size}))
      return key;
  }
  return nullptr;
}

// The first of three characters from `p` on, or `end`.
[[gnu::always_inline]] inline const char* find_any(const char* p, const char* end, char a, char b, char c) {
#ifdef __SSE2__
  const __m128i first = _mm_set1_epi8(a), second = _mm_set1_epi8(b), third = _mm_set1_epi8(c);
  for (; end - p >= 16; p += 16) {
    const __m128i piece = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(piece, first), _mm_cmpeq_epi8(piece, second)),
                                       _mm_cmpeq_epi8(piece, third));
    const auto bits = static_cast<unsigned>(_mm_movemask_epi8(found));
    if (bits != 0) return p + std::countr_zero(bits);
  }
#endif
  while (p != end && *p != a && *p != b && *p != c) ++p;
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

bool is_plain_text(std::string_view text, Class ends) {
  if (text.empty()) return false;
  if (!is(text[0], starts_plain) && (text[0] != '-' || text.size() < 2 || !is(text[1], starts_key))) return false;
  for (const char c : text)
    if (is(c, ends)) return false;
  return text.back() != ' ';
}

[[gnu::always_inline]] inline bool takes(const KnownKey& key, void* target, const PlacedText& text) {
  switch (key.kind) {
    case ScalarKind::date: return detail::takes_located<Date>(target, text, key.field->range);
    case ScalarKind::truth: return detail::takes_located<bool>(target, text, key.field->range);
    default: return key.type->takes(target, text, key.field->range);
  }
}

// What stands behind the unquoted scalar that begins here; nothing where it is not so simple.
template <bool is_block>
[[gnu::always_inline]] inline const char* behind_plain(const char* from, const char* end, ScalarKind kind) {
  const char* const behind = is_block ? find_any(from, end, '\n', '\n', '\n') : find_any(from, end, ',', '}', '\n');
  if (behind == end || (!is_block && *behind == '\n')) return nullptr;
  const std::string_view text(from, static_cast<std::size_t>(behind - from));
  if (says_null(text)) return nullptr;
  return is_strict(kind) || is_plain_text(text, is_block ? ends_plain : ends_flow) ? behind : nullptr;
}

// The quote that closes the one that stands here, in the same way.
const char* closing_quote(const char* from, const char* end) {
  const char* const close = find_any(from + 1, end, *from, '\\', '\n');
  if (close == end || *close != *from) return nullptr;
  return *from == '\'' && close + 1 != end && close[1] == '\'' ? nullptr : close;
}

// For how many items, on lines of their own from this one on, room is made; no more than are met in a case. In steps,
// so that the lists of many cases have few sizes, and one takes the memory that another had.
std::size_t room_for_items(Standing item, const char* end, std::size_t column) {
  constexpr std::size_t most = 512, step = 8;
  const auto in_steps = [](std::size_t count) { return count < step / 2 ? count : (count + step - 1) / step * step; };
  std::size_t count = 1;
  while (count < most) {
    const void* line_end = std::memchr(item.at, '\n', static_cast<std::size_t>(end - item.at));
    if (line_end == nullptr) return in_steps(count);
    item.at = static_cast<const char*>(line_end) + 1;
    if (end - item.at <= static_cast<std::ptrdiff_t>(column) + 1 || item.at[column] != '-') return in_steps(count);
    ++count;
  }
  return in_steps(count);
}

}  // namespace

void Decoder::take_members(Standing& where, const char* end, std::optional<std::size_t> block) {
  if (!started_ || stopped_ || !out_.problems.empty() || frames_.empty()) return;
  Frame& frame = frames_.back();
  if (frame.masks == nullptr || !frame.expects_key) return;
  if (block) take_each_member<true>(frame, where, end, static_cast<std::ptrdiff_t>(*block));
  else take_each_member<false>(frame, where, end, 0);
}

// Every item `- {…}` of a list of records, as take_members has the members.
EventSink::Items Decoder::take_items(Standing& where, const char* end, std::size_t column) {
  if (!started_ || stopped_ || !out_.problems.empty() || frames_.empty()) return Items::none;
  Frame& list = frames_.back();
  const bool is_simple = !list.is_map && list.type != nullptr && !list.within_personal && !ends_hidden_ &&
                         list.type->element().kind == Type::Kind::record &&
                         static_cast<int>(frames_.size()) < max_nesting;
  if (!is_simple) return Items::none;
  const Type& element = list.type->element();
  Items taken = Items::none;
  Standing item = where;
  constexpr std::ptrdiff_t opening = 3;  // `- {`
  while (end - item.at > opening + 1 && std::memcmp(item.at, "- {", opening) == 0 && values_ < max_values) {
    const char first = item.at[opening];
    if (first == ' ' || first == '}') break;
    ++values_;
    if (list.index == 0) list.type->expect(list.target, room_for_items(item, end, column));
    const NodeId node = out_.places.add_index(list.node, list.index++);
    const Place place{item.line, static_cast<std::uint32_t>(item.at + opening - item.line_start), node};
    Frame& record = frames_.push(nullptr, true, place, node, false);
    Frames::set_type(record, &element);
    record.through = list.through;
    record.target = element.open(list.type->append(list.target), place);
    where = {item.at + opening, item.line_start, item.line};
    if (!take_each_member<false>(record, where, end, 0)) return Items::inside;
    ++where.at;  // behind its bracket
    close();
    taken = Items::some;
    if (!out_.problems.empty() || ends_hidden_) break;
    // On to the next dash.
    if (end - where.at <= static_cast<std::ptrdiff_t>(column) + opening + 1 || *where.at != '\n') break;
    item = {where.at + 1 + column, where.at + 1, where.line + 1};
    const char* blank = item.line_start;
    while (blank != item.at && *blank == ' ') ++blank;
    if (blank != item.at) break;
  }
  return taken;
}

template <bool is_block>
bool Decoder::take_each_member(Frame& frame, Standing& where, const char* end, std::ptrdiff_t indent) {
  const RecordMasks& masks = *frame.masks;
  std::uint64_t left = masks.scalars & ~frame.met;  // not met yet
  // What may be looked at without asking: the blanks before a key, the key, `: ` and a letter.
  const char* const last = end - (static_cast<std::ptrdiff_t>(masks.longest_key) + head_size + 4 + indent);
  const std::size_t most = values_ < max_values ? (max_values - values_) / 2 : 0;
  std::size_t taken = 0;
  bool is_all = false;
  for (Standing key = where; key.at < last && taken < most;) {
    const KnownKey* const known = key_at(key.at, masks, frame.next_field);
    if (known == nullptr || (left & known->bit) == 0) break;
    const char* const from = key.at + known->text.size() + 2;
    const bool is_quoted = *from == '"' || *from == '\'';
    const char* const to = is_quoted ? closing_quote(from, end) : behind_plain<is_block>(from, end, known->kind);
    if (to == nullptr || to - from > static_cast<std::ptrdiff_t>(max_scalar_bytes)) break;
    const PlacedText found{{from + is_quoted, static_cast<std::size_t>(to - from) - is_quoted},
                           {key.line, static_cast<std::uint32_t>(from - key.line_start) + 1, out_.places.next()},
                           !is_quoted};
    void* const target = known->field->member(frame.target);
    if (!takes(*known, target, found)) break;
    const KeyPlace place{key.line, static_cast<std::uint32_t>(key.at - key.line_start) + 1,
                         out_.places.add_key(frame.node, known->text)};
    frame.field_keys.data()[known->index] = place;
    frame.next_field = known->index + 1;
    left &= ~known->bit;
    ++taken;
    if (ends_hidden_) end_hidden({place.line, place.column});
    if (known->is_id) note_id(found.text, *known->field, found.place);
    if (frame.within_personal) note_line(out_.personal_lines, key.line);
    if (known->is_closer_read)
      put({Event::Kind::scalar, {key.line, found.place.column}, found.text, found.plain},
          {known->type, target, known->field, found.place.node, frame.personal, true}, target, found.place);
    const char* const behind = to + is_quoted;
    where = {behind, key.line_start, key.line};
    // On to the next key.
    if (!is_block && behind != end && *behind == '}') is_all = true;
    if (is_all || behind >= last || (known->is_closer_read && !out_.problems.empty())) break;
    if (is_block) {
      if (*behind != '\n') break;
      key = {behind + 1 + indent, behind + 1, key.line + 1};
      const char* blank = key.line_start;
      while (blank != key.at && *blank == ' ') ++blank;
      if (blank != key.at) break;
    } else {
      if (*behind != ',' || behind[1] != ' ') break;
      key.at = behind + 2;
    }
  }
  const std::uint64_t met = masks.scalars & ~frame.met & ~left;
  values_ += 2 * taken;
  frame.met |= met;
  frame.filled |= met;
  return is_all;
}

}  // namespace probation::document
