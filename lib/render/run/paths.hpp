// How a path is written in reports that a forge reads: from the root of the repository where the file lies below it.
#pragma once
#include <string>

#include "render/run/run.hpp"

namespace probation::render {

std::string from_repository(const RunOutput& run, std::string_view path);
// Bytes that are no UTF-8 as \xE9, so that a name survives every format.
std::string printable(std::string_view path);

}  // namespace probation::render
