// The names of missing facts, as findings give them.
#pragma once
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {

inline std::vector<std::string> pointers(const Report& report, const std::vector<Missing>& missing) {
  std::vector<std::string> all;
  all.reserve(missing.size());
  for (const Missing& fact : missing) all.push_back(report.pointer(fact.record, fact.key));
  return all;
}

}  // namespace probation::rules
