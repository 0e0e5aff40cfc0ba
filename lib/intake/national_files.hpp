// The files of examples/catalogue, carried along.
#pragma once
#include <span>

#include "base/carried_file.hpp"

namespace probation::intake {

std::span<const CarriedFile> national_catalogue_files();  // sorted by name

}  // namespace probation::intake
