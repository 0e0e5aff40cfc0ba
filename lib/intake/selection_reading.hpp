// What the regions chose from the approved suite.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"
#include "intake/world.hpp"

namespace probation::intake {

// Reads the selection/1 files of a folder. A DOC finding is returned in `problems`, one located line each; the
// selections are then not to be used.
struct SelectionReading {
  std::vector<RegionSelection> selections;
  std::vector<std::string> problems;
};
SelectionReading read_selections(World& world, const std::string& path);

}  // namespace probation::intake
