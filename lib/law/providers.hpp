// The regions of the Probation Service by provider code, as nDelius has them: the closed list that selections and
// directories name.
#pragma once
#include <array>
#include <string_view>

namespace probation {

struct Region {
  std::string_view code, name;
};
inline constexpr std::array regions{Region{"N03", "Wales"},
                                    Region{"N07", "London"},
                                    Region{"N50", "Greater Manchester"},
                                    Region{"N51", "North West"},
                                    Region{"N52", "West Midlands"},
                                    Region{"N53", "East Midlands"},
                                    Region{"N54", "North East"},
                                    Region{"N55", "Yorkshire and the Humber"},
                                    Region{"N56", "East of England"},
                                    Region{"N57", "Kent, Surrey and Sussex"},
                                    Region{"N58", "South West"},
                                    Region{"N59", "South Central"}};

constexpr const Region* find_region(std::string_view code) {
  for (const Region& region : regions)
    if (region.code == code) return &region;
  return nullptr;
}

}  // namespace probation
