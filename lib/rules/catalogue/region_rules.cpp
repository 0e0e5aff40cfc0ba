#include "rules/catalogue/region_rules.hpp"

#include <array>

namespace probation::rules {

extern const Rule int810;
extern const Rule int811;
extern const Rule int815;

std::span<const RegionRule> region_rules() {
  static constexpr std::array rules{RegionRule{&int810, &check_region_areas},
                                    RegionRule{&int811, &check_region_choices},
                                    RegionRule{&int815, &check_region_programmes}};
  return rules;
}

}  // namespace probation::rules
