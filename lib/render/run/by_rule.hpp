// How often each rule failed and how often it could not be decided, most failed first.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "render/run/run.hpp"

namespace probation::render {

struct RuleRow {
  const rules::Rule* rule = nullptr;
  std::int64_t failed = 0, undetermined = 0;
};
// Rules with either.
std::vector<RuleRow> by_rule_rows(const Summary& summary);

}  // namespace probation::render
