// Values between brackets, read at one go: lists of scalars, maps whose keys are data, records. Where one of them is
// not as simple as it looked, what was taken of it stands, and the events go on from there.
#include <array>

#include "document/decoder.hpp"
#include "document/limits.hpp"
#include "document/value_ends.hpp"

namespace probation::document {
namespace {

struct FoundScalar {
  const char* behind = nullptr;  // nothing: it is not so simple
  std::string_view text;
  bool plain = true;
};

// The scalar that begins here, in a collection that `closes` ends.
template <char closes>
[[gnu::always_inline]] inline FoundScalar scalar_at(const char* from, const char* end, ScalarKind kind) {
  if (from == end) return {};
  const bool is_quoted = *from == '"' || *from == '\'';
  const char* const to = is_quoted ? closing_quote(from, end) : behind_plain<closes>(from, end, kind);
  if (to == nullptr || to - from > static_cast<std::ptrdiff_t>(max_scalar_bytes)) return {};
  const std::string_view text(from + is_quoted, static_cast<std::size_t>(to - from) - is_quoted);
  return {to + is_quoted, text, !is_quoted};
}

// The key of a map whose keys are data, where it is one word with or without quotes, a colon and a blank.
FoundScalar data_key_at(const char* from, const char* end) {
  constexpr std::size_t longest = 256;  // as the reader has it
  FoundScalar found;
  if (from == end) return found;
  const char* to = from;
  if (*from == '"' || *from == '\'') {
    to = closing_quote(from, end);
    if (to == nullptr) return found;
    found.text = {from + 1, static_cast<std::size_t>(to - from) - 1};
    found.plain = false;
    ++to;
  } else {
    if (!is(*from, starts_key)) return found;
    while (to != end && is(*to, of_key)) ++to;
    found.text = {from, static_cast<std::size_t>(to - from)};
    if (says_null(found.text)) return found;
  }
  if (end - to > 2 && to[0] == ':' && to[1] == ' ' && found.text.size() <= longest) found.behind = to + 2;
  return found;
}

std::uint32_t column_of(const char* at, const Standing& where) {
  return static_cast<std::uint32_t>(at - where.line_start) + 1;
}

}  // namespace

bool Decoder::may_take_brackets(const KnownKey& known, const char* from) {
  if (frames_.size() >= deepest_at_one_go || from[1] == ' ') return false;
  if (known.type->kind == Type::Kind::list) return *from == '[';
  // A key that is data and may be shown is looked at more closely.
  if (known.type->kind == Type::Kind::map && showing_.shows_any && !showing_.hides) return false;
  return *from == '{' && from[1] != '}';
}

Frame& Decoder::push_open(const KnownKey& known, void* target, Place place, bool personal) {
  Frame& frame = frames_.push(known.type, known.type->kind != Type::Kind::list, place, place.node, personal);
  frame.through = known.field;
  frame.target = target;
  return frame;
}

Decoder::Extent Decoder::take_brackets(const KnownKey& known, void* target, NodeId node, bool personal, Standing& where,
                                       const char* end) {
  const Place place{where.line, column_of(where.at, where), node};
  switch (known.type->kind) {
    case Type::Kind::list: return take_list(known, target, place, personal, where, end);
    case Type::Kind::map: return take_map(known, target, place, personal, where, end);
    case Type::Kind::record: return take_record(*known.type, known.field, target, place, personal, where, end);
    case Type::Kind::scalar: break;
  }
  return Extent::some;
}

// From behind the bracket of a list on, at its first record.
Decoder::Extent Decoder::take_records(Frame& list, Standing& where, const char* end) {
  const Type& element = list.type->element();
  const char* at = where.at;
  while (end - at > 1 && *at == '{' && at[1] != ' ' && at[1] != '}' && values_ < max_values) {
    where.at = at;
    const Place place{where.line, column_of(at, where), out_.places.add_index(list.node, list.index++)};
    const Extent extent =
        take_record(element, list.through, list.type->append(list.target), place, list.personal, where, end);
    if (extent != Extent::all) return extent;
    if (where.at != end && *where.at == ']') {
      ++where.at;
      return Extent::all;
    }
    if (!out_.problems.empty() || end - where.at <= 2 || *where.at != ',' || where.at[1] != ' ') break;
    at = where.at + 2;
  }
  return Extent::some;
}

Decoder::Extent Decoder::take_list(const KnownKey& known, void* target, Place place, bool personal, Standing& where,
                                   const char* end) {
  const Type& type = *known.type;
  const Type& element = type.element();
  const Field* const bare = element.kind == Type::Kind::record ? element.shape().bare_field() : nullptr;
  const Type& scalar = bare == nullptr ? element : bare->type();
  const Range& range = bare == nullptr ? known.field->range : bare->range;
  const bool refers = scalar.scalar == ScalarKind::id && known.field->role != IdRole::none;
  void* const list = type.open(target, place);
  ++values_;
  const char* at = ++where.at;
  if (at != end && *at == ']') {
    ++where.at;
    return Extent::all;
  }
  if (element.kind == Type::Kind::record && at != end && (*at == '{' || bare == nullptr)) {
    Frame& frame = push_open(known, list, place, personal);
    const Extent extent = take_records(frame, where, end);
    if (extent == Extent::all) {
      close();
      return extent;
    }
    opened_.around(true);
    return Extent::inside;
  }
  std::int32_t index = 0;
  while (values_ < max_values) {
    const FoundScalar found = scalar_at<']'>(at, end, scalar.scalar);
    if (found.behind == nullptr || found.behind == end) break;
    const Standpoint here{where.line, column_of(at, where), out_.places.next(), found.plain};
    void* const item = type.append(list);
    void* const value = bare == nullptr ? item : bare->member(element.open(item, here.place()));
    if (!scalar.takes(value, found.text, here, range)) {
      type.drop(list);
      break;
    }
    out_.places.add_index(place.node, index++);
    ++values_;
    if (refers) note_id(found.text, *known.field, here.place());
    where.at = found.behind;
    if (*where.at == ']') {
      ++where.at;
      return Extent::all;
    }
    if (*where.at != ',' || end - where.at < 2 || where.at[1] != ' ') break;
    at = where.at + 2;
  }
  push_open(known, list, place, personal).index = index;
  opened_.around(true);
  return Extent::inside;
}

Decoder::Extent Decoder::take_map(const KnownKey& known, void* target, Place place, bool personal, Standing& where,
                                  const char* end) {
  const Type& type = *known.type;
  const Type& scalar = type.element();
  const Field& field = *known.field;
  void* const map = type.open(target, place);
  ++values_;
  const char* at = ++where.at;
  constexpr std::size_t few = 16;
  std::array<std::pair<std::string_view, Place>, few> met;
  std::size_t count = 0;
  const auto is_new = [&](std::string_view key) {
    for (std::size_t i = 0; i < count; ++i)
      if (met[i].first == key) return false;
    return true;
  };
  while (count < few && values_ + 2 <= max_values) {
    const FoundScalar key = data_key_at(at, end);
    if (key.behind == nullptr || LimitedMark::is_near(key.text) || !is_new(key.text)) break;
    const FoundScalar found = scalar_at<'}'>(key.behind, end, scalar.scalar);
    if (found.behind == nullptr || found.behind == end) break;
    const NodeId node = out_.places.next();
    const Place key_place{where.line, column_of(at, where), node};
    const Standpoint here{where.line, column_of(key.behind, where), node, found.plain};
    if (!scalar.takes(type.insert(map, key.text, key_place), found.text, here, field.range)) {
      type.drop(map);
      break;
    }
    out_.places.add_word(place.node, hidden_key);
    out_.hidden.push_back({key_place.line, key_place.column, here.line, here.column, true});
    met[count++] = {key.text, key_place};
    values_ += 2;
    if (field.role == IdRole::refers) ids_.refers_by_key(key.text, field.id_kind, key_place);
    where.at = found.behind;
    if (*where.at == '}') {
      ++where.at;
      return Extent::all;
    }
    if (*where.at != ',' || end - where.at < 2 || where.at[1] != ' ') break;
    at = where.at + 2;
  }
  Frame& frame = push_open(known, map, place, personal);
  opened_.around(false);
  for (std::size_t i = 0; i < count; ++i) frame.seen.add(out_.places.keep(met[i].first), met[i].second);
  return Extent::inside;
}

Decoder::Extent Decoder::take_record(const Type& type, const Field* through, void* target, Place place, bool personal,
                                     Standing& where, const char* end) {
  Frame& record = frames_.push(&type, true, place, place.node, personal);
  record.through = through;
  record.target = type.open(target, place);
  ++values_;
  ++where.at;
  const Extent extent = take_each_member<false>(record, where, end, 0);
  if (extent == Extent::all) {
    ++where.at;  // behind its bracket
    close();
    return extent;
  }
  opened_.around(false);
  return Extent::inside;
}

}  // namespace probation::document
