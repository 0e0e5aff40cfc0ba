// A case as others may see it: ids, dates, numbers and words of the format, and nothing else. Free text, codes of
// people and places, who the person is, what was done and needed, and comments give way to `…` or a pseudonym.
#pragma once
#include <set>
#include <string>
#include <string_view>

#include "document/shape.hpp"
#include "document/tree.hpp"

namespace probation::recording {

enum class Sight : std::uint8_t { all, redacted, limited };

// Whether a value of the field may be seen. `type` is that of the value, of a list that of its elements.
bool may_be_seen(const document::Field& field, const document::Type& type);
// The ids that the entries of a case have. A reference to none of them is no id, and is not shown; nor is an
// intervention that is more than one word.
std::set<std::string, std::less<>> ids_in(const document::Tree& root);
bool refers_to_nothing(const document::Field& field, const document::Type& type, std::string_view text,
                       const std::set<std::string, std::less<>>& ids);
// A key that is data: of a map, where ids and numbers of items stand. Anything else there is somebody's words.
bool key_may_be_seen(std::string_view key, const std::set<std::string, std::less<>>& ids);
// The text with what may not be seen taken out. What cannot be read is taken out whole.
std::string shielded(const std::string& bytes, Sight sight);

}  // namespace probation::recording
