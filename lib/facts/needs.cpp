#include "facts/needs.hpp"

#include <algorithm>
#include <tuple>

namespace probation {

RankedNeeds ranked_needs(const CaseFacts& facts) {
  RankedNeeds ranked;
  if (!facts.file.assessments.recorded) {
    ranked.missing.push_back({facts.file.place, "assessments"});
    return ranked;
  }
  for (const Assessment& assessment : facts.file.assessments) {
    if (!assessment.completed_date) ranked.missing.push_back({assessment.place, "completed_date"});  // it may be the newest
    else if (ranked.assessment == nullptr || *assessment.completed_date >= *ranked.assessment->completed_date) ranked.assessment = &assessment;
  }
  if (ranked.assessment == nullptr) return ranked;
  if (!ranked.assessment->needs.recorded) ranked.missing.push_back({ranked.assessment->place, "needs"});
  for (const Need& need : ranked.assessment->needs)
    if (need.area && (need.priority || need.linked_to_reoffending.is(true) || need.linked_to_harm.is(true))) ranked.needs.push_back(&need);
  const auto key = [](const Need* need) {
    return std::tuple(!need->priority, need->priority.value_or(0), !need->linked_to_reoffending.is(true), !need->linked_to_harm.is(true), !need->score, -need->score.value_or(0), document::word(*need->area));
  };
  std::stable_sort(ranked.needs.begin(), ranked.needs.end(), [&](const Need* a, const Need* b) { return key(a) < key(b); });
  return ranked;
}

}  // namespace probation
