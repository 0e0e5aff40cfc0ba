// The quick way to the events of a document in the canonical layout: block maps and lists, flow collections on one
// line, scalars on one line without escapes, block scalars, comments, one leading `---`. It never says what is wrong:
// at every doubt it gives up, and yaml-cpp, the only judge of what YAML is, reads the document from its beginning.
#pragma once
#include <cstdint>
#include <string_view>

#include "document/events.hpp"

namespace probation::document {

// True where the whole document was read: `sink` then got the very events that read_events gives. False where the text
// is not of that subset, or the sink stopped: what the sink got is then to be thrown away. Text as of read_events.
bool read_subset_events(std::string_view text, std::uint32_t first_line, EventSink& sink);

}  // namespace probation::document
