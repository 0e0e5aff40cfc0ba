// Whether anybody at all can be given an intervention: its scores, ages, sexes, settings and sessions against what
// they can be. It knows nothing of a person.
#pragma once
#include <string>
#include <vector>

#include "base/place.hpp"
#include "model/intervention.hpp"

namespace probation {

struct ImpossibleFact {
  Place place;
  std::string words;
};
// Numbers outside what they can be, and conditions nobody meets; in the order of the file's sections.
std::vector<ImpossibleFact> impossible_facts(const Intervention& intervention);

}  // namespace probation
