// What the planner's hard rules, H1 to H9, ask, for people.
#pragma once
#include <string>

namespace probation::tools {

// The explanation of `H4` (or `h4`); empty where the word names no hard rule.
std::string explain_hard_rule(const std::string& name);

}  // namespace probation::tools
