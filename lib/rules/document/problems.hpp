// Turns what the decoder met into findings: the DOC rules share it and differ in what they explain.
#pragma once
#include "rules/report.hpp"

namespace probation::rules {

// Says every problem of the rule, each at its place; subject `file`.
void say_problems(std::string_view rule, const DocumentFacts& document, Report& report);

}  // namespace probation::rules
