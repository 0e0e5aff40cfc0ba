#include "document/decode.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <memory>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/events.hpp"
#include "document/subset_reader.hpp"

namespace probation::document {
namespace {

// No case has so much; what has would keep memory and time that the other files of the run need.
constexpr std::size_t max_values = 150'000;  // keys and values of one document
constexpr std::size_t max_problems = 2'000;  // of one document; then nobody reads on
constexpr std::size_t max_slow_bytes = 16U
                                       << 20;  // of a document outside the canonical layout, which yaml-cpp has to read

// An event that outlives the reader's call: kept while the document's `schema` is not known yet.
struct KeptEvent {
  Event event;
  std::string text;
};

std::string_view plural_kind(const Type& type) {
  switch (type.kind) {
    case Type::Kind::record: return "a map of named values";
    case Type::Kind::list: return "a list";
    case Type::Kind::map: return "a map";
    case Type::Kind::scalar: break;
  }
  switch (type.scalar) {
    case ScalarKind::text:
    case ScalarKind::loose: return "text";
    case ScalarKind::id: return "an id";
    case ScalarKind::crn: return "a CRN";
    case ScalarKind::date: return "a date";
    case ScalarKind::moment: return "a date or a date and time";
    case ScalarKind::clock: return "a time of day";
    case ScalarKind::whole: return "a whole number";
    case ScalarKind::decimal: return "a number";
    case ScalarKind::truth: return "true or false";
    case ScalarKind::word: return "one word";
    case ScalarKind::change: return "a change's number, or an id";
  }
  return "a value";
}

std::string_view id_kind_name(IdKind kind) {
  static constexpr std::array<std::string_view, 13> names{
      "order",  "requirement", "assessment", "objective",   "activity",     "contact", "enforcement entry",
      "review", "suspension",  "amendment",  "termination", "panel member", "entry"};
  return names[static_cast<std::size_t>(kind)];
}

// What closing a record asks of its field table, as bits: bit n is field n.
struct RecordMasks {
  const Shape* shape = nullptr;
  std::uint64_t required = 0;
  std::array<std::uint64_t, 2> at_most_one{};
};

// Worked out once a record type, of which a program has a few dozen, and kept for its whole run: a list that only grows
// needs no lock to be read, and no end of a thread, for which there may be no memory left.
const RecordMasks& masks_of(const Shape& shape) {
  struct Known {
    RecordMasks masks;
    const Known* next = nullptr;
  };
  static std::atomic<const Known*> first{nullptr};
  for (const Known* known = first.load(std::memory_order_acquire); known != nullptr; known = known->next)
    if (known->masks.shape == &shape) return known->masks;
  auto fresh = std::make_unique<Known>();
  RecordMasks& masks = fresh->masks;
  masks.shape = &shape;
  for (std::size_t i = 0; i < shape.fields.size(); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (shape.fields[i].is_required) masks.required |= bit;
    for (std::size_t k = 0; k < 2; ++k)
      if (!shape.at_most_one[k].empty() && shape.fields[i].key == shape.at_most_one[k]) masks.at_most_one[k] |= bit;
  }
  fresh->next = first.load(std::memory_order_relaxed);
  while (!first.compare_exchange_weak(fresh->next, fresh.get(), std::memory_order_release, std::memory_order_relaxed)) {
  }
  return fresh.release()->masks;  // two threads may add the same: the first found is as good
}

class Decoder : public EventSink {
 public:
  // `reads_again`: whatever is found wrong, another reader is asked afterwards.
  Decoder(std::span<const FileKind> kinds, void* holder, Decoded& out, bool reads_again)
      : kinds_(kinds), holder_(holder), out_(out), reads_again_(reads_again) {}

  bool on_event(const Event& event) override {
    if (stopped_) return false;
    if (event.mark.line != 0 && ++values_ > max_values) {  // ends have no line
      give_up(event.mark, fmt::format("more than {} keys and values in one document", max_values));
      return false;
    }
    if (out_.problems.size() > max_problems) {
      give_up(event.mark, fmt::format("more than {} faults in one document; the rest of it is not read", max_problems));
      return false;
    }
    // The quick reader's document is read again where anything is wrong with it but its size.
    if (reads_again_ && !out_.problems.empty() && out_.problems.back().rule != "DOC005") return false;
    if (started_) return take(event);
    return find_schema(event);
  }

  // After the last event. `complete`: the document was read to its end.
  void finish(bool complete) {
    if (!started_ && complete && !root_is_wrong_ && !stopped_) missing_schema();
    if (complete && started_ && !stopped_) check_ids();  // of what was read to its end
    std::stable_sort(out_.problems.begin(), out_.problems.end(), [](const Problem& a, const Problem& b) {
      return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    for (const Problem& problem : out_.problems) {
      if (!prevents_reading(problem.rule)) continue;
      const std::string section(out_.places.section(problem.place.node));
      if (!section.empty() &&
          std::find(out_.broken_sections.begin(), out_.broken_sections.end(), section) == out_.broken_sections.end())
        out_.broken_sections.push_back(section);
    }
  }

  [[nodiscard]] bool saw_nothing() const { return values_ == 0; }

  void problem(std::string rule, Place place, std::string message, std::vector<RelatedPlace> related = {},
               bool personal = false) {
    out_.problems.push_back({std::move(rule), place, std::move(message), std::move(related), personal});
  }

 private:
  // The keys a map has so far. A record's keys are its fields as a rule; others are few, or the map is large and they
  // are hashed.
  class SeenKeys {
   public:
    // The place of the same key before; nothing where it is new, and then it is noted.
    const Place* add(std::string_view key, Place place) {
      if (keys_.size() < few) {
        for (const auto& [name, at] : keys_)
          if (name == key) return &at;
        keys_.emplace_back(std::string(key), place);
        return nullptr;
      }
      if (many_.empty()) many_.insert(keys_.begin(), keys_.end());
      const auto [at, fresh] = many_.emplace(key, place);
      return fresh ? nullptr : &at->second;
    }
    void clear() {
      keys_.clear();
      many_.clear();
    }

   private:
    static constexpr std::size_t few = 16;
    std::vector<std::pair<std::string, Place>> keys_;
    std::unordered_map<std::string, Place> many_;
  };

  struct Frame {
    const Type* type = nullptr;  // nothing: skipped, only structure is followed
    void* target = nullptr;
    bool is_map = false;  // written as a map (record or map), else a sequence
    Place place;
    NodeId node = 0;
    bool expects_key = true;
    bool personal = false;
    bool within_personal = false;    // this or a collection around it
    const Field* field = nullptr;    // record: of the value that comes next
    const Field* through = nullptr;  // the field by which this collection was reached, for ids
    std::string_view key;            // map whose keys are data: of the value that comes next
    bool key_is_new = false;
    Place key_place;
    std::int32_t index = 0;
    std::size_t next_field = 0;          // record: the field behind the one met last; files mostly keep their order
    const RecordMasks* masks = nullptr;  // record
    std::uint64_t met = 0, filled = 0;   // record: fields whose key stood, and with a value other than null
    std::array<Place, 64> field_keys;    // record: where the key of each field that was met stood first
    SeenKeys seen;                       // all other keys
  };

  // Frames are used again and again, with the room their lists have.
  class Frames {
   public:
    Frame& push(const Type* type, bool is_map, Place place, NodeId node, bool personal) {
      if (depth_ == frames_.size()) frames_.push_back(std::make_unique<Frame>());
      const bool within_personal = personal || (depth_ > 0 && back().within_personal);
      Frame& frame = *frames_[depth_++];
      frame.target = nullptr;
      frame.is_map = is_map;
      frame.place = place;
      frame.node = node;
      frame.expects_key = true;
      frame.personal = personal;
      frame.within_personal = within_personal;
      frame.field = frame.through = nullptr;
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
      frame.masks = is_record ? &masks_of(type->shape()) : nullptr;
      assert(!is_record || frame.masks->shape->fields.size() <= frame.field_keys.size());
      frame.met = frame.filled = 0;
    }
    void pop() { --depth_; }
    Frame& back() { return *frames_[depth_ - 1]; }
    [[nodiscard]] bool empty() const { return depth_ == 0; }
    [[nodiscard]] std::size_t size() const { return depth_; }

   private:
    std::vector<std::unique_ptr<Frame>> frames_;
    std::size_t depth_ = 0;
  };

  // ---- which kind of file -----------------------------------------------------------------------------------------

  // The kind is known when the top-level `schema` has been seen. It nearly always stands first; where it does not,
  // events are kept until it comes and then played again.
  bool find_schema(const Event& event) {
    kept_.push_back({event, std::string(event.text)});
    kept_.back().event.text = {};
    const bool opens = event.kind == Event::Kind::map_start || event.kind == Event::Kind::sequence_start;
    const bool closes = event.kind == Event::Kind::map_end || event.kind == Event::Kind::sequence_end;
    if (kept_.size() == 1 && event.kind != Event::Kind::map_start) {
      if (event.kind == Event::Kind::scalar && event.null) return true;  // an empty document: DOC104 at the end
      root_is_wrong_ = true;
      out_.readable = false;
      problem("DOC103", at(event.mark, 0), "the document is not a map of named values");
      missing_schema();
      stopped_ = true;
      return false;
    }
    if (opens) {
      ++scan_depth_;
      if (scan_depth_ == 2) scan_key_ = !scan_key_;  // a collection stands for the value
      return scan_depth_ <= max_nesting || deep(event.mark);
    }
    if (closes) {
      --scan_depth_;
      return true;
    }
    if (scan_depth_ != 1) return true;
    if (scan_key_) {
      scan_name_ = event.text;
      scan_key_ = false;
      return true;
    }
    scan_key_ = true;
    if (scan_name_ != "schema") return true;
    return start(event);
  }

  bool start(const Event& value) {
    out_.schema = value.text;
    for (const FileKind& kind : kinds_)
      if (kind.schema == value.text) out_.kind = &kind;
    if (out_.kind == nullptr) {
      out_.readable = false;
      const Place place = at(value.mark, out_.places.add_key(0, "schema"));
      if (value.null) {
        missing_schema();
      } else {
        problem("DOC104", place,
                fmt::format("unknown schema `{}`; known are {}", value.text, known_schemas(value.text)));
      }
      stopped_ = true;
      return false;
    }
    started_ = true;
    if (out_.kind->type == nullptr) {  // a known kind that nothing here judges
      stopped_ = true;
      return false;
    }
    root_ = out_.kind->create(holder_);
    for (KeptEvent& kept : kept_) {
      kept.event.text = kept.text;
      if (!take(kept.event)) return false;
    }
    kept_.clear();
    return true;
  }

  void missing_schema() {
    out_.readable = false;
    problem("DOC104", Place{},
            fmt::format("no `schema`; the first line says what the file is, one of {}", known_schemas({})));
  }

  std::string known_schemas(std::string_view word) const {
    std::vector<std::string_view> names;
    for (const FileKind& kind : kinds_) names.push_back(kind.schema);
    std::string text = fmt::format("{}", fmt::join(names, ", "));
    if (const auto near = word.empty() ? std::nullopt : nearest(word, names))
      text += fmt::format("; did you mean `{}`?", *near);
    return text;
  }

  // ---- structure --------------------------------------------------------------------------------------------------

  static Place at(Mark mark, NodeId node) { return {mark.line, mark.column, node}; }

  bool deep(Mark mark) {
    give_up(mark, fmt::format("nested deeper than {} levels", max_nesting));
    return false;
  }
  void give_up(Mark mark, std::string why) {
    problem("DOC005", at(mark, 0), std::move(why));
    out_.readable = false;
    stopped_ = true;
  }

  // Notes the line of every event below a personal key, known or not.
  void note_personal(const Event& event) {
    if (frames_.empty() || !frames_.back().within_personal || event.mark.line == 0) return;
    auto& lines = out_.personal_lines;
    if (!lines.empty() && event.mark.line <= lines.back().second + 1 && event.mark.line >= lines.back().first)
      lines.back().second = std::max(lines.back().second, event.mark.line);
    else lines.emplace_back(event.mark.line, event.mark.line);
  }

  bool take(const Event& event) {
    note_personal(event);
    switch (event.kind) {
      case Event::Kind::map_end:
      case Event::Kind::sequence_end: close(); return true;
      case Event::Kind::scalar:
      case Event::Kind::alias:
        if (!frames_.empty() && frames_.back().is_map && frames_.back().expects_key) key(event);
        else scalar(event);
        return !stopped_;
      case Event::Kind::map_start:
      case Event::Kind::sequence_start:
        if (static_cast<int>(frames_.size()) >= max_nesting) return deep(event.mark);
        open(event);
        return !stopped_;
    }
    return true;
  }

  // Anchors, aliases, tags and merge keys are refused wherever they stand; the value is then not used.
  bool refuse_features(const Event& event, NodeId node) {
    return (event.anchored || event.tagged || event.kind == Event::Kind::alias) && refuse_feature(event, node);
  }
  bool refuse_feature(const Event& event, NodeId node) {
    std::string what;
    if (event.kind == Event::Kind::alias) what = "an alias (*name)";
    else if (event.anchored) what = "an anchor (&name)";
    else if (event.tagged) what = "a tag (!name)";
    problem("DOC003", at(event.mark, node), what + " is not allowed; write the value out");
    return true;
  }

  void key(const Event& event) {
    Frame& frame = frames_.back();
    frame.expects_key = false;
    frame.field = nullptr;
    frame.key_is_new = false;
    const bool is_record = frame.type != nullptr && frame.type->kind == Type::Kind::record;
    const Field* field = is_record ? field_named(frame, event.text) : nullptr;
    NodeId node = frame.node;
    if (frame.type != nullptr) {
      // Keys of a field table live as long as the program; the document's own keys are kept in its place table.
      frame.key = field != nullptr ? field->key : out_.places.keep(event.text);
      node = out_.places.add_key(frame.node, frame.key);
    }
    frame.key_place = at(event.mark, node);
    if (refuse_features(event, node)) return;
    if (event.plain && event.text == "<<") {
      problem("DOC003", frame.key_place, "a merge key (<<) is not allowed; write the values out");
      return;
    }
    if (event.text.size() > max_scalar_bytes) {
      problem("DOC005", frame.key_place,
              fmt::format("a key of {} bytes; at most {} are read", event.text.size(), max_scalar_bytes));
      return;
    }
    const std::size_t index = field == nullptr ? 0 : index_of(frame, *field);
    const std::uint64_t bit = std::uint64_t{1} << index;
    const Place* earlier = field == nullptr         ? frame.seen.add(event.text, frame.key_place)
                           : (frame.met & bit) != 0 ? &frame.field_keys[index]
                                                    : nullptr;
    if (earlier != nullptr) {
      problem("DOC002", frame.key_place,
              fmt::format("the key `{}` stands twice in one map", shown(event.text, frame.personal)),
              {{*earlier, "the first one"}}, frame.personal);
      return;  // the first one stands; this value is skipped
    }
    frame.key_is_new = true;
    if (field != nullptr) {
      frame.met |= bit;
      frame.field_keys[index] = frame.key_place;
      frame.field = field;
      return;
    }
    if (!is_record) return;
    const Shape& shape = frame.type->shape();
    if (frames_.size() == 1 && event.text == "schema") return;
    std::vector<std::string_view> known;
    for (const Field& other : shape.fields) known.push_back(other.key);
    std::string message = fmt::format("unknown key `{}` in {}", shown(event.text, frame.personal), spaced(shape.name));
    if (const auto near = nearest(event.text, known)) message += fmt::format("; did you mean `{}`?", *near);
    else message += fmt::format("; known are {}", fmt::join(known, ", "));
    problem("DOC101", frame.key_place, std::move(message), {}, frame.personal);
  }

  static std::size_t index_of(const Frame& frame, const Field& field) {
    return static_cast<std::size_t>(&field - frame.masks->shape->fields.data());
  }

  static const Field* field_named(Frame& frame, std::string_view key) {
    const std::span<const Field> fields = frame.masks->shape->fields;
    for (std::size_t n = 0, i = frame.next_field; n < fields.size(); ++n, ++i) {
      if (i >= fields.size()) i -= fields.size();
      if (fields[i].key != key) continue;
      frame.next_field = i + 1;
      return &fields[i];
    }
    return nullptr;
  }

  static std::string spaced(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
  }
  static std::string shown(std::string_view text, bool personal) {
    if (personal) return "…";
    std::string out(text.substr(0, 60));
    while (!out.empty() && first_invalid_utf8(out)) out.pop_back();
    if (out.size() < text.size()) out += "…";
    for (char& c : out)  // a message is one line, and moves no cursor
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return out;
  }

  struct Slot {
    const Type* type = nullptr;
    void* target = nullptr;
    const Field* field = nullptr;  // with the constraints and the id's role
    NodeId node = 0;
    bool personal = false;
    bool null_means_absent = true;
  };

  // Where the value that comes now goes; moves the frame on.
  Slot next_slot(const Event& event) {
    if (frames_.empty()) return {nullptr, nullptr, nullptr, 0, false, false};
    Frame& frame = frames_.back();
    Slot slot;
    slot.personal = frame.personal;
    if (frame.is_map) {
      frame.expects_key = true;
      slot.node = frame.key_place.node;
      if (frame.type == nullptr) return slot;
      if (frame.type->kind == Type::Kind::record && frame.field != nullptr) {
        slot.type = &frame.field->type();
        slot.target = frame.field->member(frame.target);
        slot.field = frame.field;
        slot.personal = slot.personal || frame.field->is_personal;
        if (!event.null) frame.filled |= std::uint64_t{1} << index_of(frame, *frame.field);
      } else if (frame.type->kind == Type::Kind::map && frame.key_is_new) {
        slot.type = &frame.type->element();
        slot.field = frame.through;
        if (event.kind == Event::Kind::scalar && !event.null) {
          slot.target = frame.type->insert(frame.target, frame.key, frame.key_place);
          if (frame.through != nullptr && frame.through->role == IdRole::refers)
            references_.push_back({std::string(frame.key), frame.through->id_kind, frame.key_place});
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

  void scalar(const Event& event) {
    const Slot slot = next_slot(event);
    const Place place = at(event.mark, slot.node);
    if (refuse_features(event, slot.node)) return;
    if (event.text.size() > max_scalar_bytes) {
      problem("DOC005", place,
              fmt::format("a value of {} bytes; at most {} are read", event.text.size(), max_scalar_bytes));
      return;
    }
    if (slot.type == nullptr) return;
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
        problem("DOC103", place, fmt::format("`{}` {}", shown(event.text, false), *wrong));
      return;
    }
    if (slot.type->kind == Type::Kind::record && slot.target == nullptr && !frames_.back().is_map) {
      if (const Field* bare = slot.type->shape().bare_field()) {
        void* record = slot.type->open(frames_.back().type->append(frames_.back().target), place);
        if (const auto wrong = bare->type().read(bare->member(record), {event.text, event.plain}, place, bare->range))
          problem("DOC103", place, fmt::format("`{}` {}", shown(event.text, false), *wrong));
        return;
      }
    }
    if (slot.type->kind != Type::Kind::scalar) {
      problem("DOC103", place,
              fmt::format("expected {}, found `{}`", plural_kind(*slot.type), shown(event.text, slot.personal)), {},
              slot.personal);
      return;
    }
    void* target = slot.target;
    if (target == nullptr) {
      Frame& frame = frames_.back();
      if (frame.is_map) return;
      target = frame.type->append(frame.target);
    }
    static constexpr Range any;
    const Range& range = slot.field == nullptr ? any : slot.field->range;
    if (const auto wrong = slot.type->read(target, {event.text, event.plain}, place, range)) {
      problem("DOC103", place,
              slot.personal ? fmt::format("the value {}", *wrong)
                            : fmt::format("`{}` {}", shown(event.text, false), *wrong),
              {}, slot.personal);
      return;
    }
    if (slot.type->scalar == ScalarKind::id && slot.field != nullptr) {
      if (slot.field->role == IdRole::declares)
        declared_.push_back({std::string(event.text), slot.field->id_kind, place});
      if (slot.field->role == IdRole::refers)
        references_.push_back({std::string(event.text), slot.field->id_kind, place});
    }
  }

  void open(const Event& event) {
    const bool is_map = event.kind == Event::Kind::map_start;
    if (!frames_.empty() && frames_.back().is_map && frames_.back().expects_key) {
      // a collection as a key: it and its value are skipped
      problem("DOC103", at(event.mark, frames_.back().node), "a key must be a word, not a list or a map");
      frames_.back().expects_key = false;
      frames_.back().field = nullptr;
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
      problem("DOC103", place,
              fmt::format("expected {}, found {}", plural_kind(*slot.type), is_map ? "a map" : "a list"), {},
              slot.personal);
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

  void push_skipped(bool is_map, const Event& event) {
    const NodeId node = frames_.back().node;
    frames_.push(nullptr, is_map, at(event.mark, node), node, false);
  }

  void close() {
    const Frame& frame = frames_.back();
    if (!key_collection_depth_.empty() && key_collection_depth_.back() == frames_.size())
      key_collection_depth_.pop_back();
    frames_.pop();  // the frame itself stays until the next one is pushed
    if (frame.type == nullptr || frame.type->kind != Type::Kind::record) return;
    const Shape& shape = frame.type->shape();
    const RecordMasks& masks = *frame.masks;
    for (std::uint64_t missing = masks.required & ~frame.filled; missing != 0; missing &= missing - 1) {
      const Field& field = shape.fields[static_cast<std::size_t>(std::countr_zero(missing))];
      problem("DOC102", frame.place.known() ? frame.place : Place{1, 1, 0},
              fmt::format("`{}` is missing in {}", field.key, spaced(shape.name)));
    }
    if ((frame.filled & masks.at_most_one[0]) != 0 && (frame.filled & masks.at_most_one[1]) != 0) {
      const auto key_of = [&](std::uint64_t mask) {
        return frame.field_keys[static_cast<std::size_t>(std::countr_zero(mask))];
      };
      const Place both[2] = {key_of(masks.at_most_one[0]), key_of(masks.at_most_one[1])};
      if (both[0].known() && both[1].known()) {
        const bool second_later = std::pair(both[0].line, both[0].column) < std::pair(both[1].line, both[1].column);
        problem("DOC103", both[second_later ? 1 : 0],
                fmt::format("both `{}` and `{}`; at most one of them may stand", shape.at_most_one[0],
                            shape.at_most_one[1]),
                {{both[second_later ? 0 : 1], "the other one"}});
      }
    }
  }

  // ---- ids --------------------------------------------------------------------------------------------------------

  struct NamedId {
    std::string text;
    IdKind kind;
    Place place;
  };

  // What is declared under each id: open addressing in one piece of memory, for a document has dozens of ids and no
  // time.
  class IdIndex {
   public:
    struct Entry {
      const NamedId* first = nullptr;
      std::uint32_t kinds = 0;  // bits of IdKind
    };
    explicit IdIndex(std::size_t declared) {
      std::size_t size = 16;
      while (size < declared * 2) size *= 2;
      entries_.resize(size);
    }
    // The entry of an id, or an empty one where it would stand.
    Entry& at(std::string_view id) {
      std::size_t i = std::hash<std::string_view>{}(id) & (entries_.size() - 1);
      while (entries_[i].first != nullptr && entries_[i].first->text != id) i = (i + 1) & (entries_.size() - 1);
      return entries_[i];
    }

   private:
    std::vector<Entry> entries_;
  };

  void check_ids() {
    IdIndex index(declared_.size());
    const auto bit = [](IdKind kind) { return std::uint32_t{1} << static_cast<unsigned>(kind); };
    for (const NamedId& id : declared_) {
      IdIndex::Entry& entry = index.at(id.text);
      entry.kinds |= bit(id.kind);
      if (entry.first == nullptr) {
        entry.first = &id;
        continue;
      }
      problem("DOC105", id.place, fmt::format("the id {} is used twice; ids are unique in the file", id.text),
              {{entry.first->place, fmt::format("the {} that has it first", id_kind_name(entry.first->kind))}});
    }
    for (const NamedId& reference : references_) {
      const std::uint32_t kinds = index.at(reference.text).kinds;
      if (kinds != 0 && (reference.kind == IdKind::any_entry || (kinds & bit(reference.kind)) != 0)) continue;
      std::vector<std::string_view> known;
      for (const NamedId& id : declared_) {
        if (reference.kind == IdKind::any_entry || id.kind == reference.kind) known.push_back(id.text);
        if (known.size() > 12) break;
      }
      std::string message =
          fmt::format("there is no {} {} in the file", id_kind_name(reference.kind), shown(reference.text, false));
      if (!known.empty() && known.size() <= 12) message += fmt::format("; it has {}", fmt::join(known, ", "));
      problem("DOC106", reference.place, std::move(message));
    }
  }

  std::span<const FileKind> kinds_;
  void* holder_;
  Decoded& out_;
  void* root_ = nullptr;
  std::size_t values_ = 0;
  bool reads_again_;
  bool started_ = false;
  bool stopped_ = false;
  bool root_is_wrong_ = false;
  std::vector<KeptEvent> kept_;
  int scan_depth_ = 0;
  bool scan_key_ = true;
  std::string scan_name_;
  Frames frames_;
  std::vector<std::size_t> key_collection_depth_;
  std::vector<NamedId> declared_;
  std::vector<NamedId> references_;
};

}  // namespace

Decoded decode(const Slice& slice, std::span<const FileKind> kinds, void* holder, Readers readers) {
  if (readers == Readers::both) {
    Decoded out;
    out.places.expect(std::min<std::size_t>(slice.text.size() / 8, 4096));  // what a case file has, without growing
    Decoder decoder(kinds, holder, out, true);
    const bool complete = read_subset_events(slice.text, slice.first_line, decoder);
    const bool too_large = !out.problems.empty() && std::all_of(out.problems.begin(), out.problems.end(),
                                                                [](const Problem& p) { return p.rule == "DOC005"; });
    if (complete || (too_large && !out.readable && !check_layout(slice.text, slice.first_line))) {
      decoder.finish(complete);
      if (too_large || decoder.saw_nothing() || (out.readable && out.problems.empty())) return out;
    }
    if (out.kind != nullptr && out.kind->clear != nullptr) out.kind->clear(holder);
  }
  Decoded out;
  Decoder decoder(kinds, holder, out, false);
  if (slice.text.size() > max_slow_bytes) {
    out.readable = false;
    out.problems.push_back({"DOC005",
                            {slice.first_line, 1, 0},
                            fmt::format("a document of {} bytes; more than {} are read only where it has no fault and "
                                        "is laid out as `rar-record fmt` does it",
                                        slice.text.size(), max_slow_bytes),
                            {},
                            false});
    return out;
  }
  if (auto problem = check_layout(slice.text, slice.first_line)) {
    out.readable = false;
    out.problems.push_back(std::move(*problem));
    return out;
  }
  if (const auto error = read_events(slice.text, slice.first_line, decoder)) {
    out.readable = false;
    const Place place{error->mark.line, error->mark.column, 0};
    if (error->undefined_alias)
      decoder.problem("DOC003", place, "an alias (*name) is not allowed; write the value out");
    else decoder.problem("DOC001", place, fmt::format("not YAML: {}", error->message));
    decoder.finish(false);
    return out;
  }
  decoder.finish(true);
  return out;
}

}  // namespace probation::document
