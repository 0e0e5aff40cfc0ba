// What the developers of an intervention are told: per principle the spread of marks, the reasons given and the
// evidence, and what would move the decision, the most effective first. Reasons of members in conflict are left out
// like their marks.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appraisal/appraise.hpp"
#include "model/intervention.hpp"

namespace probation::appraisal {

struct PrincipleFeedback {
  Principle principle{};
  std::optional<double> mark, min, max;
  std::vector<std::string> reasons;
  std::vector<std::string_view> present, partly, missing, not_recorded;  // indicators
};
struct Feedback {
  std::vector<PrincipleFeedback> principles;
  std::vector<std::string> next_steps;
};

// `intervention`: nothing where no catalogue holds it; its evidence is then not recorded.
Feedback feedback_of(const Appraisal& appraisal, const Intervention* intervention);

}  // namespace probation::appraisal
