#include "facts/case/missing_names.hpp"

#include <algorithm>

namespace probation {

std::vector<std::string> names_of(const CaseFacts& facts, const PlaceTable& places,
                                  const std::vector<Missing>& missing) {
  constexpr std::string_view section = "/orders";
  std::vector<std::string> names;
  for (std::string& name : names_of(places, missing)) {
    if (!facts.file.orders.recorded && name.starts_with(section)) name = section;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace probation
