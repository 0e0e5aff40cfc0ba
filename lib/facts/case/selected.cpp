#include "facts/case/selected.hpp"

#include <algorithm>

#include "facts/catalogue/catalogue_facts.hpp"

namespace probation {

RegionsChoice choice_of_region(const CaseFacts& facts, const Intervention& intervention, Date day) {
  if (facts.catalogue == nullptr || !facts.catalogue->selections || intervention.kind.is(InterventionKind::toolkit) ||
      !intervention.id)
    return {true, {}};
  if (!facts.file.manager) return {std::nullopt, {{facts.file.place, "manager"}}};
  if (!facts.file.manager->region) return {std::nullopt, {{facts.file.manager->place, "region"}}};
  RegionsChoice choice;
  for (const RegionSelection& selection : *facts.catalogue->selections) {
    if (!facts.file.manager->region.is(selection.region) || !selection.in_force(day)) continue;
    const bool named = std::find(selection.selected.begin(), selection.selected.end(), intervention.id->text) !=
                       selection.selected.end();
    choice.selected = choice.selected.value_or(false) || named;
  }
  return choice;
}

std::string region_shown(const CaseFacts& facts) {
  const bool is_said = !facts.file.limited_access.is(true) && facts.file.manager && facts.file.manager->region;
  return is_said ? *facts.file.manager->region : std::string("its region");
}

}  // namespace probation
