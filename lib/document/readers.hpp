// The readers behind read_events, each by itself: for the judge, who asks them, and for the tests that hold them to one
// another. No exception and no word of a library leaves its file.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "document/events.hpp"

namespace probation::document {

// A document of JSON as RFC 8259 says it, surrogate pairs included, whatever its layout but for a tab that indents it
// as a whole and a colon on the line after its key.
enum class JsonReading : std::uint8_t {
  whole,      // read to its end
  not_json,   // something else, such a layout, or nested deeper than a case is; some events may have been given
  stopped,    // by the sink
  lone_half,  // JSON, with half a surrogate pair in it: no character
};
struct JsonAnswer {
  JsonReading reading = JsonReading::not_json;
  Mark mark;  // of the lone half
};
JsonAnswer read_json_events(std::string_view text, std::uint32_t first_line, EventSink& sink);
// Whether the text begins as an object of JSON does: then nobody else is asked first.
bool begins_as_json(std::string_view text);

// YAML 1.2 by libfyaml. Of an empty value the mark is that of what comes next.
std::optional<SyntaxError> read_libfyaml_events(std::string_view text, std::uint32_t first_line, EventSink& sink);

// YAML as yaml-cpp has it, which reads much that is none.
std::optional<SyntaxError> read_yaml_cpp_events(std::string_view text, std::uint32_t first_line, EventSink& sink);

}  // namespace probation::document
