// Level 8 of the objective: the smallest sorted list of ids among the equally good.
#include <algorithm>

#include "planning/engine.hpp"

namespace probation::planning::engine {

bool Engine::good_as_it_is() const {
  if (!owes_nothing() || !settled_beginning()) return false;
  return problem_.fill ? weight_ >= weight_goal_ && each_serves_or_precedes() : each_needed();
}

bool Engine::can_be_completed(const Candidates& candidates) {
  if (!problem_.fill) return complete(candidates, true, false);
  Best best;
  best.any_will_do = true;
  return pack(0, candidates, best);
}

void Engine::smallest_ids() {
  open_ = "option_ids";
  gap_ = 0;
  most_days_ = std::min(most_days_, size_.days);
  last_limit_ = size_.last;
  Candidates candidates = all_candidates();
  try {
    while (!good_as_it_is()) {
      bool extended = false;
      for (const int i : candidates) {
        push(i);
        Candidates rest = beside_last(candidates, i + 1);
        if (can_be_completed(rest)) {
          candidates = std::move(rest);
          extended = true;
          break;
        }
        pop();
      }
      if (!extended) break;  // cannot be: the best found is such a set
    }
  } catch (const Expired&) {
    clear();
    throw;
  }
  best_ = chosen_;
  clear();
}

}  // namespace probation::planning::engine
