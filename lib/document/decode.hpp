// Events straight into the model, by field table: strict scalars, located values, every DOC finding that one
// document can show (DOC001–DOC106). Decoding never stops at the first mistake; what could be read is filled in.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"
#include "document/limits.hpp"
#include "document/problem.hpp"
#include "document/shape.hpp"

namespace probation::document {

// A kind of file: its `schema` word and, where this program reads it, its root record.
struct FileKind {
  std::string_view schema;  // "case/1"
  std::string_view sentence;
  const Type& (*type)() = nullptr;          // of the root; nothing: a known kind that nothing here decodes
  void* (*create)(void* holder) = nullptr;  // makes the empty root in the caller's holder and gives it back
  void (*clear)(void* holder) = nullptr;    // leaves the caller's holder as if nothing had been made
};

// A value that an excerpt of another member of its line does not show: free text, or refused and not to be shown.
struct HiddenSpan {
  std::uint32_t line = 0, column = 0;            // where it begins
  std::uint32_t next_line = 0, next_column = 0;  // where the next key or value begins; 0: nothing follows
  bool is_refused = false;                       // not shown in an excerpt of itself either
};

struct Decoded {
  std::string schema;              // as written; empty where missing
  const FileKind* kind = nullptr;  // nothing: not one of ours
  bool readable = true;            // false: DOC001, DOC003–DOC005 or an unknown schema; the root is not to be judged
  PlaceTable places;
  std::vector<Problem> problems;  // in document order
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      personal_lines;                        // first and last line of values that no output may repeat
  std::vector<std::string> broken_sections;  // top-level keys under which DOC001–DOC104 found something
  bool limited = false;  // of limited access, as far as can be told, and whoever runs the command may not see such
  std::vector<HiddenSpan> hidden;  // in document order
};

// Which readers may be asked. With both, a quick reader is asked first (of the canonical layout, or of JSON), and
// whatever it does not accept or the decoder complains about is read again by the judge (events.hpp), so that the
// answer is the same; tests compare the two.
enum class Readers : std::uint8_t { both, judge };

// Decodes one document into the root that `holder` gives.
Decoded decode(const Slice& slice, std::span<const FileKind> kinds, void* holder, Readers readers = Readers::both);

}  // namespace probation::document
