// The names of the facts that an answer about a case lacks.
#pragma once
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// Where the orders did not decode, the section that was not read is the missing fact, and no key of it.
std::vector<std::string> names_of(const CaseFacts& facts, const PlaceTable& places,
                                  const std::vector<Missing>& missing);

}  // namespace probation
