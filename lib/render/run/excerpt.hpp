// The line a finding points to, cut where the value stands. What must not be shown is empty already.
#pragma once
#include <string_view>

#include "rules/finding.hpp"

namespace probation::render {

struct Marked {
  std::string_view before, value, after;  // together the line
};
Marked marked(const rules::Location& location);

}  // namespace probation::render
