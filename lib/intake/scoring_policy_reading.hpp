// How a panel's marks become a decision: a policy by its id, or from a file.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/panel/scoring_policy.hpp"
#include "intake/world.hpp"

namespace probation::intake {

// A scoring policy by the id of a shipped one or from a file; `problems` are located lines, and then there is no
// policy.
struct ScoringPolicyFile {
  std::optional<ScoringPolicy> policy;
  std::vector<std::string> problems;
};
ScoringPolicyFile read_scoring_policy(World& world, const std::string& name_or_path);

}  // namespace probation::intake
