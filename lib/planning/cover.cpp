// Levels 1 and 2 of the objective: which needs, and how strongly, some lawful set covers.
#include <algorithm>

#include "planning/engine.hpp"

namespace probation::planning::engine {

// Whether a set that owes nothing exists.
bool Engine::exists(const Candidates& candidates) {
  tick();
  std::vector<Debt> owed;
  debts(owed);
  if (owed.empty()) {
    found_ = chosen_;
    return true;
  }
  Payments payable = payments(owed, candidates);
  if (!payable.possible) return false;
  const std::vector<Choice> choices = choices_for(payable, owed[payable.fewest]);
  std::size_t tried = 0;
  bool found = false;
  for (; tried < choices.size() && !found; ++tried) {
    push(choices[tried].piece);
    found = exists(beside_last(candidates));
    pop();
    ++banned_[static_cast<std::size_t>(choices[tried].piece)];  // every set with it has been seen
  }
  for (std::size_t t = 0; t < tried; ++t) --banned_[static_cast<std::size_t>(choices[t].piece)];
  return found;
}

bool Engine::reach(int rank, int level) {
  const auto at = static_cast<std::size_t>(rank);
  const int before = target_[at];
  target_[at] = level;
  const bool there = got_[at] >= level || std::any_of(best_.begin(), best_.end(), [&](int i) {
                       return (piece(i).item->serves >> rank & 1U) != 0 && piece(i).item->strength >= level;
                     });
  if (there) return true;
  bool found = false;
  budget_ = nodes_ + budget_of_a_question;
  try {
    found = exists(all_candidates());
  } catch (const OverBudget&) {  // not known: it goes on without, and says so
    clear();
    std::fill(banned_.begin(), banned_.end(), 0);
    if (first_open_.empty()) {
      first_open_ = open_;
      first_gap_ = gap_;
    }
  }
  budget_ = no_budget;
  if (found) best_ = found_;
  else target_[at] = before;
  return found;
}

void Engine::cover() {
  open_ = "covered";
  for (int r = 0; r < problem_.needs; ++r) {
    gap_ = problem_.needs - r;
    reach(r, 1);
  }
}

void Engine::strengthen() {
  open_ = "strength";
  for (int r = 0; r < problem_.needs; ++r) {
    gap_ = 0;
    for (int other = r; other < problem_.needs; ++other) gap_ += target_[static_cast<std::size_t>(other)] == 0 ? 0 : 1;
    if (target_[static_cast<std::size_t>(r)] == 0) continue;
    for (int level = 3; level > 1; --level)
      if (reach(r, level)) break;
  }
}

// Whether any set that serves a need keeps the rules, where none is better than the kept work alone.
bool Engine::anything_serves() {
  std::vector<int> none(static_cast<std::size_t>(problem_.needs), 0);
  none.swap(target_);
  bool found = false;
  const Candidates all = all_candidates();
  for (const int i : all) {
    if (found || piece(i).item->serves == 0) continue;
    push(i);
    found = exists(beside_last(all));
    pop();
  }
  none.swap(target_);
  return found;
}

}  // namespace probation::planning::engine
