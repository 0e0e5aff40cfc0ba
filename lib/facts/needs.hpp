// The needs that the newest assessment found, in rank order. Which of them is worked on is for the rules and the planner.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case_facts.hpp"

namespace probation {

struct RankedNeeds {
  const Assessment* assessment = nullptr;  // the newest completed on or before as-of
  // Rows that carry a priority, or are linked to reoffending or to harm: recorded priority first, then linked to reoffending,
  // linked to harm, higher score, name of the area.
  std::vector<const Need*> needs;
  std::vector<Missing> missing;            // what keeps the ranking unknown; empty where it is known, even as "no need"
  [[nodiscard]] const Need* first() const { return needs.empty() ? nullptr : needs.front(); }
};
RankedNeeds ranked_needs(const CaseFacts& facts);

}  // namespace probation
