// A regional practice policy, laid over the national one.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "intake/world.hpp"
#include "law/standards.hpp"

namespace probation::intake {

// Reads one policy/1 file over the national policy. A DOC finding, an unknown name or a value of the wrong kind is
// returned in `problems`, one located line each; the policy is then not to be used.
struct PolicyReading {
  Policy policy;
  std::string id;
  std::vector<std::string> problems;
  std::vector<std::string> notes;  // looser than national, not used
};
PolicyReading read_policy(World& world, const std::string& path);

}  // namespace probation::intake
