// With --fill: most weighted sessions, then the earliest last session and the fewest days. Every intervention in turn,
// one of its options or none.
#include <algorithm>

#include "planning/engine.hpp"

namespace probation::planning::engine {

// Most weighted sessions that the interventions from `next` on can still add within the days left.
std::int64_t Engine::most_weight(std::size_t next, const Candidates& candidates) const {
  struct Part {
    std::int64_t weight = 0, cost_weight = 0, cost = 1;
  };
  std::vector<int> turn_of(static_cast<std::size_t>(groups_), -1);
  for (std::size_t t = next; t < turn_.size(); ++t) turn_of[static_cast<std::size_t>(turn_[t])] = static_cast<int>(t);
  std::vector<Part> parts(turn_.size());
  for (const int i : candidates) {
    const int turn = turn_of[static_cast<std::size_t>(piece(i).item->group)];
    const std::int64_t weight = piece(i).weight;
    if (turn < 0 || weight == 0) continue;
    Part& part = parts[static_cast<std::size_t>(turn)];
    part.weight = std::max(part.weight, weight);
    const std::int64_t c = cost(i);
    if (part.cost_weight == 0 || weight * part.cost > part.cost_weight * c) {  // more weight for a day
      part.cost_weight = weight;
      part.cost = c;
    }
  }
  std::erase_if(parts, [](const Part& part) { return part.weight == 0; });
  std::int64_t sum = 0;
  for (const Part& part : parts) sum += part.weight;
  std::int64_t room = most_days_ >= no_limit ? no_limit * unit : (most_days_ - days_) * unit;
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.cost_weight * b.cost > b.cost_weight * a.cost; });
  std::int64_t most = 0;
  for (const Part& part : parts) {
    // the part's weight costs at least weight · cost / cost_weight
    const std::int64_t whole = part.cost == 0 ? 0 : part.weight * part.cost / part.cost_weight;
    if (whole <= room) {
      most += part.weight;
      room -= whole;
    } else {
      most += room * part.cost_weight / part.cost + 1;
      break;
    }
  }
  return std::min(most, sum);
}

bool Engine::pack(std::size_t next, const Candidates& candidates, Best& best) {
  tick();
  std::vector<Debt> owed;
  debts(owed);
  for (const Debt& debt : owed)
    if (std::none_of(candidates.begin(), candidates.end(), [&](int i) { return pays(i, debt); })) return false;
  for (std::size_t r = 0; begins_settled_ && r < begins_.weeks.size(); ++r) {  // each need must still begin as settled
    const int week = begins_.weeks[r];
    const auto begins = [&](int i) { return (piece(i).item->serves >> r & 1U) != 0 && piece(i).start_week == week; };
    const bool kept = std::any_of(problem_.kept.begin(), problem_.kept.end(),
                                  [&](const KeptItem& one) { return (one.serves >> r & 1U) != 0 && one.begins; });
    if (week != never && !kept && std::none_of(chosen_.begin(), chosen_.end(), begins) &&
        std::none_of(candidates.begin(), candidates.end(), begins))
      return false;
  }
  const std::int64_t most = weight_ + most_weight(next, candidates);
  if (next == 0) gap_floor_ = most;
  const int latest = last();
  if (most < weight_goal_) return false;
  const auto key = [](std::int64_t weight, int end, std::int64_t days) { return std::tuple(-weight, end, days); };
  if (!best.any_will_do && key(most, latest, days_) >= key(best.weight, best.last, best.days)) return false;
  if (next == turn_.size() || (best.any_will_do && weight_ >= weight_goal_ && owed.empty())) {
    const bool good = weight_ >= weight_goal_ && owed.empty() && each_serves_or_precedes() && settled_beginning() &&
                      (best.any_will_do || key(weight_, latest, days_) < key(best.weight, best.last, best.days));
    if (good) {
      best.weight = weight_;
      best.last = latest;
      best.days = days_;
      found_ = chosen_;
      return true;
    }
    if (next == turn_.size()) return false;
  }
  std::vector<std::tuple<std::int64_t, int, std::int64_t, int>> choices;
  Candidates others;  // of the turns that follow
  for (const int i : candidates) {
    if (piece(i).item->group == turn_[next]) choices.emplace_back(-piece(i).weight, piece(i).last, adds(i), i);
    else others.push_back(i);
  }
  std::sort(choices.begin(), choices.end());
  bool any = false;
  for (const auto& choice : choices) {
    push(std::get<3>(choice));
    const bool found = pack(next + 1, beside_last(others), best);
    pop();
    any = any || found;
    if (found && best.any_will_do) return true;
  }
  const bool found = pack(next + 1, others, best);
  return any || found;
}

std::vector<int> Engine::turns() const {
  std::vector<int> turn;
  std::vector<std::int64_t> most(static_cast<std::size_t>(groups_), -1);
  for (const Piece& p : pieces_)
    most[static_cast<std::size_t>(p.item->group)] = std::max(most[static_cast<std::size_t>(p.item->group)], p.weight);
  for (int g = 0; g < groups_; ++g)
    if (most[static_cast<std::size_t>(g)] >= 0) turn.push_back(g);
  std::stable_sort(turn.begin(), turn.end(),
                   [&](int a, int b) { return most[static_cast<std::size_t>(a)] > most[static_cast<std::size_t>(b)]; });
  return turn;
}

void Engine::fill() {
  open_ = "weighted_sessions";
  const Standing now = standing(best_);
  Best best;
  best.weight = now.weighted_sessions;
  best.last = now.last_day.value_or(std::numeric_limits<int>::min());
  best.days = now.distinct_days;
  found_ = best_;
  gap_floor_ = 0;
  weight_goal_ = 0;
  turn_ = turns();
  try {
    pack(0, all_candidates(), best);
  } catch (const Expired&) {
    clear();
    best_ = found_;
    gap_ = gap_floor_ - best.weight;
    throw;
  }
  best_ = found_;
  weight_goal_ = best.weight;
  size_ = {best.days, no_limit, best.last};
}

}  // namespace probation::planning::engine
