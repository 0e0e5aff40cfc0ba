// Words of the decoder's messages.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "document/problem.hpp"
#include "document/shape.hpp"

namespace probation::document {

std::string_view plural_kind(const Type& type);  // what a value of the type is: "a list", "a date"
std::string_view id_kind_name(IdKind kind);
std::string spaced(std::string_view name);  // a field table's name as people write it
// How much of what a document holds its messages may show: `hides` is of a reader that may see no value at all.
struct Showing {
  bool hides = false;      // --redact, or limited access
  bool shows_any = false;  // a policy, a catalogue, …: nothing in them is about a person
};
bool shows_refused(const Type& type, std::string_view text, Showing showing);
// "`2025-13-01` is not a date: …", with the value only where it may be shown. Nothing wrong said: one value where a
// list or map is wanted.
std::string refusal(const Type& type, std::string_view text, std::string_view wrong, Showing showing, bool personal);
// A key that is none of `known`, or is data, as pointers and messages show it: `…` where it is not near to one of them.
std::string_view key_shown(std::string_view key, std::span<const std::string_view> known, Showing showing);
inline constexpr std::string_view hidden_key = "…";
// Whether an excerpt of another member shows the field's value: ids, codes and words do, free text does not.
bool is_free_text(const Field& field, const Type& type);
// What other files declare: one word each, but nothing asks so when it is read.
inline bool is_name_elsewhere(const Field& field) {
  return field.key == "intervention" || field.key == "programme" || field.key == "of";
}
// The code of a region, PDU or team, which a document about people may hold something else in.
inline bool is_code_of_place(const Field& field) {
  return field.key == "region" || field.key == "pdu" || field.key == "team";
}

// DOC005 of a document that only the judge could read.
Problem too_large(std::size_t bytes, std::size_t allowed, std::uint32_t line);

}  // namespace probation::document
