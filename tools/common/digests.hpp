// Digests by which two runs tell whether they had the same before them.
#pragma once
#include <string>
#include <string_view>

#include "intake/world.hpp"

namespace probation::tools {

std::string digest_of_text(std::string_view text);  // lower-case hex
// Of a file's bytes, or of every file of a folder; empty where no path is given. What cannot be read has a digest too.
std::string digest_of_path(intake::World& world, const std::string& path);

}  // namespace probation::tools
