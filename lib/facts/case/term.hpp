// The suspended term in months, as far as its units compare with months.
#pragma once
#include <optional>

#include "model/case_file.hpp"

namespace probation {

// Whether the term is more than `months`. Years are 12 months; days and weeks are compared by the longest and the
// shortest such period, so the answer is nothing in the band where months and days cannot be told apart.
std::optional<bool> term_exceeds(const std::optional<Term>& term, int months);
// Whether the term is less than so many days; a month is 28 to 31 of them, and nothing is said where that decides.
std::optional<bool> term_is_under(const std::optional<Term>& term, int days);

}  // namespace probation
