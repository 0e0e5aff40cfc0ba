// The national catalogue that the program carries with it: the files of examples/catalogue as they were when it was
// built. Used where no other catalogue is named; an own one replaces it as a whole, the two are never mixed.
#pragma once
#include "facts/catalogue/catalogue_facts.hpp"

namespace probation::intake {

// Decoded anew at each call. Throws std::logic_error where a file is not what it should be, which a test rules out.
CatalogueFacts national_catalogue();

}  // namespace probation::intake
