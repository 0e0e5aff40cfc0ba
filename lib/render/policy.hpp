// The practice policy in force: every value by date with its unit, source and origin, and what of a local file is not
// used.
#pragma once
#include <string>
#include <vector>

#include "law/standards.hpp"
#include "render/run/json.hpp"

namespace probation::render {

// policy_value/1: national rows, then local values, then commencement dates; by name and date.
std::vector<Json> policy_values(const Policy& policy);
// `origin`: the file and line each value came from.
std::string policy_text(const Policy& policy, bool origin);

}  // namespace probation::render
