#include "planning/search.hpp"

#include <algorithm>

#include "planning/engine.hpp"

namespace probation::planning {

namespace engine {

Answer Engine::run() {
  Answer answer;
  try {
    cover();
    strengthen();
    const bool all_kept = problem_.needs > 0 && std::all_of(got_.begin(), got_.end(), [](int s) { return s > 0; });
    if (best_.empty() && !all_kept && !anything_serves()) {
      answer.standing = standing({});
      answer.nodes = nodes_;
      return answer;  // infeasible
    }
    begin_early();
    if (problem_.fill) fill();
    else fewest();
    smallest_ids();
    answer.status = first_open_.empty() ? Answer::Status::optimal : Answer::Status::feasible;
    answer.open_objective = first_open_;
    answer.gap = first_gap_;
  } catch (const Expired&) {
    clear();
    answer.status = Answer::Status::feasible;
    answer.open_objective = first_open_.empty() ? open_ : first_open_;
    answer.gap = first_open_.empty() ? gap_ : first_gap_;
  }
  std::sort(best_.begin(), best_.end());
  for (const int i : best_) answer.chosen.push_back(order_[static_cast<std::size_t>(i)]);
  answer.standing = standing_of(problem_, answer.chosen);
  answer.nodes = nodes_;
  return answer;
}

}  // namespace engine

Answer search(const Problem& problem, const std::function<bool()>& expired) {
  return engine::Engine(problem, expired).run();
}

}  // namespace probation::planning
