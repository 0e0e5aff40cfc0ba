#include "planning/search.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace probation::planning {
namespace {

constexpr std::int64_t unit = 840;  // a day; divisible by 1 to 8, so that shares of a day stay whole

struct Expired {};

bool contains(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool share_a_day(const std::vector<int>& a, const std::vector<int>& b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i] == b[j]) return true;
    a[i] < b[j] ? ++i : ++j;
  }
  return false;
}

class Search {
 public:
  Search(const Problem& problem, const std::function<bool()>& expired) : problem_(problem), expired_(expired) {
    prepare();
  }

  Answer run() {
    Answer answer;
    try {
      cover();
      strengthen();
      if (best_.empty() && !anything_serves()) {
        answer.status = Answer::Status::infeasible;
        answer.standing = standing_of(problem_, {});
        answer.nodes = nodes_;
        return answer;
      }
      if (problem_.fill) fill();
      else fewest_days();
      open_ = "option_ids";
      gap_ = 0;
      smallest_ids();
      answer.status = Answer::Status::optimal;
    } catch (const Expired&) {
      answer.status = Answer::Status::feasible;
      answer.open_objective = open_;
      answer.gap = gap_;
    }
    answer.chosen.reserve(best_.size());
    for (const int i : best_) answer.chosen.push_back(order_[static_cast<std::size_t>(i)]);
    answer.standing = standing_of(problem_, answer.chosen);
    answer.nodes = nodes_;
    return answer;
  }

 private:
  // An item with its days and weeks as indices. Positions follow the order of the ids.
  struct Piece {
    const Item* item;
    std::vector<int> days;                   // index of the day; kept days are not among them
    std::vector<std::pair<int, int>> weeks;  // index of the week, sessions in it
    std::int64_t weight = 0;                 // for fill
    int first = 0, last = 0;
  };
  struct Goal {
    std::int64_t days = no_limit;
    int last = std::numeric_limits<int>::max();
    std::int64_t weight = 0;
    int from = 0;  // only pieces from here on may be added
  };

  void prepare() {
    const std::size_t n = problem_.items.size();
    order_.resize(n);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t a, std::size_t b) { return problem_.items[a].id < problem_.items[b].id; });
    std::map<int, int> day_index, week_index;
    for (const Item& item : problem_.items)
      for (const int day : item.days) {
        week_index.emplace(week_of(day), 0);
        if (!std::binary_search(problem_.kept_days.begin(), problem_.kept_days.end(), day)) day_index.emplace(day, 0);
      }
    int index = 0;
    for (auto& [day, at] : day_index) at = index++;
    index = 0;
    for (auto& [monday, at] : week_index) at = index++;
    week_room_.resize(week_index.size());
    for (const auto& [monday, at] : week_index)
      week_room_[static_cast<std::size_t>(at)] = problem_.sessions_a_week(monday);
    for (const int day : problem_.kept_sessions)
      if (const auto at = week_index.find(week_of(day)); at != week_index.end())
        --week_room_[static_cast<std::size_t>(at->second)];
    day_used_.assign(day_index.size(), 0);
    for (const std::size_t i : order_) {
      const Item& item = problem_.items[i];
      Piece piece{&item, {}, {}, 0, 0, 0};
      std::map<int, int> weeks;
      for (const int day : item.days) {
        ++weeks[week_index.at(week_of(day))];
        if (const auto at = day_index.find(day);
            at != day_index.end() && (piece.days.empty() || piece.days.back() != at->second))
          piece.days.push_back(at->second);
      }
      piece.weeks.assign(weeks.begin(), weeks.end());
      piece.first = item.days.empty() ? 0 : item.days.front();
      piece.last = item.days.empty() ? 0 : item.days.back();
      for (int r = 0; r < problem_.needs; ++r)
        if ((item.serves >> r & 1U) != 0)
          piece.weight += static_cast<std::int64_t>(item.days.size()) << (problem_.needs - 1 - r);
      pieces_.push_back(std::move(piece));
      groups_ = std::max(groups_, item.group + 1);
      for (const int group : item.after)
        groups_ = std::max(groups_, group + 1);  // one that nothing of can be chosen has no item
    }
    compatible_.assign(n * n, 1);
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = a + 1; b < n; ++b)
        if (pair_breaks(*pieces_[a].item, *pieces_[b].item) != 0) compatible_[a * n + b] = compatible_[b * n + a] = 0;
    banned_.assign(n, 0);
    share_of_days(day_index, week_index);
    target_.assign(static_cast<std::size_t>(problem_.needs), 0);
    got_ = problem_.covered_by_kept;
    got_.resize(static_cast<std::size_t>(problem_.needs), 0);
    group_chosen_.assign(static_cast<std::size_t>(groups_), 0);
    by_group_.resize(static_cast<std::size_t>(groups_));
    for (std::size_t i = 0; i < n; ++i)
      by_group_[static_cast<std::size_t>(pieces_[i].item->group)].push_back(static_cast<int>(i));
  }

  // The least part of a day that a session can cost: no more sessions than the week has room for, or than there are
  // interventions that could meet, share a day. Main interventions that may not run alongside never meet.
  void share_of_days(const std::map<int, int>& day_index, const std::map<int, int>& week_index) {
    day_cost_.assign(day_index.size(), unit);
    std::vector<std::vector<int>> groups(day_index.size());
    std::vector<char> main_there(day_index.size(), 0);
    for (const Piece& piece : pieces_)
      for (const int day : piece.days) {
        const auto at = static_cast<std::size_t>(day);
        if (piece.item->main && !piece.item->alongside) main_there[at] = 1;
        else if (!contains(groups[at], piece.item->group)) groups[at].push_back(piece.item->group);
      }
    for (const auto& [day, at] : day_index) {
      const auto i = static_cast<std::size_t>(at);
      const std::int64_t meet = static_cast<std::int64_t>(groups[i].size()) + main_there[i];
      const std::int64_t room = week_room_[static_cast<std::size_t>(week_index.at(week_of(day)))];
      day_cost_[i] = unit / std::clamp<std::int64_t>(std::min(meet, room), 1, unit);
    }
  }

  void tick() {
    if ((++nodes_ & 0x3ff) == 0 && expired_()) throw Expired{};
  }

  // ---- the set being built
  // ------------------------------------------------------------------------------------------------
  bool compatible(int a, int b) const {
    return compatible_[static_cast<std::size_t>(a) * pieces_.size() + static_cast<std::size_t>(b)] != 0;
  }
  const Piece& piece(int i) const { return pieces_[static_cast<std::size_t>(i)]; }

  // Days it would add, or nothing where it does not fit beside what is chosen.
  bool fits(int i, const Goal& goal, std::int64_t& adds) const {
    const Piece& p = piece(i);
    if (banned_[static_cast<std::size_t>(i)] != 0 || i < goal.from || p.last > goal.last ||
        group_chosen_[static_cast<std::size_t>(p.item->group)] != 0)
      return false;
    adds = 0;
    for (const int day : p.days) adds += day_used_[static_cast<std::size_t>(day)] == 0 ? 1 : 0;
    if (days_ + adds > goal.days) return false;
    for (const auto& [week, sessions] : p.weeks)
      if (week_room_[static_cast<std::size_t>(week)] < sessions) return false;
    return std::all_of(chosen_.begin(), chosen_.end(), [&](int c) { return compatible(i, c); });
  }
  std::int64_t cost(int i) const {  // least further days, in units
    std::int64_t sum = 0;
    for (const int day : piece(i).days)
      if (day_used_[static_cast<std::size_t>(day)] == 0) sum += day_cost_[static_cast<std::size_t>(day)];
    return sum;
  }
  void push(int i) {
    const Piece& p = piece(i);
    for (const int day : p.days) days_ += day_used_[static_cast<std::size_t>(day)]++ == 0 ? 1 : 0;
    for (const auto& [week, sessions] : p.weeks) week_room_[static_cast<std::size_t>(week)] -= sessions;
    group_chosen_[static_cast<std::size_t>(p.item->group)] = 1;
    weight_ += p.weight;
    chosen_.push_back(i);
  }
  void pop() {
    const int i = chosen_.back();
    const Piece& p = piece(i);
    chosen_.pop_back();
    for (const int day : p.days) days_ -= --day_used_[static_cast<std::size_t>(day)] == 0 ? 1 : 0;
    for (const auto& [week, sessions] : p.weeks) week_room_[static_cast<std::size_t>(week)] += sessions;
    group_chosen_[static_cast<std::size_t>(p.item->group)] = 0;
    weight_ -= p.weight;
  }
  int last() const {
    int latest = std::numeric_limits<int>::min();
    for (const int i : chosen_) latest = std::max(latest, piece(i).last);
    return latest;
  }

  // What the set still owes: needs below their target, and interventions that must come before one that is chosen.
  struct Debt {
    int rank = -1;   // of the need
    int group = -1;  // or the intervention
    int before = 0;  // first day of what asks for it
  };
  void debts(std::vector<Debt>& owed) const {
    owed.clear();
    for (int r = 0; r < problem_.needs; ++r) {
      const auto at = static_cast<std::size_t>(r);
      if (target_[at] <= got_[at]) continue;
      const bool met = std::any_of(chosen_.begin(), chosen_.end(), [&](int i) {
        return (piece(i).item->serves >> r & 1U) != 0 && piece(i).item->strength >= target_[at];
      });
      if (!met) owed.push_back({r, -1, 0});
    }
    for (const int i : chosen_)
      for (const int group : piece(i).item->after)
        if (group_chosen_[static_cast<std::size_t>(group)] == 0) owed.push_back({-1, group, piece(i).first});
  }
  bool pays(int i, const Debt& debt) const {
    const Piece& p = piece(i);
    if (debt.rank >= 0)
      return (p.item->serves >> debt.rank & 1U) != 0 &&
             p.item->strength >= target_[static_cast<std::size_t>(debt.rank)];
    return p.item->group == debt.group && p.last < debt.before;
  }

  // ---- covering: sets in which every member is needed
  // -----------------------------------------------------------------------
  struct Bounds {
    std::int64_t days = no_limit;  // not worse than these
    int last = std::numeric_limits<int>::max();
    bool minimise = false;
  };

  // Whether a set that owes nothing exists; with `minimise` the one with the fewest days, then the earliest last
  // session.
  bool complete(const Goal& goal, Bounds& bounds, bool top = true) {
    tick();
    std::vector<Debt> owed;
    debts(owed);
    if (owed.empty()) {
      if (bounds.minimise) {
        if (std::pair(days_, last()) >= std::pair(bounds.days, bounds.last)) return false;
        bounds.days = days_;
        bounds.last = last();
      }
      found_ = chosen_;
      return true;
    }
    struct Choice {
      std::int64_t adds, cost;
      int piece, pays;
    };
    std::vector<Choice> fitting;
    const int n = static_cast<int>(pieces_.size());
    for (int i = goal.from; i < n; ++i) {
      int paid = 0;
      for (const Debt& debt : owed) paid += pays(i, debt) ? 1 : 0;
      std::int64_t adds = 0;
      if (paid > 0 && fits(i, goal, adds)) fitting.push_back({adds, cost(i), i, paid});
    }
    std::int64_t sum = 0, most = 0;
    int latest = last();
    const Debt* branch = nullptr;
    std::size_t fewest = 0;
    for (const Debt& debt : owed) {
      std::int64_t least = no_limit, least_cost = no_limit * unit;
      int earliest = std::numeric_limits<int>::max();
      std::size_t count = 0;
      for (const Choice& choice : fitting) {
        if (!pays(choice.piece, debt)) continue;
        ++count;
        least = std::min(least, choice.adds);
        least_cost = std::min(least_cost, choice.cost / choice.pays);
        earliest = std::min(earliest, piece(choice.piece).last);
      }
      if (count == 0) return false;
      sum += least_cost;
      most = std::max(most, least);
      latest = std::max(latest, earliest);
      if (branch == nullptr || count < fewest) {
        branch = &debt;
        fewest = count;
      }
    }
    const std::int64_t at_least = days_ + std::max(most, (sum + unit - 1) / unit);
    if (at_least > goal.days) return false;
    if (bounds.minimise && (at_least > bounds.days || (at_least == bounds.days && latest >= bounds.last))) return false;
    if (top && bounds.minimise) gap_floor_ = at_least;
    std::vector<Choice> choices;
    for (const Choice& choice : fitting)
      if (pays(choice.piece, *branch)) choices.push_back(choice);
    std::sort(choices.begin(), choices.end(), [&](const Choice& a, const Choice& b) {
      return std::tuple(-a.pays, a.adds, piece(a.piece).last, a.piece) <
             std::tuple(-b.pays, b.adds, piece(b.piece).last, b.piece);
    });
    bool any = false;
    std::size_t tried = 0;
    for (; tried < choices.size() && (bounds.minimise || !any); ++tried) {
      push(choices[tried].piece);
      any = complete(goal, bounds, false) || any;
      pop();
      ++banned_[static_cast<std::size_t>(choices[tried].piece)];  // every set with it has been seen
    }
    for (std::size_t t = 0; t < tried; ++t) --banned_[static_cast<std::size_t>(choices[t].piece)];
    return any;
  }

  bool exists(const Goal& goal) {
    Bounds bounds;
    return complete(goal, bounds);
  }
  Goal all_days() const {
    Goal goal;
    goal.days = problem_.days_available;
    return goal;
  }

  bool best_reaches(int rank, int strength) const {
    if (got_[static_cast<std::size_t>(rank)] >= strength) return true;
    return std::any_of(best_.begin(), best_.end(), [&](int i) {
      return (piece(i).item->serves >> rank & 1U) != 0 && piece(i).item->strength >= strength;
    });
  }
  bool reach(int rank, int strength) {
    int& target = target_[static_cast<std::size_t>(rank)];
    const int before = target;
    target = strength;
    if (best_reaches(rank, strength)) return true;
    if (exists(all_days())) {
      best_ = found_;
      return true;
    }
    target = before;
    return false;
  }

  void cover() {
    open_ = "covered";
    for (int r = 0; r < problem_.needs; ++r) {
      gap_ = problem_.needs - r;
      reach(r, 1);
    }
  }
  void strengthen() {
    open_ = "strength";
    for (int r = 0; r < problem_.needs; ++r) {
      gap_ = 0;
      for (int other = r; other < problem_.needs; ++other)
        gap_ += target_[static_cast<std::size_t>(other)] == 0 ? 0 : 1;
      if (target_[static_cast<std::size_t>(r)] == 0) continue;
      for (int strength = 3; strength > 1; --strength)
        if (reach(r, strength)) break;
    }
  }

  // Whether any set that serves a need keeps the rules, where none is better than the kept work alone.
  bool anything_serves() {
    std::vector<int> none(static_cast<std::size_t>(problem_.needs), 0);
    none.swap(target_);
    bool found = false;
    std::int64_t adds = 0;
    for (int i = 0; i < static_cast<int>(pieces_.size()) && !found; ++i) {
      if (piece(i).item->serves == 0 || !fits(i, all_days(), adds)) continue;
      push(i);
      found = exists(all_days());
      pop();
    }
    none.swap(target_);
    return found;
  }

  void fewest_days() {
    open_ = "distinct_days";
    Bounds bounds;
    bounds.minimise = true;
    const Standing now = standing(best_);
    bounds.days = now.distinct_days;
    bounds.last = now.last_day.value_or(std::numeric_limits<int>::min());
    gap_floor_ = 0;
    found_ = best_;
    try {
      complete(all_days(), bounds);
    } catch (const Expired&) {
      while (!chosen_.empty()) pop();
      best_ = sorted(found_);
      gap_ = bounds.days - gap_floor_;
      throw;
    }
    best_ = sorted(found_);
    days_goal_ = bounds.days;
    last_goal_ = bounds.last;
  }

  // ---- filling: every intervention in turn, one of its options or none
  // --------------------------------------------------------
  struct Best {
    std::int64_t weight = -1;
    int last = std::numeric_limits<int>::max();
    std::int64_t days = no_limit;
    bool first_only = false;  // any set at least as good will do
  };

  // Most weighted sessions that the interventions from `next` on can still add within the days left.
  std::int64_t most_weight(std::size_t next, const Goal& goal, const std::vector<int>& turn) const {
    struct Part {
      std::int64_t weight, cost_weight, cost;
    };
    std::vector<Part> parts;
    std::int64_t sum = 0;
    for (std::size_t g = next; g < turn.size(); ++g) {
      Part part{0, 0, 1};
      std::int64_t adds = 0;
      for (const int i : by_group_[static_cast<std::size_t>(turn[g])]) {
        const std::int64_t weight = piece(i).weight;
        if (weight == 0 || !fits(i, goal, adds)) continue;
        part.weight = std::max(part.weight, weight);
        const std::int64_t c = cost(i);
        if (part.cost_weight == 0 || weight * part.cost > part.cost_weight * c) {  // more weight for a day
          part.cost_weight = weight;
          part.cost = c;
        }
      }
      if (part.weight == 0) continue;
      sum += part.weight;
      parts.push_back(part);
    }
    std::int64_t room = goal.days >= no_limit ? no_limit * unit : (goal.days - days_) * unit;
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

  bool owes_nothing() const {
    std::vector<Debt> owed;
    debts(owed);
    return owed.empty();
  }
  // Every debt can still be paid by an intervention whose turn comes.
  bool can_pay(std::size_t next, const Goal& goal, const std::vector<int>& turn) const {
    std::vector<Debt> owed;
    debts(owed);
    std::int64_t adds = 0;
    return std::all_of(owed.begin(), owed.end(), [&](const Debt& debt) {
      for (std::size_t g = next; g < turn.size(); ++g)
        for (const int i : by_group_[static_cast<std::size_t>(turn[g])])
          if (pays(i, debt) && fits(i, goal, adds)) return true;
      return false;
    });
  }

  bool pack(std::size_t next, const Goal& goal, const std::vector<int>& turn, Best& best) {
    tick();
    if (!can_pay(next, goal, turn)) return false;
    const std::int64_t most = weight_ + most_weight(next, goal, turn);
    if (next == 0) gap_floor_ = most;
    const int latest = last();
    if (most < goal.weight) return false;
    if (!best.first_only && std::tuple(-most, latest, days_) >= std::tuple(-best.weight, best.last, best.days))
      return false;
    if (next == turn.size() || (best.first_only && weight_ >= goal.weight && owes_nothing())) {
      if (weight_ < goal.weight || !owes_nothing()) return false;
      if (!best.first_only && std::tuple(-weight_, latest, days_) >= std::tuple(-best.weight, best.last, best.days))
        return false;
      best.weight = weight_;
      best.last = latest;
      best.days = days_;
      found_ = chosen_;
      return true;
    }
    std::vector<std::tuple<std::int64_t, int, std::int64_t, int>> choices;
    std::int64_t adds = 0;
    for (const int i : by_group_[static_cast<std::size_t>(turn[next])])
      if (fits(i, goal, adds)) choices.emplace_back(-piece(i).weight, piece(i).last, adds, i);
    std::sort(choices.begin(), choices.end());
    bool any = false;
    for (const auto& choice : choices) {
      push(std::get<3>(choice));
      const bool found = pack(next + 1, goal, turn, best);
      pop();
      any = any || found;
      if (found && best.first_only) return true;
    }
    const bool found = pack(next + 1, goal, turn, best);
    return any || found;
  }

  std::vector<int> turns() const {
    std::vector<int> turn;
    std::vector<std::int64_t> most(static_cast<std::size_t>(groups_), -1);
    for (const Piece& p : pieces_)
      most[static_cast<std::size_t>(p.item->group)] = std::max(most[static_cast<std::size_t>(p.item->group)], p.weight);
    for (int g = 0; g < groups_; ++g)
      if (most[static_cast<std::size_t>(g)] >= 0) turn.push_back(g);
    std::stable_sort(turn.begin(), turn.end(), [&](int a, int b) {
      return most[static_cast<std::size_t>(a)] > most[static_cast<std::size_t>(b)];
    });
    return turn;
  }

  void fill() {
    open_ = "weighted_sessions";
    const Standing now = standing(best_);
    Best best;
    best.weight = now.weighted_sessions;
    best.last = now.last_day.value_or(std::numeric_limits<int>::min());
    best.days = now.distinct_days;
    found_ = best_;
    gap_floor_ = 0;
    try {
      pack(0, all_days(), turns(), best);
    } catch (const Expired&) {
      while (!chosen_.empty()) pop();
      best_ = sorted(found_);
      gap_ = gap_floor_ - best.weight;
      throw;
    }
    best_ = sorted(found_);
    weight_goal_ = best.weight;
    last_goal_ = best.last;
    days_goal_ = best.days;
  }

  // ---- the smallest sorted list of ids among the equally good
  // -----------------------------------------------------------------
  bool good_as_it_is() const { return owes_nothing() && (!problem_.fill || weight_ >= weight_goal_); }
  bool can_be_completed(int from) {
    Goal goal;
    goal.days = days_goal_;
    goal.last = last_goal_;
    goal.weight = weight_goal_;
    goal.from = from;
    if (!problem_.fill) return exists(goal);
    Best best;
    best.first_only = true;
    return pack(0, goal, turns(), best);
  }

  void smallest_ids() {
    std::vector<int> prefix;
    int from = 0;
    try {
      while (!good_as_it_is()) {
        Goal goal;
        goal.days = days_goal_;
        goal.last = last_goal_;
        goal.from = from;
        std::int64_t adds = 0;
        bool extended = false;
        for (int i = from; i < static_cast<int>(pieces_.size()); ++i) {
          if (!fits(i, goal, adds)) continue;
          push(i);
          if (can_be_completed(i + 1)) {
            from = i + 1;
            extended = true;
            break;
          }
          pop();
        }
        if (!extended) break;  // cannot be: the best found is such a set
      }
    } catch (const Expired&) {
      while (!chosen_.empty()) pop();
      throw;
    }
    best_ = chosen_;
    while (!chosen_.empty()) pop();
  }

  static std::vector<int> sorted(std::vector<int> set) {
    std::sort(set.begin(), set.end());
    return set;
  }
  Standing standing(const std::vector<int>& set) const {
    std::vector<std::size_t> indices;
    for (const int i : set) indices.push_back(order_[static_cast<std::size_t>(i)]);
    return standing_of(problem_, indices);
  }

  const Problem& problem_;
  const std::function<bool()>& expired_;
  std::vector<std::size_t> order_;  // items by id
  std::vector<Piece> pieces_;
  std::vector<char> compatible_;
  std::vector<int> banned_;
  std::vector<std::int64_t> week_room_, day_cost_;
  std::vector<int> day_used_, group_chosen_;
  std::vector<std::vector<int>> by_group_;
  int groups_ = 0;
  std::vector<int> target_, got_;  // by rank: strength asked of the plan, strength of kept work
  std::vector<int> chosen_, found_, best_;
  std::int64_t days_ = 0, weight_ = 0, nodes_ = 0;
  std::int64_t days_goal_ = 0, weight_goal_ = 0;
  int last_goal_ = std::numeric_limits<int>::min();
  std::string open_;
  std::int64_t gap_ = 0, gap_floor_ = 0;
};

}  // namespace

int week_of(int day) {
  const int since_monday = ((day + 3) % 7 + 7) % 7;
  return day - since_monday;
}

int pair_breaks(const Item& a, const Item& b) {
  if (a.group == b.group) return -1;
  if (a.time_known && b.time_known && a.from < b.until && b.from < a.until && share_a_day(a.days, b.days)) return 4;
  if (a.days.empty() || b.days.empty()) return 0;
  if (a.main && b.main && !a.alongside && !b.alongside && a.days.front() <= b.days.back() &&
      b.days.front() <= a.days.back())
    return 5;
  const auto over_before = [](const Item& first, const Item& second) {
    return first.days.back() < second.days.front();
  };
  if ((contains(a.after, b.group) || contains(b.before, a.group)) && !over_before(b, a)) return 6;
  if ((contains(b.after, a.group) || contains(a.before, b.group)) && !over_before(a, b)) return 6;
  return 0;
}

Standing standing_of(const Problem& problem, const std::vector<std::size_t>& chosen) {
  Standing standing;
  standing.strength = problem.covered_by_kept;
  standing.strength.resize(static_cast<std::size_t>(problem.needs), 0);
  std::vector<int> days;
  for (const std::size_t i : chosen) {
    const Item& item = problem.items[i];
    for (int r = 0; r < problem.needs; ++r) {
      if ((item.serves >> r & 1U) == 0) continue;
      int& strength = standing.strength[static_cast<std::size_t>(r)];
      strength = std::max(strength, item.strength);
      standing.weighted_sessions += static_cast<std::int64_t>(item.days.size()) << (problem.needs - 1 - r);
    }
    for (const int day : item.days)
      if (!std::binary_search(problem.kept_days.begin(), problem.kept_days.end(), day)) days.push_back(day);
    if (!item.days.empty())
      standing.last_day = std::max(standing.last_day.value_or(item.days.back()), item.days.back());
  }
  std::sort(days.begin(), days.end());
  standing.distinct_days = std::unique(days.begin(), days.end()) - days.begin();
  return standing;
}

Answer search(const Problem& problem, const std::function<bool()>& expired) { return Search(problem, expired).run(); }

}  // namespace probation::planning
