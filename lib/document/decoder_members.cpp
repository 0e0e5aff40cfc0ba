// As good as every member of a caseload, read at one go: a known key, met for the first time, and on its line one
// scalar that nobody hides, or brackets around such. Whatever is not so, and whatever is wrong, is left to the events.
// Nothing here is done twice or called where it can stand: a country has a thousand million members.
#include <cstring>

#include "document/decoder.hpp"
#include "document/limits.hpp"
#include "document/value_ends.hpp"

namespace probation::document {
namespace {

constexpr std::ptrdiff_t head_size = 8;

// The field whose key, colon and blank stand at `at`, behind which there are letters enough to look: files mostly keep
// the order of the fields, so `from` is tried first. Nothing where there is none.
[[gnu::always_inline]] inline const KnownKey* key_at(const char* at, const KnownKey* from, std::size_t count) {
  std::uint64_t head = 0;
  std::memcpy(&head, at, head_size);
  for (const KnownKey* const last = from + count; from != last; ++from) {
    if (((head ^ from->head) & from->mask) != 0) continue;
    const std::size_t size = from->text.size();
    if (std::memcmp(at + size, ": ", 2) != 0) continue;
    if (size <= head_size ||
        same_text({at + head_size, size - head_size}, {from->text.data() + head_size, size - head_size}))
      return from;
  }
  return nullptr;
}

[[gnu::always_inline]] inline bool is_quote(char c) { return c == '"' || c == '\''; }

[[gnu::always_inline]] inline bool takes(const KnownKey& key, void* target, std::string_view text, Standpoint here) {
  switch (key.kind) {
    case ScalarKind::date: return detail::takes_located<Date>(target, text, here, key.field->range);
    case ScalarKind::truth: return detail::takes_located<bool>(target, text, here, key.field->range);
    default: return key.takes(target, text, here, key.field->range);
  }
}

// From behind a value on to where the next key should stand: behind a comma, or on the next line, as far in as the
// others.
template <bool is_block>
[[gnu::always_inline]] inline bool goes_on(Standing& key, const char* behind, std::ptrdiff_t indent) {
  if (!is_block) {
    key.at = behind + 2;
    return std::memcmp(behind, ", ", 2) == 0;
  }
  if (*behind != '\n') return false;
  key = {behind + 1 + indent, behind + 1, key.line + 1};
  const char* blank = key.line_start;
  while (blank != key.at && *blank == ' ') ++blank;
  return blank == key.at;
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

EventSink::Opened Decoder::take_members(Standing& where, const char* end, std::optional<std::size_t> block) {
  opened_ = {};
  if (!started_ || stopped_ || !out_.problems.empty() || frames_.empty()) return opened_;
  Frame& frame = frames_.back();
  if (frame.masks == nullptr || !frame.expects_key) return opened_;
  if (block) take_each_member<true>(frame, where, end, static_cast<std::ptrdiff_t>(*block));
  else take_each_member<false>(frame, where, end, 0);
  return opened_;
}

// Every item `- {…}` of a list of records, as take_members has the members.
EventSink::Opened Decoder::take_items(Standing& where, const char* end, std::size_t column) {
  opened_ = {};
  if (!started_ || stopped_ || !out_.problems.empty() || frames_.empty()) return opened_;
  Frame& list = frames_.back();
  const bool is_simple = !list.is_map && list.type != nullptr && !list.within_personal && !ends_hidden_ &&
                         list.type->element().kind == Type::Kind::record && frames_.size() < deepest_at_one_go;
  if (!is_simple) return opened_;
  const Type& element = list.type->element();
  Standing item = where;
  constexpr std::ptrdiff_t opening = 2;  // the dash and a blank
  while (end - item.at > opening + 2 && std::memcmp(item.at, "- {", opening + 1) == 0 && values_ < max_values) {
    const char first = item.at[opening + 1];
    if (first == ' ' || first == '}') break;
    if (list.index == 0) list.type->expect(list.target, room_for_items(item, end, column));
    const Place place{item.line, static_cast<std::uint32_t>(item.at + opening - item.line_start) + 1,
                      out_.places.add_index(list.node, list.index++)};
    where = {item.at + opening, item.line_start, item.line};
    if (take_record(element, list.through, list.type->append(list.target), place, false, where, end) != Extent::all ||
        !out_.problems.empty() || ends_hidden_)
      break;
    // On to the next dash.
    if (end - where.at <= static_cast<std::ptrdiff_t>(column) + opening + 2 || *where.at != '\n') break;
    item = {where.at + 1 + column, where.at + 1, where.line + 1};
    const char* blank = item.line_start;
    while (blank != item.at && *blank == ' ') ++blank;
    if (blank != item.at) break;
  }
  return opened_;
}

// What is asked of few values besides: whether others may see them.
[[gnu::noinline]] void Decoder::look_closer(const KnownKey& known, void* target, std::string_view text, Standpoint here,
                                            bool personal) {
  put({Event::Kind::scalar, {here.line, here.column}, text, here.plain},
      {known.type, target, known.field, here.node, personal, true}, target, here.place());
}

template <bool is_block>
Decoder::Extent Decoder::take_each_member(Frame& frame, Standing& where, const char* end, std::ptrdiff_t indent) {
  constexpr char closes = is_block ? '\n' : '}';
  const RecordMasks& masks = *frame.masks;
  const std::size_t count = masks.keys.size() / 2;
  if (values_ + 2 * count > max_values) return Extent::some;
  // What may be looked at without asking: the blanks before a key, the key, `: ` and a letter.
  const char* const last = end - (static_cast<std::ptrdiff_t>(masks.longest_key) + head_size + 4 + indent);
  const KnownKey* next = masks.keys.data() + frame.next_field;
  std::uint64_t met = frame.met;
  Extent extent = Extent::some;
  Standing key = where;
  const char* behind = nullptr;  // the last value that was taken
  while (key.at < last) {
    const KnownKey* const known = key_at(key.at, next, count);
    if (known == nullptr || (known->bit & met) != 0) break;
    const char* const from = key.at + known->text.size() + 2;
    const auto column_of = [&](const char* at) { return static_cast<std::uint32_t>(at - key.line_start) + 1; };
    void* const target = static_cast<char*>(frame.target) + known->offset;
    bool may_be_wrong = true;
    if (known->is_scalar) {
      const bool quoted = is_quote(*from);
      const char* const to = quoted ? closing_quote(from, end) : behind_plain<closes>(from, end, known->kind);
      if (to == nullptr || to - from > static_cast<std::ptrdiff_t>(max_scalar_bytes)) break;
      const std::string_view text(from + quoted, static_cast<std::size_t>(to - from) - quoted);
      const Standpoint here{key.line, column_of(from), out_.places.next(), !quoted};
      if (!takes(*known, target, text, here)) break;
      out_.places.add_word(frame.node, known->text);
      if (ends_hidden_) end_hidden({key.line, column_of(key.at)});
      behind = to + quoted;
      values_ += 2;
      if (known->is_id) note_id(text, *known->field, here.place());
      may_be_wrong = known->is_closer_read;
      if (may_be_wrong) look_closer(*known, target, text, here, frame.personal || known->field->is_personal);
    } else {
      if (!known->in_brackets || !may_take_brackets(*known, from)) break;
      const NodeId node = out_.places.add_word(frame.node, known->text);
      if (ends_hidden_) end_hidden({key.line, column_of(key.at)});
      Standing bracket{from, key.line_start, key.line};
      ++values_;
      extent = take_brackets(*known, target, node, frame.personal || known->field->is_personal, bracket, end);
      behind = bracket.at;
    }
    where.line_start = key.line_start;
    where.line = key.line;
    next = known->index + 1 == count ? masks.keys.data() : masks.keys.data() + known->index + 1;
    met |= known->bit;
    if (frame.within_personal) note_line(out_.personal_lines, key.line);
    if (extent == Extent::inside) break;
    // On to the next key.
    if (!is_block && behind != end && *behind == '}') {
      extent = Extent::all;
      break;
    }
    extent = Extent::some;
    if (behind >= last || (may_be_wrong && (!out_.problems.empty() || values_ + 2 * count > max_values))) break;
    if (!goes_on<is_block>(key, behind, indent)) break;
  }
  if (behind != nullptr) where.at = behind;
  frame.filled |= met & ~frame.met;
  frame.met = met;
  frame.next_field = static_cast<std::size_t>(next - masks.keys.data());
  return extent;
}

}  // namespace probation::document
