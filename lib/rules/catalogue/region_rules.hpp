// The rules about what one region chose from the catalogue. They are judged across files, once catalogue and selections
// are read: a region may have several files, and one finding speaks of all of them.
#pragma once
#include <span>

#include "facts/catalogue/catalogue_facts.hpp"
#include "rules/rule.hpp"

namespace probation::rules {

struct RegionRule {
  const Rule* rule;
  void (*check)(const RegionFacts&, Report&);
};
std::span<const RegionRule> region_rules();  // by id

void check_region_areas(const RegionFacts& facts, Report& report);       // INT810
void check_region_choices(const RegionFacts& facts, Report& report);     // INT811
void check_region_programmes(const RegionFacts& facts, Report& report);  // INT815

}  // namespace probation::rules
