// Puts one member of a map in place: where it stands its value is replaced, where it does not it goes in by one line or
// into the brackets. No other byte is touched; the result is read again and must hold the old value, that member and
// nothing else.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "document/edit.hpp"

namespace probation::document {

// `path` leads to the map that holds the member; it must be there.
EditResult set_member(std::string_view file, std::span<const Step> path, std::string_view key, const Value& value);

}  // namespace probation::document
