#include "document/decode.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/stage_times.hpp"
#include "base/text.hpp"
#include "document/decode_frames.hpp"
#include "document/decode_ids.hpp"
#include "document/decode_schema.hpp"
#include "document/decode_words.hpp"
#include "document/limited_mark.hpp"
#include "document/readers.hpp"
#include "document/refused.hpp"
#include "document/subset_reader.hpp"

namespace probation::document {
namespace {

// No case has so much; what has would keep memory and time that the other files of the run need.
constexpr std::size_t max_values = 150'000;  // keys and values of one document
constexpr std::size_t max_problems = 2'000;  // of one document; then nobody reads on
constexpr std::size_t max_slow_bytes =
    16U << 20;  // of a document outside the canonical layout, which the judge has to read

constexpr std::uint32_t longest_id = 64;

// What is in the files of cases, plans and panels is about people; of all others any word may be shown.
bool is_about_people(std::string_view schema) {
  static constexpr std::array<std::string_view, 4> kinds{"case/1", "plan/1", "panel/1", "cohort/1"};
  return std::find(kinds.begin(), kinds.end(), schema) != kinds.end();
}

class Decoder : public EventSink {
 public:
  // `reads_again`: whatever is found wrong, another reader is asked afterwards.
  Decoder(std::span<const FileKind> kinds, void* holder, Decoded& out, bool reads_again, bool hides)
      : kinds_(kinds), holder_(holder), out_(out), showing_{hides, true}, reads_again_(reads_again) {}

  bool on_event(const Event& event) override {
    if (stopped_) return false;
    if (event.mark.line != 0 && where_it_begins_.line == 0) where_it_begins_ = at(event.mark, 0);
    if (event.mark.line != 0 && ++values_ > max_values) {  // ends have no line
      give_up(event.mark, fmt::format("more than {} keys and values in one document", max_values));
      return false;
    }
    if (!out_.problems.empty() && !goes_on_after_problems(event)) return false;
    if (started_) return take(event);
    return find_schema(event);
  }

  bool goes_on_after_problems(const Event& event) {
    if (out_.problems.size() > max_problems) {
      give_up(event.mark, fmt::format("more than {} faults in one document; the rest of it is not read", max_problems));
      return false;
    }
    // The quick reader's document is read again where anything is wrong with it but its size.
    return !reads_again_ || out_.problems.back().rule == "DOC005";
  }

  // After the last event. `complete`: the document was read to its end.
  void finish(bool complete, const Slice& slice) {
    const std::string_view text = slice.text;
    if (where_it_begins_.line == 0) where_it_begins_ = {slice.first_line, 1, 0};
    out_.limited = mark_.is_limited() || ((!complete || stopped_) && mentions_limits(text));
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
  // ---- which kind of file -----------------------------------------------------------------------------------------

  bool find_schema(const Event& event) {
    switch (search_.look(event)) {
      case SchemaSearch::Answer::not_yet: return true;
      case SchemaSearch::Answer::found: return start(event);
      case SchemaSearch::Answer::too_deep: return deep(event.mark);
      case SchemaSearch::Answer::no_map: break;
    }
    root_is_wrong_ = true;
    out_.readable = false;
    problem("DOC103", at(event.mark, 0), "the document is not a map of named values");
    missing_schema();
    stopped_ = true;
    return false;
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
        std::vector<std::string_view> known;
        for (const FileKind& kind : kinds_) known.push_back(kind.schema);
        const bool is_shown = may_be_slip(value.text, showing_.hides ? Wanted::nothing : Wanted::word, known);
        problem("DOC104", place,
                fmt::format("unknown schema {}; known are {}", value_in_words(value.text, is_shown),
                            known_schemas(kinds_, is_shown ? value.text : std::string_view{})));
      }
      stopped_ = true;
      return false;
    }
    started_ = true;
    showing_.shows_any = !is_about_people(value.text);
    if (out_.kind->type == nullptr) {  // a known kind that nothing here judges
      stopped_ = true;
      return false;
    }
    root_ = out_.kind->create(holder_);
    return search_.play([&](const Event& event) { return take(event); });
  }

  void missing_schema() {
    out_.readable = false;
    problem("DOC104", where_it_begins_,
            fmt::format("no `schema`; the first line says what the file is, one of {}", known_schemas(kinds_, {})));
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

  void check_ids() {
    for (const Place place : ids_.check(out_.problems, showing_)) {
      const auto begins_later = [&](const HiddenSpan& span) {
        return std::pair(span.line, span.column) > std::pair(place.line, place.column);
      };
      const auto at = std::find_if(out_.hidden.begin(), out_.hidden.end(), begins_later);
      // An id is one word of one line; the line may go on behind it.
      out_.hidden.insert(at, {place.line, place.column, place.line, place.column + longest_id + 2, true});
    }
  }

  // Notes the line of every event below a personal key, known or not.
  void note_personal(const Event& event) {
    if (frames_.empty() || !frames_.back().within_personal || event.mark.line == 0) return;
    note_line(out_.personal_lines, event.mark.line);
  }

  // What an excerpt of another member of the line does not show.
  void hide(const Event& event, bool is_refused) {
    if (!event.null) hide_span(event, is_refused);
  }
  void hide_span(const Event& event, bool is_refused = true) {
    if (event.mark.line == 0) return;
    out_.hidden.push_back({event.mark.line, event.mark.column, 0, 0, is_refused});
    ends_hidden_ = true;
  }

  bool take(const Event& event) {
    if (ends_hidden_ && event.mark.line != 0) {
      out_.hidden.back().next_line = event.mark.line;
      out_.hidden.back().next_column = event.mark.column;
      ends_hidden_ = false;
    }
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
    hide_span(event);  // its name, and the value that is not used
    problem("DOC003", at(event.mark, node), what + " is not allowed; write the value out");
    return true;
  }

  void key(const Event& event) {
    Frame& frame = frames_.back();
    frame.expects_key = false;
    frame.field = nullptr;
    frame.key_is_new = false;
    const bool is_record = frame.type != nullptr && frame.type->kind == Type::Kind::record;
    if (const Field* field = is_record ? field_named(frame, event.text) : nullptr) known_key(event, frame, *field);
    else other_key(event, frame, is_record);
  }

  // As good as every key of a caseload.
  void known_key(const Event& event, Frame& frame, const Field& field) {
    mark_.meet_known_key(field.key);
    frame.key = field.key;  // it lives as long as the program
    frame.key_place = at(event.mark, out_.places.add_key(frame.node, field.key));
    if (refuse_features(event, frame.key_place.node)) return;
    const std::size_t index = index_of(frame, field);
    const std::uint64_t bit = std::uint64_t{1} << index;
    if ((frame.met & bit) != 0) return stands_twice(frame, field.key, frame.field_keys[index]);
    frame.met |= bit;
    frame.field_keys[index] = frame.key_place;
    frame.key_is_new = true;
    frame.field = &field;
  }

  // The first one stands; the value of this one is skipped.
  void stands_twice(const Frame& frame, std::string_view named, Place earlier) {
    problem("DOC002", frame.key_place,
            fmt::format("the key `{}` stands twice in one map", frame.personal ? hidden_key : named),
            {{earlier, "the first one"}}, frame.personal);
  }

  // A key of a map whose keys are data, of what is skipped, or that a record does not know.
  void other_key(const Event& event, Frame& frame, bool is_record) {
    mark_.meet_unknown_key(event.text);
    NodeId node = frame.node;
    std::vector<std::string_view> known;
    if (is_record)
      for (const Field& other : frame.type->shape().fields) known.push_back(other.key);
    const bool is_schema = is_record && frames_.size() == 1 && event.text == "schema";
    const std::string_view named = is_schema ? event.text : key_shown(event.text, known, showing_);
    if (frame.type != nullptr) {
      frame.key = out_.places.keep(event.text);
      node = out_.places.add_key(frame.node, named == event.text ? frame.key : hidden_key);
    }
    if (named == hidden_key) hide(event, true);
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
    if (const Place* earlier = frame.seen.add(event.text, frame.key_place)) return stands_twice(frame, named, *earlier);
    frame.key_is_new = true;
    if (!is_record || is_schema) return;
    std::string message =
        fmt::format("unknown key `{}` in {}", frame.personal ? hidden_key : named, spaced(frame.type->shape().name));
    const auto near = showing_.hides ? std::nullopt : nearest(event.text, known);
    if (near) message += fmt::format("; did you mean `{}`?", *near);
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
      const std::string_view name = fields[i].key;
      if (name.size() != key.size() || name.front() != key.front() || name != key) continue;
      frame.next_field = i + 1;
      return &fields[i];
    }
    return nullptr;
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
    mark_.meet_value(event);
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

  void scalar(const Event& event) {
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
    static constexpr Range any;
    const Range& range = slot.field == nullptr ? any : slot.field->range;
    if (const auto wrong = slot.type->read(target, {event.text, event.plain}, place, range)) {
      refuse(event, slot, *slot.type, *wrong);
      return;
    }
    if (slot.field != nullptr && is_free_text(*slot.field, *slot.type)) hide(event, false);
    if (slot.field != nullptr && !is_code(*slot.field, event.text)) {
      hide(event, true);
      slot.type->read(target, {hidden_key, false}, place, range);
    }
    if (slot.type->scalar == ScalarKind::id && slot.field != nullptr) {
      if (slot.field->role == IdRole::declares) ids_.declares(event.text, slot.field->id_kind, place);
      if (slot.field->role == IdRole::refers) ids_.refers(event.text, slot.field->id_kind, place);
    }
  }

  // The code of a region, where it can be one; of a PDU or team too where nothing but codes may be shown of them.
  [[nodiscard]] bool is_code(const Field& field, std::string_view text) const {
    if (showing_.shows_any) return true;
    const bool asks = field.key == "region" || (showing_.hides && (field.key == "pdu" || field.key == "team"));
    return !asks || may_be_slip(text, Wanted::any);
  }

  void refuse(const Event& event, const Slot& slot, const Type& type, std::string_view wrong) {
    const bool is_shown = !slot.personal && shows_refused(type, event.text, showing_);
    if (!is_shown) hide(event, true);
    std::string message = refusal(type, event.text, wrong, showing_, slot.personal);
    problem("DOC103", at(event.mark, slot.node), std::move(message), {}, slot.personal);
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
    add_faults_of_record(frame, out_.problems);
  }

  std::span<const FileKind> kinds_;
  void* holder_;
  Decoded& out_;
  Showing showing_;
  LimitedMark mark_;
  bool ends_hidden_ = false;  // the last hidden span waits for what comes after it
  void* root_ = nullptr;
  Place where_it_begins_{};  // the document: of its first value
  std::size_t values_ = 0;
  bool reads_again_;
  bool started_ = false;
  bool stopped_ = false;
  bool root_is_wrong_ = false;
  SchemaSearch search_;
  Frames frames_;
  std::vector<std::size_t> key_collection_depth_;
  DocumentIds ids_;
};

// Whether a quick reader read the document to its end.
bool read_quickly(const Slice& slice, EventSink& sink) {
  if (begins_as_json(slice.text))
    return read_json_events(slice.text, slice.first_line, sink).reading == JsonReading::whole;
  return read_subset_events(slice.text, slice.first_line, sink);
}

Decoded refused(Problem problem, std::string_view text) {
  Decoded out;
  out.readable = false;
  out.limited = mentions_limits(text);
  out.problems.push_back(std::move(problem));
  return out;
}

// `hides`: no message shows a value.
Decoded decode_once(const Slice& slice, std::span<const FileKind> kinds, void* holder, Readers readers, bool hides) {
  if (readers == Readers::both) {
    Decoded out;
    out.places.expect(std::min<std::size_t>(slice.text.size() / 8, 4096));  // what a case file has, without growing
    Decoder decoder(kinds, holder, out, true, hides);
    const bool complete = read_quickly(slice, decoder);
    const bool too_large = !out.problems.empty() && std::all_of(out.problems.begin(), out.problems.end(),
                                                                [](const Problem& p) { return p.rule == "DOC005"; });
    if (complete || (too_large && !out.readable && !check_layout(slice.text, slice.first_line))) {
      decoder.finish(complete, slice);
      // That an id leads nowhere is found in what was read, once all of it was: another reader could not say otherwise.
      const bool is_right_so_far =
          std::all_of(out.problems.begin(), out.problems.end(), [](const Problem& p) { return p.rule == "DOC106"; });
      if (too_large || decoder.saw_nothing() || (out.readable && is_right_so_far)) {
        count_document(false);
        return out;
      }
    }
    if (out.kind != nullptr && out.kind->clear != nullptr) out.kind->clear(holder);
  }
  count_document(true);
  if (slice.text.size() > max_slow_bytes)
    return refused(too_large(slice.text.size(), max_slow_bytes, slice.first_line), slice.text);
  if (auto problem = check_layout(slice.text, slice.first_line)) return refused(std::move(*problem), slice.text);
  Decoded out;
  Decoder decoder(kinds, holder, out, false, hides);
  const auto error = read_events(slice.text, slice.first_line, decoder);
  if (error) {
    out.readable = false;
    decoder.problem("DOC001", {error->mark.line, error->mark.column, 0}, fmt::format("not YAML: {}", error->message));
  }
  decoder.finish(!error, slice);
  return out;
}

}  // namespace

Decoded decode(const Slice& slice, std::span<const FileKind> kinds, void* holder, Readers readers) {
  Decoded out = decode_once(slice, kinds, holder, readers, sight().redact);
  // That a document is limited may stand at its end, when its messages are made.
  if (out.limited && !sight().with_limited && !sight().redact && !out.problems.empty()) {
    if (out.kind != nullptr && out.kind->clear != nullptr) out.kind->clear(holder);
    out = decode_once(slice, kinds, holder, readers, true);
  }
  out.limited = out.limited && !sight().with_limited;
  return out;
}

}  // namespace probation::document
