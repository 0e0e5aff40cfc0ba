// The national catalogue that the program carries with it: the files of examples/catalogue as they were when it was
// built. Used where no other catalogue is named; an own one replaces it as a whole, the two are never mixed.
#pragma once
#include <span>
#include <string_view>

#include "facts/catalogue/catalogue_facts.hpp"

namespace probation::intake {

struct NationalFile {
  std::string_view name;  // of the file, without folder
  std::string_view text;
};
std::span<const NationalFile> national_catalogue_files();  // sorted by name

// Decoded anew at each call. Throws std::logic_error where a file is not what it should be, which a test rules out.
CatalogueFacts national_catalogue();

}  // namespace probation::intake
