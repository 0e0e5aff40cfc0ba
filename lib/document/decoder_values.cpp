// Where the values of a document go, and which are refused.
#include <fmt/format.h>

#include "document/decoder.hpp"
#include "document/refused.hpp"

namespace probation::document {

Decoder::Slot Decoder::next_slot(const Event& event) {
  mark_.meet_value(event);
  if (frames_.empty()) return {nullptr, nullptr, nullptr, 0, false, false};
  Frame& frame = frames_.back();
  Slot slot;
  slot.personal = frame.personal;
  if (frame.is_map) {
    frame.expects_key = true;
    slot.node = frame.key_place.node;
    if (frame.type == nullptr) return slot;
    if (frame.type->kind == Type::Kind::record && frame.known != nullptr) {
      slot.type = frame.known->type;
      slot.field = frame.known->field;
      slot.target = slot.field->member(frame.target);
      slot.personal = slot.personal || slot.field->is_personal;
      if (!event.null) frame.filled |= frame.known->bit;
    } else if (frame.type->kind == Type::Kind::map && frame.key_is_new) {
      slot.type = &frame.type->element();
      slot.field = frame.through;
      if (event.kind == Event::Kind::scalar && !event.null) {
        slot.target = frame.type->insert(frame.target, frame.key, frame.key_place);
        if (frame.through != nullptr && frame.through->role == IdRole::refers)
          ids_.refers_by_key(frame.key, frame.through->id_kind, frame.key_place);
      }
    }
    return slot;
  }
  slot.node = frame.type == nullptr ? frame.node : out_.places.add_index(frame.node, frame.index++);
  if (frame.type == nullptr) return slot;
  slot.type = &frame.type->element();
  slot.field = frame.through;
  slot.null_means_absent = false;
  return slot;
}

void Decoder::scalar(const Event& event) {
  const Slot slot = next_slot(event);
  const Place place = at(event.mark, slot.node);
  if (refuse_features(event, slot.node)) return;
  if (event.text.size() > max_scalar_bytes) {
    problem("DOC005", place,
            fmt::format("a value of {} bytes; at most {} are read", event.text.size(), max_scalar_bytes));
    return;
  }
  if (slot.type == nullptr) return hide(event, false);
  if (event.null) {
    if (!slot.null_means_absent && slot.field != nullptr && slot.field->allows_null_items && slot.target == nullptr)
      frames_.back().type->append(frames_.back().target);
    else if (!slot.null_means_absent)
      problem("DOC103", place, fmt::format("null in a list; expected {}", plural_kind(*slot.type)));
    return;
  }
  if (slot.type->kind == Type::Kind::map && slot.field != nullptr && slot.field->allows_bare &&
      slot.target != nullptr) {
    void* map = slot.type->open(slot.target, place);
    const Type& element = slot.type->element();
    if (const auto wrong =
            element.read(slot.type->insert(map, {}, place), {event.text, event.plain}, place, slot.field->range))
      refuse(event, slot, element, *wrong);
    return;
  }
  if (slot.type->kind == Type::Kind::record && slot.target == nullptr && !frames_.back().is_map) {
    if (const Field* bare = slot.type->shape().bare_field()) {
      void* record = slot.type->open(frames_.back().type->append(frames_.back().target), place);
      if (const auto wrong = bare->type().read(bare->member(record), {event.text, event.plain}, place, bare->range))
        refuse(event, slot, bare->type(), *wrong);
      return;
    }
  }
  if (slot.type->kind != Type::Kind::scalar) return refuse(event, slot, *slot.type, {});
  void* target = slot.target;
  if (target == nullptr) {
    Frame& frame = frames_.back();
    if (frame.is_map) return;
    target = frame.type->append(frame.target);
  }
  put(event, slot, target, place);
}

void Decoder::put(const Event& event, const Slot& slot, void* target, Place place) {
  static constexpr Range any;
  const Range& range = slot.field == nullptr ? any : slot.field->range;
  if (const auto wrong = slot.type->read(target, {event.text, event.plain}, place, range)) {
    refuse(event, slot, *slot.type, *wrong);
    return;
  }
  if (slot.field != nullptr && is_free_text(*slot.field, *slot.type)) hide(event, false);
  if (slot.field != nullptr && !is_code(*slot.field, event.text)) {
    hide(event, !is_name_elsewhere(*slot.field));
    slot.type->read(target, {hidden_key, false}, place, range);
  }
  if (slot.type->scalar == ScalarKind::id && slot.field != nullptr && slot.field->role != IdRole::none)
    note_id(out_.places.keep(event.text), *slot.field, place);
}

bool Decoder::is_code(const Field& field, std::string_view text) const {
  if (showing_.shows_any) return true;
  const bool asks = field.key == "region" || (is_name_elsewhere(field) && out_.schema == "case/1") ||
                    (showing_.hides && (field.key == "pdu" || field.key == "team"));
  return !asks || may_be_slip(text, Wanted::any);
}

void Decoder::refuse(const Event& event, const Slot& slot, const Type& type, std::string_view wrong) {
  const bool is_shown = !slot.personal && shows_refused(type, event.text, showing_);
  if (!is_shown) hide(event, true);
  std::string message = refusal(type, event.text, wrong, showing_, slot.personal);
  problem("DOC103", at(event.mark, slot.node), std::move(message), {}, slot.personal);
}

void Decoder::open(const Event& event) {
  const bool is_map = event.kind == Event::Kind::map_start;
  if (!frames_.empty() && frames_.back().is_map && frames_.back().expects_key) {
    // a collection as a key: it and its value are skipped
    problem("DOC103", at(event.mark, frames_.back().node), "a key must be a word, not a list or a map");
    frames_.back().expects_key = false;
    frames_.back().known = nullptr;
    frames_.back().key_is_new = false;
    frames_.back().key_place = at(event.mark, frames_.back().node);
    push_skipped(is_map, event);
    key_collection_depth_.push_back(frames_.size());
    return;
  }
  if (frames_.empty()) {
    const Type& type = out_.kind->type();
    Frame& frame = frames_.push(&type, true, at(event.mark, 0), 0, false);
    frame.target = type.open(root_, frame.place);
    if (refuse_features(event, 0)) Frames::set_type(frame, nullptr);
    return;
  }
  const Slot slot = next_slot(event);
  const Place place = at(event.mark, slot.node);
  Frame* parent = &frames_.back();
  Frame& frame = frames_.push(nullptr, is_map, place, slot.node, slot.personal);
  frame.through = slot.field;
  if (refuse_features(event, slot.node) || slot.type == nullptr) return;
  const bool fits = is_map ? (slot.type->kind == Type::Kind::record || slot.type->kind == Type::Kind::map)
                           : slot.type->kind == Type::Kind::list;
  if (!fits) {
    problem("DOC103", place, fmt::format("expected {}, found {}", plural_kind(*slot.type), is_map ? "a map" : "a list"),
            {}, slot.personal);
    return;
  }
  void* target = slot.target;
  if (target == nullptr) {
    if (parent->is_map || parent->type == nullptr) return;
    target = parent->type->append(parent->target);
  }
  Frames::set_type(frame, slot.type);
  frame.target = slot.type->open(target, place);
}

void Decoder::push_skipped(bool is_map, const Event& event) {
  const NodeId node = frames_.back().node;
  frames_.push(nullptr, is_map, at(event.mark, node), node, false);
}

void Decoder::close() {
  const Frame& frame = frames_.back();
  if (!key_collection_depth_.empty() && key_collection_depth_.back() == frames_.size())
    key_collection_depth_.pop_back();
  frames_.pop();  // the frame itself stays until the next one is pushed
  if (frame.type == nullptr || frame.type->kind != Type::Kind::record) return;
  add_faults_of_record(frame, reads_again_, out_.problems);
}

}  // namespace probation::document
