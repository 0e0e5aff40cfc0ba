#include "document/decode_frames.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>

#include <fmt/format.h>

#include "document/decode_words.hpp"
#include "document/limited_mark.hpp"

namespace probation::document {
namespace {

bool is_read_closer(const Field& field, const Type& type) {
  return is_code_of_place(field) || is_name_elsewhere(field) || is_free_text(field, type);
}

// Whether its value between brackets is a record, or of records, or of scalars of which nothing else is asked than to
// be read.
bool is_read_in_brackets(const Field& field) {
  const Type& type = field.type();
  if (type.kind == Type::Kind::scalar || type.kind == Type::Kind::record) return type.kind == Type::Kind::record;
  const Type& element = type.element();
  if (element.kind == Type::Kind::record && type.kind == Type::Kind::list) return true;
  return element.kind == Type::Kind::scalar && !is_read_closer(field, element) &&
         (field.role == IdRole::none || field.type().kind == Type::Kind::map || element.scalar == ScalarKind::id);
}

// Where the member stands in its record.
std::uint32_t offset_of(const Field& field) {
  alignas(std::max_align_t) static char record[1];
  return static_cast<std::uint32_t>(static_cast<char*>(field.member(record)) - record);
}

}  // namespace

const RecordMasks& find_masks(const Type& record) {
  const Shape& shape = record.shape();
  auto fresh = std::make_unique<RecordMasks>();
  RecordMasks& masks = *fresh;
  masks.shape = &shape;
  for (std::size_t i = 0; i < shape.fields.size(); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const Field& field = shape.fields[i];
    KnownKey& key = masks.keys.emplace_back();
    key.text = field.key;
    key.field = &field;
    key.type = &field.type();
    std::memcpy(&key.head, field.key.data(), std::min(field.key.size(), sizeof key.head));
    std::memset(&key.mask, 0xFF, std::min(field.key.size(), sizeof key.mask));
    key.bit = bit;
    key.index = static_cast<std::uint32_t>(i);
    masks.longest_key = std::max(masks.longest_key, field.key.size());
    if (field.is_required) masks.required |= bit;
    key.is_scalar = field.type().kind == Type::Kind::scalar && field.key != LimitedMark::key;
    key.in_brackets = is_read_in_brackets(field);
    key.takes = field.type().takes;
    key.kind = field.type().scalar;
    key.offset = offset_of(field);
    key.is_id = field.role != IdRole::none && key.kind == ScalarKind::id && !is_read_closer(field, field.type());
    key.is_closer_read = !key.is_id && (field.role != IdRole::none || is_read_closer(field, field.type()));
    for (std::size_t k = 0; k < 2; ++k)
      if (!shape.at_most_one[k].empty() && shape.fields[i].key == shape.at_most_one[k]) masks.at_most_one[k] |= bit;
  }
  masks.keys.reserve(2 * shape.fields.size());
  for (std::size_t i = 0; i < shape.fields.size(); ++i) masks.keys.push_back(masks.keys[i]);
  const RecordMasks* known = nullptr;
  // Two threads may work it out: the first that is done is kept.
  if (record.masks->compare_exchange_strong(known, fresh.get(), std::memory_order_acq_rel)) return *fresh.release();
  return *known;
}

void note_line(std::vector<std::pair<std::uint32_t, std::uint32_t>>& ranges, std::uint32_t line) {
  if (!ranges.empty() && line <= ranges.back().second + 1 && line >= ranges.back().first)
    ranges.back().second = std::max(ranges.back().second, line);
  else ranges.emplace_back(line, line);
}

void add_faults_of_record(const Frame& frame, bool reads_again, std::vector<Problem>& problems) {
  const Shape& shape = frame.type->shape();
  const RecordMasks& masks = *frame.masks;
  for (std::uint64_t missing = masks.required & ~frame.filled; missing != 0; missing &= missing - 1) {
    const Field& field = shape.fields[static_cast<std::size_t>(std::countr_zero(missing))];
    problems.push_back({"DOC102",
                        frame.place.known() ? frame.place : Place{1, 1, 0},
                        fmt::format("`{}` is missing in {}", field.key, spaced(shape.name)),
                        {},
                        false});
  }
  if ((frame.filled & masks.at_most_one[0]) == 0 || (frame.filled & masks.at_most_one[1]) == 0) return;
  const auto key_of = [&](std::uint64_t mask) {
    return frame.field_keys[static_cast<std::size_t>(std::countr_zero(mask))];
  };
  Place first = frame.place, second = frame.place;
  if (!reads_again) first = key_of(masks.at_most_one[0]), second = key_of(masks.at_most_one[1]);
  if (std::pair(second.line, second.column) < std::pair(first.line, first.column)) std::swap(first, second);
  problems.push_back(
      {"DOC103",
       second,
       fmt::format("both `{}` and `{}`; at most one of them may stand", shape.at_most_one[0], shape.at_most_one[1]),
       {{first, "the other one"}},
       false});
}

}  // namespace probation::document
