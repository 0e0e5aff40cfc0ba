// Levels 5 to 7 of the objective: fewest days, fewest sessions, earliest last session.
#include <algorithm>

#include "planning/engine.hpp"

namespace probation::planning::engine {

// Goes through the sets in which every member is needed, that begin as settled and are not larger than `size_` allows.
// `any_will_do`: the first one is enough; else `size_` becomes that of the smallest.
bool Engine::complete(const Candidates& candidates, bool any_will_do, bool top) {
  tick();
  std::vector<Debt> owed;
  debts(owed);
  const auto too_large = [&](const Size& size) { return any_will_do ? size_ < size : !(size < size_); };
  if (owed.empty()) {
    const Size now{days_, sessions_, last()};
    if (too_large(now) || !each_needed() || !settled_beginning()) return false;
    if (!any_will_do) size_ = now;
    found_ = chosen_;
    return true;
  }
  Payments payable = payments(owed, candidates);
  if (!payable.possible) return false;
  if (too_large({payable.least_days, payable.least_sessions, payable.least_last})) return false;
  if (top && !any_will_do) gap_floor_ = payable.least_days;
  if (begins_settled_ && !sequences_) {
    Candidates paying;
    for (const Choice& choice : payable.choices) paying.push_back(choice.piece);
    if (begins_ < at_best(paying, false)) return false;
  }
  const std::vector<Choice> choices = choices_for(payable, owed[payable.fewest]);
  bool any = false;
  std::size_t tried = 0;
  for (; tried < choices.size() && !(any_will_do && any); ++tried) {
    push(choices[tried].piece);
    any = complete(beside_last(candidates), any_will_do, false) || any;
    pop();
    ++banned_[static_cast<std::size_t>(choices[tried].piece)];  // every set with it has been seen
  }
  for (std::size_t t = 0; t < tried; ++t) --banned_[static_cast<std::size_t>(choices[t].piece)];
  return any;
}

void Engine::fewest() {
  open_ = "distinct_days";
  const Standing now = standing(best_);
  size_ = {now.distinct_days, now.sessions, now.last_day.value_or(std::numeric_limits<int>::min())};
  gap_floor_ = 0;
  found_ = best_;
  try {
    complete(all_candidates(), false, true);
  } catch (const Expired&) {
    clear();
    best_ = found_;
    gap_ = size_.days - gap_floor_;
    throw;
  }
  best_ = found_;
}

}  // namespace probation::planning::engine
