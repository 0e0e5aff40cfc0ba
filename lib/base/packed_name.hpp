// Names of files that are stored compressed: NAME.gz and NAME.zst are read as what is in them.
#pragma once
#include <span>
#include <string_view>

namespace probation {

std::span<const std::string_view> compressed_endings();  // ".gz", ".zst"
// The name without such an ending, in any case of letters; empty: it has none.
std::string_view name_inside(std::string_view path);
// The name by which its kind is told: without such an ending where it has one.
std::string_view unpacked_name(std::string_view path);

}  // namespace probation
