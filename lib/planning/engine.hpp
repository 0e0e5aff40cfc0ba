// The machinery of the search: the set being built, what it still owes, and what may still be added. Stages use it one
// after the other; each holds what the earlier ones settled. Only search.cpp and its parts include this.
#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "planning/search.hpp"

namespace probation::planning::engine {

constexpr std::int64_t unit = 840;  // a day; divisible by 1 to 8, so that shares of a day stay whole
constexpr int never = std::numeric_limits<int>::max();

struct Expired {};
struct OverBudget {};  // one question took so many steps that the next ones would never be asked
constexpr std::int64_t no_budget = std::numeric_limits<std::int64_t>::max(), budget_of_a_question = 150'000;

// An item with its days and weeks as indices. Positions follow the order of the ids.
struct Piece {
  const Item* item;
  std::vector<int> days;                   // index of the day; days spoken for are not among them
  std::vector<std::pair<int, int>> weeks;  // index of the week, sessions in it
  std::int64_t weight = 0;                 // for fill
  std::int64_t sessions = 0;
  int first = 0, last = 0;
  int start_week = 0;        // whole weeks after as-of
  bool may_precede = false;  // sequence may ask for it before another: then it may count from a later day
};

// What the set still owes: needs below their target, and interventions that must come before one that is chosen.
struct Debt {
  int rank = -1;   // of the need
  int group = -1;  // or the intervention
  int before = 0;  // first day of what asks for it
};

// Levels 3 and 4 of the objective.
struct Beginning {
  int inversions = never;
  std::vector<int> weeks;  // by rank; never: nothing known serves it
  friend auto operator<=>(const Beginning&, const Beginning&) = default;
};

// Levels 5 to 7.
struct Size {
  std::int64_t days = no_limit, sessions = no_limit;
  int last = never;
  friend auto operator<=>(const Size&, const Size&) = default;
};

using Candidates = std::vector<int>;  // pieces, all of which fit beside what is chosen

class Engine {
 public:
  Engine(const Problem& problem, const std::function<bool()>& expired);
  Answer run();

 private:
  // ---- engine.cpp: the set being built
  void prepare();
  void share_of_days();
  void tick();
  [[nodiscard]] const Piece& piece(int i) const { return pieces_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool has_room(int i) const;      // days and weeks
  [[nodiscard]] std::int64_t adds(int i) const;  // days it would add
  [[nodiscard]] std::int64_t cost(int i) const;  // least further days, in units
  void push(int i);
  void pop();
  void clear() {
    while (!chosen_.empty()) pop();
  }
  [[nodiscard]] int last() const;
  // Of the candidates those that still fit once the piece chosen last stands, from position `from` on.
  [[nodiscard]] Candidates beside_last(const Candidates& candidates, int from = 0) const;
  [[nodiscard]] Candidates all_candidates() const;
  void debts(std::vector<Debt>& owed) const;
  [[nodiscard]] bool pays(int i, const Debt& debt) const;
  [[nodiscard]] bool owes_nothing() const;
  [[nodiscard]] bool each_needed() const;  // level 1 or 2 would be worse without it, or it comes before one
  [[nodiscard]] bool each_serves_or_precedes() const;
  [[nodiscard]] Standing standing(const std::vector<int>& set) const;
  [[nodiscard]] Beginning beginning(const std::vector<int>& set) const;
  [[nodiscard]] bool settled_beginning() const;  // what is chosen begins as levels 3 and 4 settled

  // Candidates that pay a debt, with what they add; nothing where a debt cannot be paid, or the days do not suffice.
  struct Choice {
    int piece, pays;
    std::int64_t adds;
  };
  struct Payments {
    bool possible = false;
    std::vector<Choice> choices;  // all that pay any debt
    std::int64_t least_days = 0;  // days of any completion
    std::int64_t least_sessions = 0;
    int least_last = 0;
    std::size_t fewest = 0;  // the debt that the fewest can pay
  };
  [[nodiscard]] Payments payments(const std::vector<Debt>& owed, const Candidates& candidates) const;
  // What pays the debt, the most promising first: both searches branch over it.
  [[nodiscard]] std::vector<Choice> choices_for(const Payments& payable, const Debt& debt) const;

  // ---- cover.cpp: levels 1 and 2
  bool exists(const Candidates& candidates);
  bool reach(int rank, int strength);
  void cover();
  void strengthen();
  bool anything_serves();
  // ---- earliest.cpp: levels 3 and 4
  void begin_early();
  void earliest(const Candidates& candidates);
  [[nodiscard]] Beginning at_best(const Candidates& candidates, bool complete) const;
  void restrict_to_beginning();
  // ---- fewest.cpp: levels 5 to 7 without filling
  void fewest();
  bool complete(const Candidates& candidates, bool any_will_do, bool top);
  // ---- fill.cpp: most weighted sessions, then last session and days
  struct Best {
    std::int64_t weight = -1;
    int last = never;
    std::int64_t days = no_limit;
    bool any_will_do = false;
  };
  void fill();
  std::vector<int> turns() const;
  std::int64_t most_weight(std::size_t next, const Candidates& candidates) const;
  bool pack(std::size_t next, const Candidates& candidates, Best& best);
  // ---- ids.cpp: level 8
  void smallest_ids();
  bool can_be_completed(const Candidates& candidates);
  bool good_as_it_is() const;

  const Problem& problem_;
  const std::function<bool()>& expired_;
  std::vector<std::size_t> order_;  // items by id
  std::vector<Piece> pieces_;
  std::vector<int> banned_;
  std::vector<std::int64_t> week_room_, day_cost_;
  std::vector<int> day_used_, day_week_, group_chosen_;
  int groups_ = 0;
  bool sequences_ = false;         // some piece asks for another
  std::vector<int> target_, got_;  // by rank: strength asked of the plan, strength of kept work
  std::vector<int> chosen_, found_, best_;
  std::int64_t days_ = 0, sessions_ = 0, weight_ = 0, nodes_ = 0;
  std::int64_t most_days_ = no_limit;  // no set may use more
  Beginning begins_;                   // the best found, then settled
  bool begins_settled_ = false;
  Size size_;              // the best found; then the bound that the ids keep to
  std::vector<int> turn_;  // groups in the order of filling
  std::int64_t weight_goal_ = 0;
  int last_limit_ = never;
  std::int64_t budget_ = no_budget;  // of nodes
  std::string first_open_;           // what an earlier question left unproved
  std::int64_t first_gap_ = 0;
  std::string open_;
  std::int64_t gap_ = 0, gap_floor_ = 0;
};

}  // namespace probation::planning::engine
