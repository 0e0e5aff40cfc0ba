#include "document/decoder.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/refused.hpp"

namespace probation::document {
namespace {

constexpr std::size_t max_problems = 2'000;  // of one document; then nobody reads on

constexpr std::uint32_t longest_id = 64;

// What is in the files of cases, plans and panels is about people; of all others any word may be shown.
bool is_about_people(std::string_view schema) {
  static constexpr std::array<std::string_view, 4> kinds{"case/1", "plan/1", "panel/1", "cohort/1"};
  return std::find(kinds.begin(), kinds.end(), schema) != kinds.end();
}

}  // namespace

bool Decoder::on_event(const Event& event) {
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

// As good as every member of a caseload: a known key, met for the first time, and one value under it that nobody hides.
// Whatever is not so goes the long way.
bool Decoder::on_member(const Event& key, const Event& value) {
  const bool may_be = started_ && !stopped_ && out_.problems.empty() && values_ + 2 <= max_values && !frames_.empty() &&
                      !value.null && !key.anchored && !key.tagged && !value.anchored && !value.tagged &&
                      value.text.size() <= max_scalar_bytes;
  if (!may_be) return EventSink::on_member(key, value);
  Frame& frame = frames_.back();
  if (frame.masks == nullptr || !frame.expects_key || frame.within_personal) return EventSink::on_member(key, value);
  const KnownKey* known = key_named(frame, key.text);
  if (known == nullptr || (frame.met & known->bit) != 0 || !known->is_scalar) return EventSink::on_member(key, value);
  const Field* field = known->field;
  frame.next_field = known->index + 1;
  values_ += 2;
  if (ends_hidden_) end_hidden(key.mark);
  const NodeId node = out_.places.add_word(frame.node, field->key);
  frame.met |= known->bit;
  frame.filled |= known->bit;
  const Place place = at(value.mark, node);
  void* target = field->member(frame.target);
  if (known->is_closer_read ||
      !known->type->takes(target, value.text, {place.line, place.column, node, value.plain}, field->range))
    put(value, {known->type, target, field, node, frame.personal || field->is_personal, true}, target, place);
  else if (known->is_id) note_id(out_.places.keep(value.text), *field, place);
  return !stopped_;
}

bool Decoder::goes_on_after_problems(const Event& event) {
  if (out_.problems.size() > max_problems) {
    give_up(event.mark, fmt::format("more than {} faults in one document; the rest of it is not read", max_problems));
    return false;
  }
  // The quick reader's document is read again where anything is wrong with it but its size.
  return !reads_again_ || out_.problems.back().rule == "DOC005";
}

void Decoder::finish(bool complete, const Slice& slice) {
  const std::string_view text = slice.text;
  if (where_it_begins_.line == 0) where_it_begins_ = {slice.first_line, 1, 0};
  out_.limited = mark_.is_limited() || ((!complete || stopped_ || !started_) && mentions_limits(text));
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

bool Decoder::find_schema(const Event& event) {
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

bool Decoder::start(const Event& value) {
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

void Decoder::missing_schema() {
  out_.readable = false;
  problem("DOC104", where_it_begins_,
          fmt::format("no `schema`; the first line says what the file is, one of {}", known_schemas(kinds_, {})));
}

bool Decoder::deep(Mark mark) {
  give_up(mark, fmt::format("nested deeper than {} levels", max_nesting));
  return false;
}

void Decoder::give_up(Mark mark, std::string why) {
  problem("DOC005", at(mark, 0), std::move(why));
  out_.readable = false;
  stopped_ = true;
}

void Decoder::check_ids() {
  for (const Place place : ids_.check(out_.problems, showing_)) {
    const auto begins_later = [&](const HiddenSpan& span) {
      return std::pair(span.line, span.column) > std::pair(place.line, place.column);
    };
    const auto at = std::find_if(out_.hidden.begin(), out_.hidden.end(), begins_later);
    // An id is one word of one line; the line may go on behind it.
    out_.hidden.insert(at, {place.line, place.column, place.line, place.column + longest_id + 2, true});
  }
}

void Decoder::note_personal(const Event& event) {
  if (frames_.empty() || !frames_.back().within_personal || event.mark.line == 0) return;
  note_line(out_.personal_lines, event.mark.line);
}

void Decoder::hide_span(const Event& event, bool is_refused) {
  if (event.mark.line == 0) return;
  out_.hidden.push_back({event.mark.line, event.mark.column, 0, 0, is_refused});
  ends_hidden_ = true;
}

bool Decoder::take(const Event& event) {
  if (ends_hidden_ && event.mark.line != 0) end_hidden(event.mark);
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

bool Decoder::refuse_feature(const Event& event, NodeId node) {
  std::string what;
  if (event.kind == Event::Kind::alias) what = "an alias (*name)";
  else if (event.anchored) what = "an anchor (&name)";
  else if (event.tagged) what = "a tag (!name)";
  hide_span(event);  // its name, and the value that is not used
  problem("DOC003", at(event.mark, node), what + " is not allowed; write the value out");
  return true;
}

void Decoder::key(const Event& event) {
  Frame& frame = frames_.back();
  frame.expects_key = false;
  frame.known = nullptr;
  frame.key_is_new = false;
  const bool is_record = frame.type != nullptr && frame.type->kind == Type::Kind::record;
  if (const KnownKey* known = is_record ? key_named(frame, event.text) : nullptr) known_key(event, frame, *known);
  else other_key(event, frame, is_record);
}

void Decoder::known_key(const Event& event, Frame& frame, const KnownKey& known) {
  frame.next_field = known.index + 1;
  mark_.meet_known_key(known.text);
  frame.key = known.text;  // it lives as long as the program
  frame.key_place = at(event.mark, out_.places.add_word(frame.node, known.text));
  if (refuse_features(event, frame.key_place.node)) return;
  KeyPlace& first = frame.field_keys[known.index];
  // Where the first stands is not noted by a quick reader: the judge reads again, and says it.
  if ((frame.met & known.bit) != 0) return stands_twice(frame, known.text, reads_again_ ? Place{} : first);
  frame.met |= known.bit;
  first = {frame.key_place.line, frame.key_place.column, frame.key_place.node};
  frame.key_is_new = true;
  frame.known = &known;
}

void Decoder::stands_twice(const Frame& frame, std::string_view named, Place earlier) {
  problem("DOC002", frame.key_place,
          fmt::format("the key `{}` stands twice in one map", frame.personal ? hidden_key : named),
          {{earlier, "the first one"}}, frame.personal);
}

void Decoder::other_key(const Event& event, Frame& frame, bool is_record) {
  mark_.meet_unknown_key(event.text);
  NodeId node = frame.node;
  std::vector<std::string_view> known;
  if (is_record)
    for (const Field& other : frame.type->shape().fields) known.push_back(other.key);
  const bool is_schema = is_record && frames_.size() == 1 && event.text == "schema";
  const std::string_view named = is_schema ? event.text : key_shown(event.text, known, showing_);
  frame.key = out_.places.keep(event.text);
  if (frame.type != nullptr) node = out_.places.add_key(frame.node, named == event.text ? frame.key : hidden_key);
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
  if (const Place* earlier = frame.seen.add(frame.key, frame.key_place)) return stands_twice(frame, named, *earlier);
  frame.key_is_new = true;
  if (!is_record || is_schema) return;
  std::string message =
      fmt::format("unknown key `{}` in {}", frame.personal ? hidden_key : named, spaced(frame.type->shape().name));
  const auto near = showing_.hides ? std::nullopt : nearest(event.text, known);
  if (near) message += fmt::format("; did you mean `{}`?", *near);
  else message += fmt::format("; known are {}", fmt::join(known, ", "));
  problem("DOC101", frame.key_place, std::move(message), {}, frame.personal);
}

}  // namespace probation::document
