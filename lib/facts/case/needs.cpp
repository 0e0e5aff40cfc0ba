#include "facts/case/needs.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace probation {
namespace {

// A score is at least 0, so that a missing one comes after every recorded one.
RankPlace rank_place(const Need& need, bool reoffending, bool harm) {
  return {need.priority ? *need.priority : std::numeric_limits<std::int64_t>::max(), !reoffending, !harm,
          need.score ? -*need.score : 1.0, word(*need.area)};
}

RankPlace rank_key(const Need& need) {
  return rank_place(need, need.linked_to_reoffending.is(true), need.linked_to_harm.is(true));
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

std::vector<NeedBounds> need_bounds(const RankedNeeds& ranked) {
  std::vector<NeedBounds> found;
  if (ranked.assessment == nullptr) return found;
  for (const Need& need : ranked.assessment->needs) {
    const bool reoffending = need.linked_to_reoffending.is(true), harm = need.linked_to_harm.is(true);
    const bool no_reoffending = need.linked_to_reoffending.is(false), no_harm = need.linked_to_harm.is(false);
    const bool is_need = need.priority || reoffending || harm;
    if (!need.area || (!is_need && no_reoffending && no_harm)) continue;
    NeedBounds bounds{&need, is_need, rank_place(need, !no_reoffending, !no_harm), rank_key(need), {}};
    // What is a need by a link alone has one of them: at the least the harm, where that can be.
    if (!is_need) bounds.lowest = rank_place(need, no_harm, !no_harm);
    if (!need.linked_to_reoffending) bounds.open.push_back({need.place, "linked_to_reoffending"});
    if (!need.linked_to_harm) bounds.open.push_back({need.place, "linked_to_harm"});
    found.push_back(std::move(bounds));
  }
  std::stable_sort(found.begin(), found.end(), [](const NeedBounds& a, const NeedBounds& b) {
    return std::pair(!a.is_need, a.lowest) < std::pair(!b.is_need, b.lowest);
  });
  return found;
}

}  // namespace probation
