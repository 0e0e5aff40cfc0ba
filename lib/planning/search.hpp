// The exact search behind `suggest` and `propose`: which of the options, at most one of an intervention, keep the hard
// rules and come first in the objective. It knows days and weeks as numbers, and neither cases nor catalogues.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace probation::planning {

inline constexpr std::int64_t no_limit = 1'000'000'000;

// A session: its day (0 is 1970-01-01) and, where the clock is known, the minutes of that day, half-open; past 1440 is
// the next day. `from` < 0: not known.
struct Slot {
  int day = 0;
  int from = -1, until = -1;
};

// An option that no rule excludes by itself.
struct Item {
  std::string id;
  int group = 0;             // its intervention: at most one of a group
  std::uint32_t serves = 0;  // bit r: the need of rank r (0 is the first)
  int strength = 1;
  std::vector<Slot> slots;   // by day and hour
  bool main = false;         // one main intervention at a time
  bool alongside = false;    // unless it may run alongside
  std::vector<int> after;    // groups of which one must be chosen and be over before this begins
  std::vector<int> follows;  // every group that `sequence` asks for before it, done or kept ones too
  std::vector<int> before;   // groups that may begin only when this is over
  [[nodiscard]] int first() const { return slots.front().day; }
  [[nodiscard]] int last() const { return slots.back().day; }
};

// Work that is given.
struct KeptItem {
  int group = -1;
  std::uint32_t serves = 0;
  int strength = 0;
  std::optional<int> begins;  // day of its first session; nothing: not known
  std::vector<int> follows, before;
};

struct Problem {
  int needs = 0;
  int as_of = 0;  // day from which weeks count: as-of, before sentence the day of sentence
  std::vector<Item> items;
  std::vector<KeptItem> kept;      // this requirement's
  std::vector<int> spoken_days;    // sorted; of kept work and bookings: sessions on them use no further day
  std::vector<int> kept_sessions;  // days of kept sessions, one each: they use the week's places
  std::int64_t days_available = 0;
  std::function<std::int64_t(int monday)> sessions_a_week;  // no_limit where there is none
  bool fill = false;
};

struct Standing {             // what a set of items is worth, kept work included
  std::vector<int> strength;  // by rank; 0: not covered
  int inversions = 0;
  std::vector<std::optional<int>> starts;  // by rank: day of the first session that serves it
  std::int64_t distinct_days = 0, sessions = 0;
  std::optional<int> last_day;
  std::int64_t weighted_sessions = 0;
};

struct Answer {
  enum class Status { optimal, feasible, infeasible };
  Status status = Status::infeasible;
  std::vector<std::size_t> chosen;  // indices of items, by id
  Standing standing;
  std::string open_objective;  // feasible: the member of the objective that was not closed
  std::int64_t gap = 0;        // and how far at most the best may lie from it
  std::int64_t nodes = 0;
};

// `expired` is asked now and then; once true, the best found so far is the answer, with its bound.
Answer search(const Problem& problem, const std::function<bool()>& expired);

// Monday of the day's week; day 0 is 1970-01-01, a Thursday.
int week_of(int day);
// Whole weeks from as-of to the day, rounded down.
int weeks_after(int as_of, int day);
Standing standing_of(const Problem& problem, const std::vector<std::size_t>& chosen);
// Whether two items may stand in one plan, as far as the two decide: the rule number that forbids it, 0 where none
// does, -1 where both are of one intervention.
int pair_breaks(const Item& a, const Item& b);

}  // namespace probation::planning
