// Dates that cannot be: an offence that ends after the conviction, a conviction after the sentence, a birth date after
// an offence or ahead. The later of the two chooses no law: it is set apart, and every rule dated by it is
// undetermined.
#pragma once
#include "model/case_file.hpp"

namespace probation {

// Notes them in `file.impossible` and takes the later date of each away.
void set_impossible_dates_apart(CaseFile& file, Date as_of);

}  // namespace probation
