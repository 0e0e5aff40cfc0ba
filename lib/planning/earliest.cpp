// Levels 3 and 4 of the objective: no higher need begun after a lower one, then each need as early as may be, by week.
#include <algorithm>

#include "planning/engine.hpp"

namespace probation::planning::engine {

// What no completion of the set can do better than. `complete`: nothing more will be added.
Beginning Engine::at_best(const Candidates& candidates, bool complete) const {
  if (complete) return beginning(chosen_);
  const auto needs = static_cast<std::size_t>(problem_.needs);
  std::vector<int> sure(needs, never), soonest(needs, never), by_latest(needs, never);
  for (const KeptItem& kept : problem_.kept)
    for (std::size_t r = 0; r < needs; ++r)
      if ((kept.serves >> r & 1U) != 0 && kept.begins) sure[r] = std::min(sure[r], *kept.begins);
  soonest = sure;
  const auto lower = [&](std::vector<int>& days, const Piece& p) {
    for (std::size_t r = 0; r < needs; ++r)
      if ((p.item->serves >> r & 1U) != 0) days[r] = std::min(days[r], p.first);
  };
  for (const int i : chosen_) {
    lower(soonest, piece(i));
    // By this day at the latest; work that may come to precede another may come to count from later.
    if (!piece(i).may_precede) lower(by_latest, piece(i));
  }
  // Candidates that pay nothing yet may have to come before one chosen later.
  for (const int i : candidates)
    if (banned_[static_cast<std::size_t>(i)] == 0) lower(soonest, piece(i));
  Beginning bound;
  bound.inversions = 0;
  for (std::size_t high = 0; high < needs; ++high)
    for (std::size_t low = high + 1; low < needs; ++low)
      if (target_[high] > 0 && by_latest[low] < soonest[high] && soonest[high] != never) ++bound.inversions;
  for (std::size_t r = 0; r < needs; ++r)
    bound.weeks.push_back(target_[r] == 0 || soonest[r] == never ? never : weeks_after(problem_.as_of, soonest[r]));
  return bound;
}

void Engine::earliest(const Candidates& candidates) {
  tick();
  std::vector<Debt> owed;
  debts(owed);
  Payments payable;
  if (!owed.empty()) {
    payable = payments(owed, candidates);
    if (!payable.possible) return;
  }
  std::vector<Choice> choices;
  if (owed.empty()) {
    if (problem_.fill || each_needed())
      if (const Beginning now = at_best({}, true); now < begins_) {
        begins_ = now;
        best_ = chosen_;
      }
    if (!problem_.fill) return;
    // Further work helps only where a need begins earlier by it.
    if (!(at_best(candidates, false) < begins_)) return;
    const Standing worth = standing(chosen_);
    for (const int i : candidates) {
      if (banned_[static_cast<std::size_t>(i)] != 0) continue;
      for (std::size_t r = 0; r < worth.starts.size(); ++r)
        if ((piece(i).item->serves >> r & 1U) != 0 && (!worth.starts[r] || piece(i).first < *worth.starts[r])) {
          choices.push_back({i, 1, adds(i)});
          break;
        }
    }
  } else {
    Candidates paying;
    if (!problem_.fill && !sequences_)
      for (const Choice& choice : payable.choices) paying.push_back(choice.piece);
    if (!(at_best(problem_.fill || sequences_ ? candidates : paying, false) < begins_)) return;
    const Debt* branch = &owed.front();  // the highest need, or what must come first
    for (const Debt& debt : owed)
      if (debt.group >= 0) branch = &debt;
    for (const Choice& choice : payable.choices)
      if (pays(choice.piece, *branch)) choices.push_back(choice);
  }
  std::sort(choices.begin(), choices.end(), [&](const Choice& a, const Choice& b) {
    return std::tuple(piece(a.piece).start_week, -a.pays, a.adds, piece(a.piece).last, a.piece) <
           std::tuple(piece(b.piece).start_week, -b.pays, b.adds, piece(b.piece).last, b.piece);
  });
  for (const Choice& choice : choices) {
    push(choice.piece);
    earliest(beside_last(candidates));
    pop();
    ++banned_[static_cast<std::size_t>(choice.piece)];  // every set with it has been seen
  }
  for (const Choice& choice : choices) --banned_[static_cast<std::size_t>(choice.piece)];
}

void Engine::begin_early() {
  open_ = "starts";
  gap_ = 0;
  begins_ = Beginning{};
  earliest(all_candidates());
  restrict_to_beginning();
}

// From here on no option serves a need before the week that is settled for it: it would have begun earlier.
void Engine::restrict_to_beginning() {
  begins_settled_ = true;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    bool early = false;
    for (std::size_t r = 0; r < begins_.weeks.size(); ++r)
      early = early || ((pieces_[i].item->serves >> r & 1U) != 0 && pieces_[i].start_week < begins_.weeks[r]);
    if (early) ++banned_[i];
  }
}

}  // namespace probation::planning::engine
