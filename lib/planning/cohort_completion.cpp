#include "planning/cohort_completion.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace probation::planning {
namespace {

constexpr int halvings = 31;
constexpr int never = std::numeric_limits<int>::max();

std::vector<int> strengths(const Problem& problem, const std::vector<std::size_t>& set, std::size_t without) {
  std::vector<int> best(static_cast<std::size_t>(problem.needs), 0);
  const auto serve = [&](std::uint32_t serves, int strength) {
    for (std::size_t r = 0; r < best.size(); ++r)
      if ((serves >> r & 1U) != 0) best[r] = std::max(best[r], strength);
  };
  for (const KeptItem& kept : problem.kept) serve(kept.serves, kept.strength);
  for (std::size_t a = 0; a < set.size(); ++a)
    if (a != without) serve(problem.items[set[a]].serves, problem.items[set[a]].strength);
  return best;
}

bool asks_for(const Item& later, const Item& earlier) {
  return std::find(later.after.begin(), later.after.end(), earlier.group) != later.after.end();
}

// Which of the set are needed for what they cover, then those that must come before one that is.
std::vector<char> those_needed(const Problem& problem, const std::vector<std::size_t>& set, std::size_t given) {
  const std::vector<int> whole = strengths(problem, set, set.size());
  std::vector<char> needed(set.size(), 0);
  for (std::size_t a = 0; a < set.size(); ++a) needed[a] = a < given || strengths(problem, set, a) != whole ? 1 : 0;
  for (std::size_t round = 0; round < set.size(); ++round)
    for (std::size_t a = 0; a < set.size(); ++a)
      for (std::size_t b = 0; b < set.size(); ++b)
        if (needed[b] != 0 && asks_for(problem.items[set[b]], problem.items[set[a]])) needed[a] = 1;
  return needed;
}

std::int64_t count_of(const std::vector<std::uint64_t>& bits) {
  std::int64_t count = 0;
  for (const std::uint64_t word : bits) count += std::popcount(word);
  return count;
}
std::vector<std::uint64_t> both(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> all = a;
  for (std::size_t w = 0; w < all.size(); ++w) all[w] |= b[w];
  return all;
}
std::int64_t count_of_both(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::int64_t count = 0;
  for (std::size_t w = 0; w < a.size(); ++w) count += std::popcount(a[w] | b[w]);
  return count;
}

}  // namespace

Coverage coverage_of(const Problem& problem, const std::vector<std::size_t>& set) {
  const std::vector<int> best = strengths(problem, set, set.size());
  Coverage worth;
  for (std::size_t r = 0; r < best.size(); ++r) {
    if (best[r] == 0) continue;
    if (r == 0) worth.first = 1;
    else worth.further += std::int64_t{1} << (halvings - static_cast<int>(r));
    worth.strength += static_cast<std::int64_t>(best[r]) << (halvings - static_cast<int>(r));
  }
  return worth;
}

bool is_lawful(const Problem& problem, const std::vector<std::size_t>& set) {
  for (std::size_t a = 0; a < set.size(); ++a)
    for (std::size_t b = a + 1; b < set.size(); ++b)
      if (pair_breaks(problem.items[set[a]], problem.items[set[b]]) != 0) return false;
  if (standing_of(problem, set).distinct_days > problem.days_available) return false;
  std::map<int, std::int64_t> weeks;
  for (const int day : problem.kept_sessions) ++weeks[week_of(day)];
  for (const std::size_t i : set)
    for (const Slot& slot : problem.items[i].slots)
      if (++weeks[week_of(slot.day)] > problem.sessions_a_week(week_of(slot.day))) return false;
  return true;
}

bool has_what_comes_first(const Problem& problem, const std::vector<std::size_t>& set) {
  return std::all_of(set.begin(), set.end(), [&](std::size_t i) {
    return std::all_of(problem.items[i].after.begin(), problem.items[i].after.end(), [&](int group) {
      return std::any_of(set.begin(), set.end(), [&](std::size_t c) { return problem.items[c].group == group; });
    });
  });
}

bool is_each_needed(const Problem& problem, const std::vector<std::size_t>& set, std::size_t given) {
  const std::vector<char> needed = those_needed(problem, set, given);
  return std::all_of(needed.begin(), needed.end(), [](char one) { return one != 0; });
}

bool may_each_be_needed(const Problem& problem, const std::vector<std::size_t>& set, std::size_t given) {
  const std::vector<char> needed = those_needed(problem, set, given);
  for (std::size_t a = 0; a < set.size(); ++a)
    if (needed[a] == 0 && std::none_of(problem.items.begin(), problem.items.end(),
                                       [&](const Item& one) { return asks_for(one, problem.items[set[a]]); }))
      return false;
  return true;
}

Completion::Completion(const Problem& problem, const std::vector<std::size_t>& free) : problem_(problem) {
  int last = problem.as_of;
  for (const Item& item : problem.items) last = std::max(last, item.last());
  first_week_ = week_of(problem.as_of);
  for (int week = first_week_; week <= last; week += 7) places_.push_back(problem.sessions_a_week(week));
  for (const int day : problem.kept_sessions)
    if (day >= first_week_ && day < first_week_ + 7 * static_cast<int>(places_.size()))
      --places_[static_cast<std::size_t>((day - first_week_) / 7)];
  for (std::size_t i = 0; i < problem.items.size(); ++i) days_.push_back(days_of(i));
  // What an entry is called stands before the @; of the sessions asked for first some options need none.
  std::map<std::pair<std::string, std::vector<int>>, std::size_t> known;
  for (const std::size_t i : free) {
    const Item& item = problem.items[i];
    const auto [at, fresh] = known.emplace(std::pair(item.id.substr(0, item.id.rfind('@')), item.after), kinds_.size());
    if (fresh) kinds_.emplace_back();
    kinds_[at->second].items.push_back(i);
  }
  for (Kind& kind : kinds_)
    std::sort(kind.items.begin(), kind.items.end(),
              [&](std::size_t a, std::size_t b) { return problem.items[a].id < problem.items[b].id; });
}

Completion::Bits Completion::days_of(std::size_t item) const {
  Bits days(7 * places_.size() / 64 + 1, 0);
  for (const Slot& slot : problem_.items[item].slots) {
    if (std::binary_search(problem_.spoken_days.begin(), problem_.spoken_days.end(), slot.day)) continue;
    const auto at = static_cast<std::size_t>(slot.day - first_week_);
    days[at / 64] |= std::uint64_t{1} << at % 64;
  }
  return days;
}

const std::vector<char>& Completion::beside(std::size_t item) {
  const auto [at, fresh] = pairs_.try_emplace(item);
  if (fresh) {
    at->second.assign(problem_.items.size(), 0);
    for (const Kind& kind : kinds_)
      for (const std::size_t i : kind.items)
        at->second[i] = pair_breaks(problem_.items[item], problem_.items[i]) == 0 ? 1 : 0;
  }
  return at->second;
}

// What of each kind may stand beside the set, and which kinds together would be needed.
void Completion::open(const std::vector<std::size_t>& set) {
  set_ = set;
  items_.assign(kinds_.size(), {});
  std::vector<const std::vector<char>*> allowed;
  for (const std::size_t one : set) allowed.push_back(&beside(one));
  for (std::size_t k = 0; k < kinds_.size(); ++k)
    for (const std::size_t i : kinds_[k].items)
      if (std::all_of(allowed.begin(), allowed.end(), [&](const std::vector<char>* by) { return (*by)[i] != 0; }))
        items_[k].push_back(i);
  teams_.clear();
  std::vector<std::size_t> whole = set, kinds;
  teams_from(whole, kinds, 0);
  std::stable_sort(teams_.begin(), teams_.end(), [](const Team& a, const Team& b) { return b.worth < a.worth; });
}

void Completion::teams_from(std::vector<std::size_t>& whole, std::vector<std::size_t>& kinds, std::size_t next) {
  if (--steps_ < 0) {
    complete_ = false;
    return;
  }
  if (has_what_comes_first(problem_, whole) && is_each_needed(problem_, whole, given_))
    teams_.push_back({coverage_of(problem_, whole), kinds});
  for (std::size_t k = next; k < kinds_.size(); ++k) {
    if (items_[k].empty()) continue;
    const Item& item = problem_.items[items_[k].front()];
    if (std::any_of(whole.begin(), whole.end(),
                    [&](std::size_t one) { return problem_.items[one].group == item.group; }))
      continue;
    whole.push_back(items_[k].front());
    kinds.push_back(k);
    if (may_each_be_needed(problem_, whole, given_)) teams_from(whole, kinds, k + 1);
    kinds.pop_back();
    whole.pop_back();
  }
}

Completion::Value Completion::value_of(const Bits& used, std::optional<int> first_need) const {
  return {covers_first_ && first_need ? weeks_after(problem_.as_of, *first_need) : 0, count_of(used)};
}

bool Completion::fits(std::size_t item) const {
  for (const std::size_t other : chosen_)
    if (pair_breaks(problem_.items[item], problem_.items[other]) != 0) return false;
  return true;
}

void Completion::count_weeks(std::size_t item, int change) {
  for (const Slot& slot : problem_.items[item].slots)
    places_[static_cast<std::size_t>((slot.day - first_week_) / 7)] -= change;
}

// One of each kind that is left, in the order of ids: the first that is as good as can be has the smallest.
void Completion::place(std::size_t at, const Bits& used, std::optional<int> first_need) {
  if (--steps_ < 0) {
    complete_ = false;
    return;
  }
  const auto hopeless = [&](const Value& bound) {
    return bound.days > problem_.days_available || (found_in_team_ ? bound >= best_ : found_any_ && bound > best_);
  };
  if (at == order_.size()) {
    const Value value = value_of(used, first_need);
    if (hopeless(value)) return;
    std::vector<std::size_t> whole = set_;
    whole.insert(whole.end(), chosen_.begin(), chosen_.end());
    std::vector<std::string> ids;
    for (const std::size_t one : whole) ids.push_back(problem_.items[one].id);
    std::sort(ids.begin(), ids.end());
    found_in_team_ = true;
    if (found_any_ && value == best_ && best_ids_ <= ids) return;
    found_any_ = true;
    best_ = value;
    best_ids_ = std::move(ids);
    found_ = std::move(whole);
    return;
  }
  const auto earlier = [](std::optional<int> a, int b) { return a ? std::min(*a, b) : b; };
  for (const std::size_t item : items_[order_[at]]) {
    if (steps_ < 0) return;
    std::optional<int> begun = first_need;
    if ((problem_.items[item].serves & 1U) != 0) begun = earlier(begun, problem_.items[item].first());
    std::optional<int> soonest = begun;
    if (soonest_[at + 1] != never) soonest = earlier(soonest, soonest_[at + 1]);
    --steps_;
    const std::int64_t days = std::max(count_of_both(used, days_[item]), least_[at + 1]);
    if (hopeless({covers_first_ && soonest ? weeks_after(problem_.as_of, *soonest) : 0, days}) || !fits(item)) continue;
    count_weeks(item, 1);
    const std::vector<Slot>& slots = problem_.items[item].slots;
    if (std::all_of(slots.begin(), slots.end(), [&](const Slot& slot) {
          return places_[static_cast<std::size_t>((slot.day - first_week_) / 7)] >= 0;
        })) {
      chosen_.push_back(item);
      place(at + 1, both(used, days_[item]), begun);
      chosen_.pop_back();
    }
    count_weeks(item, -1);
  }
}

void Completion::dates_of(const Team& team) {
  covers_first_ = team.worth.first != 0;
  order_ = team.kinds;
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    return problem_.items[items_[a].front()].id < problem_.items[items_[b].front()].id;
  });
  Bits used(days_.empty() ? 1 : days_.front().size(), 0);
  for (const std::size_t one : set_) used = both(used, days_[one]);
  least_.assign(order_.size() + 1, 0);
  soonest_.assign(order_.size() + 1, never);
  for (std::size_t at = order_.size(); at-- > 0;) {
    std::int64_t days = std::numeric_limits<std::int64_t>::max();
    soonest_[at] = soonest_[at + 1];
    for (const std::size_t item : items_[order_[at]]) {
      days = std::min(days, count_of_both(used, days_[item]));
      if ((problem_.items[item].serves & 1U) != 0) soonest_[at] = std::min(soonest_[at], problem_.items[item].first());
    }
    least_[at] = std::max(days, least_[at + 1]);
  }
  chosen_.clear();
  found_in_team_ = false;
  std::optional<int> first_need;
  if (problem_.needs > 0) first_need = standing_of(problem_, set_).starts.front();
  place(0, used, first_need);
}

std::optional<std::vector<std::size_t>> Completion::best(const std::vector<std::size_t>& set, std::size_t given,
                                                         std::int64_t steps) {
  given_ = given;
  steps_ = steps;
  open(set);
  for (const std::size_t one : set) count_weeks(one, 1);
  found_any_ = false;
  for (std::size_t t = 0; t < teams_.size(); ++t) {
    if (found_any_ && teams_[t].worth < teams_[t - 1].worth) break;
    dates_of(teams_[t]);
  }
  for (const std::size_t one : set) count_weeks(one, -1);
  taken_ += steps - std::max<std::int64_t>(steps_, 0);
  return found_any_ ? std::optional(found_) : std::nullopt;
}

}  // namespace probation::planning
