// The one interface between the bytes of a document and everything else: a reader turns one document's text
// into events, a sink receives them. No tree is built and no value is interpreted here.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probation::document {

// Line and column count from 1, the column in characters; both are of the whole file, not of the document.
struct Mark {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct Event {
  enum class Kind : std::uint8_t { map_start, map_end, sequence_start, sequence_end, scalar, alias };
  Kind kind{};
  Mark mark;              // of an end event: not known, line 0
  std::string_view text;  // scalar: the text after unquoting; alias: empty. Valid during the call only
  bool plain = false;     // scalar written without quotes and not as a block scalar
  bool null = false;      // scalar that is null: nothing, ~ or null, unquoted
  bool anchored = false;
  bool tagged = false;  // an explicit tag stands before the node
};

// Where a reader of the canonical layout stands in a text of ASCII alone.
struct Standing {
  const char* at = nullptr;
  const char* line_start = nullptr;
  std::uint32_t line = 0;
};

class EventSink {
 public:
  virtual ~EventSink() = default;
  // Returns false to stop the reader: the rest of the document is then not looked at.
  virtual bool on_event(const Event& event) = 0;
  // A key and its value, where that is a scalar and the reader has both at hand: the same as one after the other.
  virtual bool on_member(const Event& key, const Event& value) { return on_event(key) && on_event(value); }
  // The collections between brackets of which a sink took the beginning alone: how many, and which of them are lists,
  // the innermost as the lowest bit. The rest of each comes as events, of the innermost first.
  struct Opened {
    std::uint32_t count = 0;
    std::uint64_t lists = 0;
    void around(bool is_list) { lists |= std::uint64_t{is_list} << count++; }  // of what is counted already
  };
  // The reader stands at a key of the map that is open, in a text that ends at `end`. A sink may take as many members
  // as it can read by itself (a key and its value, the same as their events) and moves `where` behind the last value
  // it took, or the last that it took of what it opened (its bracket where that is nothing); of what it leaves the
  // events come. `block`: the members have a line each, and their keys this column, from 0; nothing where they stand
  // between brackets.
  virtual Opened take_members(Standing& where, const char* end, std::optional<std::size_t> block) {
    static_cast<void>(where), static_cast<void>(end), static_cast<void>(block);
    return {};
  }
  // The reader stands at the dash of an item of the list that is open, whose dashes have this column. A sink may take
  // items that are maps between brackets on one line, in the same way.
  virtual Opened take_items(Standing& where, const char* end, std::size_t column) {
    static_cast<void>(where), static_cast<void>(end), static_cast<void>(column);
    return {};
  }
};

// What cannot be read, or could be read in two ways, in our words, at our place. No word of the text is in it.
struct SyntaxError {
  Mark mark;
  std::string message;
};

// Reads the first (and only) document of `text`, whose first line is line `first_line` of its file, as the judge of
// what YAML and JSON say: JSON as RFC 8259 has it; else YAML 1.2 as libfyaml has it, with yaml-cpp as witness. Where
// the two read different things the answer is an error that names both readings. The error comes after the events. The
// text is UTF-8 without a byte order mark and within the limits of limits.hpp (check_layout).
std::optional<SyntaxError> read_events(std::string_view text, std::uint32_t first_line, EventSink& sink);

}  // namespace probation::document
