// Where the decoder stands in a document: the collections that are open, each with the field table it is decoded by.
#pragma once
#include <array>
#include <cassert>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/place.hpp"
#include "document/problem.hpp"
#include "document/shape.hpp"

namespace probation::document {

// A field as the reader of whole members looks for it: by the first eight letters of its key, then by all of it.
struct KnownKey {
  std::uint64_t head = 0, mask = 0;  // as they lie in memory; of a shorter key its letters alone
  std::string_view text;
  std::uint64_t bit = 0;  // of the field
  const Field* field = nullptr;
  const Type* type = nullptr;
  bool (*takes)(void* target, std::string_view text, Standpoint, const Range&) = nullptr;  // of the type
  std::uint32_t index = 0;
  std::uint32_t offset = 0;  // of the member in its record
  ScalarKind kind{};
  bool is_scalar = false;       // a field of one value, but the mark of limited access
  bool in_brackets = false;     // a list, map or record that is read at one go where brackets enclose it
  bool is_id = false;           // an id of which nothing else is asked
  bool is_closer_read = false;  // more is asked of its value than to be read
};

// What closing a record asks of its field table, as bits: bit n is field n.
struct RecordMasks {
  const Shape* shape = nullptr;
  std::vector<KnownKey> keys;  // in the order of the fields, twice, so that whoever begins at any meets all
  std::uint64_t required = 0;
  std::array<std::uint64_t, 2> at_most_one{};
  std::size_t longest_key = 0;
};
// Worked out once a record type, of which a program has a few dozen, and kept for its whole run: whoever finds it needs
// no lock, and no end of a thread, for which there may be no memory left.
const RecordMasks& find_masks(const Type& record);
inline const RecordMasks& masks_of(const Type& record) {
  const RecordMasks* known = record.masks->load(std::memory_order_acquire);
  return known != nullptr ? *known : find_masks(record);
}

// The keys a map has so far. A record's keys are its fields as a rule; others are few, or the map is large and they
// are hashed.
class SeenKeys {
 public:
  // The place of the same key before; nothing where it is new, and then it is noted. A key stays where it is (`keep`).
  const Place* add(std::string_view key, Place place) {
    if (keys_.size() < few) {
      for (const auto& [name, at] : keys_)
        if (name == key) return &at;
      keys_.emplace_back(key, place);
      return nullptr;
    }
    if (many_.empty()) many_.insert(keys_.begin(), keys_.end());
    const auto [at, fresh] = many_.emplace(key, place);
    return fresh ? nullptr : &at->second;
  }
  void clear() {
    if (keys_.empty()) return;
    keys_.clear();
    many_.clear();
  }

 private:
  static constexpr std::size_t few = 16;
  std::vector<std::pair<std::string_view, Place>> keys_;
  std::unordered_map<std::string_view, Place> many_;
};

// A place that is not there until it is written: of most keys nobody asks.
struct KeyPlace {
  std::uint32_t line, column;
  NodeId node;
  operator Place() const { return {line, column, node}; }
};

struct Frame {
  const Type* type = nullptr;  // nothing: skipped, only structure is followed
  void* target = nullptr;
  bool is_map = false;  // written as a map (record or map), else a sequence
  Place place;
  NodeId node = 0;
  bool expects_key = true;
  bool personal = false;
  bool within_personal = false;     // this or a collection around it
  const KnownKey* known = nullptr;  // record: the key of the value that comes next
  const Field* through = nullptr;   // the field by which this collection was reached, for ids
  std::string_view key;             // map whose keys are data: of the value that comes next
  bool key_is_new = false;
  Place key_place;
  std::int32_t index = 0;
  std::size_t next_field = 0;           // record: the field behind the one met last; files mostly keep their order
  const RecordMasks* masks = nullptr;   // record
  std::uint64_t met = 0, filled = 0;    // record: fields whose key stood, and with a value other than null
  std::array<KeyPlace, 64> field_keys;  // record: where the key of each field stood first whose events came
  SeenKeys seen;                        // all other keys
};

// Frames are used again and again, with the room their lists have.
class Frames {
 public:
  Frame& push(const Type* type, bool is_map, Place place, NodeId node, bool personal) {
    if (depth_ == frames_.size()) frames_.push_back(std::make_unique_for_overwrite<Frame>());
    const bool within_personal = personal || (depth_ > 0 && back().within_personal);
    top_ = frames_[depth_++].get();
    Frame& frame = *top_;
    frame.target = nullptr;
    frame.is_map = is_map;
    frame.place = place;
    frame.node = node;
    frame.expects_key = true;
    frame.personal = personal;
    frame.within_personal = within_personal;
    frame.known = nullptr;
    frame.through = nullptr;
    frame.key = {};
    frame.key_is_new = false;
    frame.key_place = {};
    frame.index = 0;
    frame.next_field = 0;
    frame.seen.clear();
    set_type(frame, type);
    return frame;
  }
  static void set_type(Frame& frame, const Type* type) {
    frame.type = type;
    const bool is_record = type != nullptr && type->kind == Type::Kind::record;
    frame.masks = is_record ? &masks_of(*type) : nullptr;
    assert(!is_record || frame.masks->shape->fields.size() <= frame.field_keys.size());
    frame.met = frame.filled = 0;
  }
  void pop() { top_ = --depth_ == 0 ? nullptr : frames_[depth_ - 1].get(); }
  Frame& back() { return *top_; }  // asked several times an event
  [[nodiscard]] bool empty() const { return depth_ == 0; }
  [[nodiscard]] std::size_t size() const { return depth_; }

 private:
  std::vector<std::unique_ptr<Frame>> frames_;
  std::size_t depth_ = 0;
  Frame* top_ = nullptr;
};

// Adds a line to ranges of lines (first and last), of which the latest grows where it can.
void note_line(std::vector<std::pair<std::uint32_t, std::uint32_t>>& ranges, std::uint32_t line);

// What is missing in a record that is closed, and what stands in it together that may not. `reads_again`: another
// reader will say where, and the keys of this one did not all come as events.
void add_faults_of_record(const Frame& frame, bool reads_again, std::vector<Problem>& problems);

}  // namespace probation::document
