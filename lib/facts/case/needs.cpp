#include "facts/case/needs.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace probation {
namespace {

auto rank_key(const Need& need) {
  // A score is at least 0, so that a missing one comes after every recorded one.
  return std::tuple(need.priority ? *need.priority : std::numeric_limits<std::int64_t>::max(),
                    !need.linked_to_reoffending.is(true), !need.linked_to_harm.is(true),
                    need.score ? -*need.score : 1.0, word(*need.area));
}

}  // namespace

std::optional<std::size_t> RankedNeeds::rank(NeedArea area) const {
  for (std::size_t i = 0; i < needs.size(); ++i)
    if (needs[i].area == area) return i;
  return std::nullopt;
}

const Assessment* newest_assessment(const CaseFacts& facts) {
  const Assessment* newest = nullptr;
  for (const Assessment& assessment : facts.file.assessments)
    if (assessment.completed_date && *assessment.completed_date <= facts.as_of &&
        (newest == nullptr || *newest->completed_date <= *assessment.completed_date))
      newest = &assessment;
  return newest;
}

RankedNeeds ranked_needs(const CaseFacts& facts) {
  RankedNeeds ranked;
  ranked.assessment = newest_assessment(facts);
  for (const Assessment& assessment : facts.file.assessments)
    if (!assessment.completed_date) ranked.missing.push_back({assessment.place, "completed_date"});
  if (ranked.assessment == nullptr) {
    if (ranked.missing.empty()) ranked.missing.push_back({facts.file.place, "assessments"});
    return ranked;
  }
  if (!ranked.assessment->needs.recorded) ranked.missing.push_back({ranked.assessment->place, "needs"});
  std::vector<const Need*> rows;
  for (const Need& need : ranked.assessment->needs) {
    const bool counts = need.priority || need.linked_to_reoffending.is(true) || need.linked_to_harm.is(true);
    if (counts && need.area) rows.push_back(&need);
    if (counts && !need.area) ranked.missing.push_back({need.place, "area"});
    if (counts) continue;
    if (!need.linked_to_reoffending) ranked.unknown_links.push_back({need.place, "linked_to_reoffending"});
    if (!need.linked_to_harm) ranked.unknown_links.push_back({need.place, "linked_to_harm"});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Need* a, const Need* b) { return rank_key(*a) < rank_key(*b); });
  for (const Need* row : rows)
    if (!ranked.rank(*row->area)) ranked.needs.push_back({*row->area, row});
  return ranked;
}

}  // namespace probation
