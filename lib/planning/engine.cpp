#include "planning/engine.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace probation::planning::engine {
namespace {

bool contains(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Engine::Engine(const Problem& problem, const std::function<bool()>& expired) : problem_(problem), expired_(expired) {
  prepare();
}

void Engine::prepare() {
  const std::size_t n = problem_.items.size();
  order_.resize(n);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(),
            [&](std::size_t a, std::size_t b) { return problem_.items[a].id < problem_.items[b].id; });
  std::map<int, int> day_index, week_index;
  for (const Item& item : problem_.items)
    for (const Slot& slot : item.slots) {
      week_index.emplace(week_of(slot.day), 0);
      if (!std::binary_search(problem_.spoken_days.begin(), problem_.spoken_days.end(), slot.day))
        day_index.emplace(slot.day, 0);
    }
  int index = 0;
  for (auto& [monday, at] : week_index) {
    at = index++;
    week_room_.push_back(problem_.sessions_a_week(monday));
  }
  for (const int day : problem_.kept_sessions)
    if (const auto at = week_index.find(week_of(day)); at != week_index.end())
      --week_room_[static_cast<std::size_t>(at->second)];
  index = 0;
  for (auto& [day, at] : day_index) {
    at = index++;
    day_week_.push_back(week_index.at(week_of(day)));
  }
  day_used_.assign(day_index.size(), 0);
  std::vector<char> precedes;
  const auto note = [&](int group) {
    groups_ = std::max(groups_, group + 1);
    precedes.resize(static_cast<std::size_t>(groups_), 0);
  };
  for (const Item& item : problem_.items) {
    note(item.group);
    for (const int group : item.after) note(group);
    for (const int group : item.follows) {
      note(group);
      precedes[static_cast<std::size_t>(group)] = 1;
    }
    sequences_ = sequences_ || !item.after.empty();
  }
  for (const KeptItem& kept : problem_.kept)
    for (const int group : kept.follows) {
      note(group);
      precedes[static_cast<std::size_t>(group)] = 1;
    }
  for (const std::size_t i : order_) {
    const Item& item = problem_.items[i];
    Piece piece{&item, {}, {}, 0, static_cast<std::int64_t>(item.slots.size()), item.first(), item.last(), 0, false};
    std::map<int, int> weeks;
    for (const Slot& slot : item.slots) {
      ++weeks[week_index.at(week_of(slot.day))];
      if (const auto at = day_index.find(slot.day);
          at != day_index.end() && (piece.days.empty() || piece.days.back() != at->second))
        piece.days.push_back(at->second);
    }
    piece.weeks.assign(weeks.begin(), weeks.end());
    piece.start_week = weeks_after(problem_.as_of, piece.first);
    piece.may_precede = !item.before.empty() || precedes[static_cast<std::size_t>(item.group)] != 0;
    for (int r = 0; r < problem_.needs; ++r)
      if ((item.serves >> r & 1U) != 0) piece.weight += piece.sessions << (problem_.needs - 1 - r);
    pieces_.push_back(std::move(piece));
  }
  banned_.assign(n, 0);
  share_of_days();
  target_.assign(static_cast<std::size_t>(problem_.needs), 0);
  got_ = standing_of(problem_, {}).strength;
  group_chosen_.assign(static_cast<std::size_t>(groups_), 0);
  most_days_ = problem_.days_available;
}

// The least part of a day that a session can cost: no more sessions than the week has room for, or than there are
// interventions that could meet, share a day. Main interventions that may not run alongside never meet.
void Engine::share_of_days() {
  day_cost_.assign(day_used_.size(), unit);
  std::vector<std::vector<int>> groups(day_used_.size());
  std::vector<char> main_there(day_used_.size(), 0);
  for (const Piece& piece : pieces_)
    for (const int day : piece.days) {
      const auto at = static_cast<std::size_t>(day);
      if (piece.item->main && !piece.item->alongside) main_there[at] = 1;
      else if (!contains(groups[at], piece.item->group)) groups[at].push_back(piece.item->group);
    }
  for (std::size_t i = 0; i < day_used_.size(); ++i) {
    const std::int64_t meet = static_cast<std::int64_t>(groups[i].size()) + main_there[i];
    const std::int64_t room = week_room_[static_cast<std::size_t>(day_week_[i])];
    day_cost_[i] = unit / std::clamp<std::int64_t>(std::min(meet, room), 1, unit);
  }
}

void Engine::tick() {
  if ((++nodes_ & 0x3f) == 0 && expired_()) throw Expired{};
  if (nodes_ > budget_) throw OverBudget{};
}

std::int64_t Engine::adds(int i) const {
  std::int64_t sum = 0;
  for (const int day : piece(i).days) sum += day_used_[static_cast<std::size_t>(day)] == 0 ? 1 : 0;
  return sum;
}

bool Engine::has_room(int i) const {
  for (const auto& [week, sessions] : piece(i).weeks)
    if (week_room_[static_cast<std::size_t>(week)] < sessions) return false;
  return days_ + adds(i) <= most_days_;
}

std::int64_t Engine::cost(int i) const {
  std::int64_t sum = 0;
  for (const int day : piece(i).days)
    if (day_used_[static_cast<std::size_t>(day)] == 0) sum += day_cost_[static_cast<std::size_t>(day)];
  return sum;
}

void Engine::push(int i) {
  const Piece& p = piece(i);
  for (const int day : p.days) days_ += day_used_[static_cast<std::size_t>(day)]++ == 0 ? 1 : 0;
  for (const auto& [week, sessions] : p.weeks) week_room_[static_cast<std::size_t>(week)] -= sessions;
  group_chosen_[static_cast<std::size_t>(p.item->group)] = 1;
  weight_ += p.weight;
  sessions_ += p.sessions;
  chosen_.push_back(i);
}

void Engine::pop() {
  const Piece& p = piece(chosen_.back());
  chosen_.pop_back();
  for (const int day : p.days) days_ -= --day_used_[static_cast<std::size_t>(day)] == 0 ? 1 : 0;
  for (const auto& [week, sessions] : p.weeks) week_room_[static_cast<std::size_t>(week)] += sessions;
  group_chosen_[static_cast<std::size_t>(p.item->group)] = 0;
  weight_ -= p.weight;
  sessions_ -= p.sessions;
}

int Engine::last() const {
  int latest = std::numeric_limits<int>::min();
  for (const int i : chosen_) latest = std::max(latest, piece(i).last);
  return latest;
}

Candidates Engine::all_candidates() const {
  Candidates all;
  for (int i = 0; i < static_cast<int>(pieces_.size()); ++i)
    if (banned_[static_cast<std::size_t>(i)] == 0 && piece(i).last <= last_limit_ && has_room(i)) all.push_back(i);
  return all;
}

Candidates Engine::beside_last(const Candidates& candidates, int from) const {
  Candidates left;
  left.reserve(candidates.size());
  const Item& chosen = *piece(chosen_.back()).item;
  for (const int i : candidates)
    if (i >= from && banned_[static_cast<std::size_t>(i)] == 0 && piece(i).item->group != chosen.group && has_room(i) &&
        pair_breaks(*piece(i).item, chosen) == 0)
      left.push_back(i);
  return left;
}

void Engine::debts(std::vector<Debt>& owed) const {
  owed.clear();
  for (int r = 0; r < problem_.needs; ++r) {
    const auto at = static_cast<std::size_t>(r);
    if (target_[at] <= got_[at]) continue;
    const bool met = std::any_of(chosen_.begin(), chosen_.end(), [&](int i) {
      return (piece(i).item->serves >> r & 1U) != 0 && piece(i).item->strength >= target_[at];
    });
    if (!met) owed.push_back({r, -1, 0});
  }
  if (sequences_)
    for (const int i : chosen_)
      for (const int group : piece(i).item->after)
        if (group_chosen_[static_cast<std::size_t>(group)] == 0) owed.push_back({-1, group, piece(i).first});
}

bool Engine::pays(int i, const Debt& debt) const {
  const Piece& p = piece(i);
  if (debt.rank >= 0)
    return (p.item->serves >> debt.rank & 1U) != 0 && p.item->strength >= target_[static_cast<std::size_t>(debt.rank)];
  return p.item->group == debt.group && p.last < debt.before;
}

bool Engine::owes_nothing() const {
  std::vector<Debt> owed;
  debts(owed);
  return owed.empty();
}

bool Engine::each_needed() const {
  std::uint64_t needed = 0;
  for (int r = 0; r < problem_.needs; ++r) {
    const auto at = static_cast<std::size_t>(r);
    if (target_[at] <= got_[at]) continue;
    int alone = -1;
    for (std::size_t c = 0; c < chosen_.size(); ++c)
      if ((piece(chosen_[c]).item->serves >> r & 1U) != 0 && piece(chosen_[c]).item->strength >= target_[at])
        alone = alone == -1 ? static_cast<int>(c) : -2;
    if (alone >= 0) needed |= std::uint64_t{1} << alone;
  }
  for (std::size_t round = 0; sequences_ && round < chosen_.size(); ++round)
    for (std::size_t c = 0; c < chosen_.size(); ++c)
      for (std::size_t earlier = 0; (needed >> c & 1U) != 0 && earlier < chosen_.size(); ++earlier)
        if (contains(piece(chosen_[c]).item->after, piece(chosen_[earlier]).item->group))
          needed |= std::uint64_t{1} << earlier;
  return needed == (std::uint64_t{1} << chosen_.size()) - 1;
}

bool Engine::each_serves_or_precedes() const {
  return std::all_of(chosen_.begin(), chosen_.end(), [&](int i) {
    return piece(i).item->serves != 0 || std::any_of(chosen_.begin(), chosen_.end(), [&](int c) {
             return contains(piece(c).item->after, piece(i).item->group);
           });
  });
}

Standing Engine::standing(const std::vector<int>& set) const {
  std::vector<std::size_t> indices;
  for (const int i : set) indices.push_back(order_[static_cast<std::size_t>(i)]);
  return standing_of(problem_, indices);
}

Beginning Engine::beginning(const std::vector<int>& set) const {
  const Standing worth = standing(set);
  Beginning found;
  found.inversions = worth.inversions;
  for (const auto& day : worth.starts) found.weeks.push_back(day ? weeks_after(problem_.as_of, *day) : never);
  return found;
}

bool Engine::settled_beginning() const {
  if (!begins_settled_) return true;
  return beginning(chosen_) == begins_;
}

Engine::Payments Engine::payments(const std::vector<Debt>& owed, const Candidates& candidates) const {
  Payments found;
  struct Least {
    std::size_t count = 0;
    std::int64_t adds = no_limit, cost = no_limit * unit, sessions = no_limit;
    int last = never;
  };
  std::vector<Least> least(owed.size());
  for (const int i : candidates) {
    if (banned_[static_cast<std::size_t>(i)] != 0) continue;
    int paid = 0;
    for (const Debt& debt : owed) paid += pays(i, debt) ? 1 : 0;
    if (paid == 0) continue;
    const std::int64_t added = adds(i), share = cost(i) / paid;
    for (std::size_t d = 0; d < owed.size(); ++d) {
      if (!pays(i, owed[d])) continue;
      ++least[d].count;
      least[d].adds = std::min(least[d].adds, added);
      least[d].cost = std::min(least[d].cost, share);
      least[d].sessions = std::min(least[d].sessions, piece(i).sessions);
      least[d].last = std::min(least[d].last, piece(i).last);
    }
    found.choices.push_back({i, paid, added});
  }
  std::int64_t sum = 0, most = 0, sessions = 0;
  found.least_last = last();
  for (std::size_t d = 0; d < owed.size(); ++d) {
    if (least[d].count == 0) return found;
    // With one debt left nothing else can come to share its days.
    sum += owed.size() == 1 ? least[d].adds * unit : least[d].cost;
    most = std::max(most, least[d].adds);
    sessions = std::max(sessions, least[d].sessions);
    found.least_last = std::max(found.least_last, least[d].last);
    if (least[d].count < least[found.fewest].count) found.fewest = d;
  }
  found.least_days = days_ + std::max(most, (sum + unit - 1) / unit);
  found.least_sessions = sessions_ + sessions;
  found.possible = found.least_days <= most_days_;
  return found;
}

std::vector<Engine::Choice> Engine::choices_for(const Payments& payable, const Debt& debt) const {
  std::vector<Choice> choices;
  for (const Choice& choice : payable.choices)
    if (pays(choice.piece, debt)) choices.push_back(choice);
  std::sort(choices.begin(), choices.end(), [&](const Choice& a, const Choice& b) {
    return std::tuple(-a.pays, a.adds, piece(a.piece).last, a.piece) <
           std::tuple(-b.pays, b.adds, piece(b.piece).last, b.piece);
  });
  return choices;
}

}  // namespace probation::planning::engine
