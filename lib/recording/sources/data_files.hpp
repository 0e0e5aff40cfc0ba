// The files of `data` beside this one, carried along.
#pragma once
#include <span>

#include "base/carried_file.hpp"

namespace probation::recording {

std::span<const CarriedFile> source_data_files();  // code lists and built-in mappings, sorted by name

}  // namespace probation::recording
