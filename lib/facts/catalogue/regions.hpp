// What the regions chose from the catalogue, and which need areas that covers on a day.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"

namespace probation {

struct Coverage {
  std::string region;
  // Structured interventions chosen that are in use; all three areas stand here.
  std::map<InterventionNeedArea, std::vector<std::string>> areas;
  std::vector<InterventionNeedArea> missing;
  std::vector<std::string> lapsed;
  std::vector<std::string> unknown;    // not in the catalogue, or not yet in the register on the day
  std::vector<std::string> undecided;  // structured interventions chosen whose area or state is not recorded
};
// Of the ids chosen, each once, in order.
Coverage coverage_of(const std::string& region, const std::vector<std::string>& chosen, const CatalogueFacts& catalogue,
                     Date as_of);

// What a region's files say of the day.
enum class SelectionOnDay { open, ahead, ended, none };
std::string_view word(SelectionOnDay selection);

// One region's files: those that hold on the day, else the last to have begun, else the first to begin.
struct RegionFiles {
  std::string region;
  std::vector<const SelectionEntry*> files;
  bool in_force = false, ahead = false;
  [[nodiscard]] std::vector<std::string> chosen() const;  // each once, in the order of the files
  [[nodiscard]] SelectionOnDay on_day() const;
};
std::vector<RegionFiles> by_region(const std::vector<SelectionEntry>& selections, Date as_of);  // sorted by region

}  // namespace probation
