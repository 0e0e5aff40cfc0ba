// Whether the person's region put an intervention on, on a day, as its selection files say. One answer for the rule on
// planned work (PLN315), the planner and its checker: a course is begun on its first day, not on the day of asking.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "model/intervention.hpp"

namespace probation {

struct RegionsChoice {
  std::optional<bool> selected;  // nothing: not known; true also where nobody asks: no selections, a toolkit
  std::vector<Missing> missing;  // the region, where it is not recorded; empty: it has no file that holds on the day
};
// Toolkits are the practitioner's own work; a region chooses what it puts on.
RegionsChoice choice_of_region(const CaseFacts& facts, const Intervention& intervention, Date day);

// The code of the case's region in words; of a case of limited access no code is said.
std::string region_shown(const CaseFacts& facts);

}  // namespace probation
