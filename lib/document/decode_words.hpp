// Words of the decoder's messages.
#pragma once
#include <string>
#include <string_view>

#include "document/problem.hpp"
#include "document/shape.hpp"

namespace probation::document {

std::string_view plural_kind(const Type& type);  // what a value of the type is: "a list", "a date"
std::string_view id_kind_name(IdKind kind);
std::string spaced(std::string_view name);  // a field table's name as people write it
// A value in a message: one line, not long, and nothing of it where it is personal.
std::string shown(std::string_view text, bool personal);

// DOC005 of a document that only the judge could read.
Problem too_large(std::size_t bytes, std::size_t allowed, std::uint32_t line);

}  // namespace probation::document
