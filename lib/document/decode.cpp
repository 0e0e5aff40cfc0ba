#include "document/decode.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/stage_times.hpp"
#include "document/decoder.hpp"
#include "document/readers.hpp"
#include "document/refused.hpp"
#include "document/subset_reader.hpp"

namespace probation::document {
namespace {

// Of a document outside the canonical layout, which the judge has to read. No case has so much; what has would keep
// memory and time that the other files of the run need.
constexpr std::size_t max_slow_bytes = 16U << 20;

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
