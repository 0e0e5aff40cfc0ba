// The best rolling work beside what a person's set holds already, by the cohort's objective: whom it covers, how
// strongly, how soon the first need, on how few days. Exact within the steps given.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "planning/search.hpp"

namespace probation::planning {

// Worth of a set, greatest first; what follows it is counted the other way.
struct Coverage {
  std::int64_t first = 0, further = 0, strength = 0;  // the needs after the first and strength: halved a rank
  friend auto operator<=>(const Coverage&, const Coverage&) = default;
};
Coverage coverage_of(const Problem& problem, const std::vector<std::size_t>& set);

// The rules a whole set must keep: any two of it, the days, the weeks; what must come first; each of it needed, but
// for those given.
bool is_lawful(const Problem& problem, const std::vector<std::size_t>& set);
bool has_what_comes_first(const Problem& problem, const std::vector<std::size_t>& set);
bool is_each_needed(const Problem& problem, const std::vector<std::size_t>& set, std::size_t given);
// Whether a larger set may need each of it: what is needed for nothing now comes first for something else at most.
bool may_each_be_needed(const Problem& problem, const std::vector<std::size_t>& set, std::size_t given);

class Completion {
 public:
  // `free`: the items that rolling work is taken from.
  Completion(const Problem& problem, const std::vector<std::size_t>& free);

  // The set with what is best beside it, or nothing where no such set keeps the rules. `given`: so many items at its
  // head are decided.
  std::optional<std::vector<std::size_t>> best(const std::vector<std::size_t>& set, std::size_t given,
                                               std::int64_t steps);
  [[nodiscard]] bool complete() const { return complete_; }  // no search was given up
  [[nodiscard]] std::int64_t steps_taken() const { return taken_; }

 private:
  using Bits = std::vector<std::uint64_t>;
  // Items that differ in their dates alone, by id.
  struct Kind {
    std::vector<std::size_t> items;
  };
  // Kinds that stand together, with what they are worth beside the set.
  struct Team {
    Coverage worth;
    std::vector<std::size_t> kinds;
  };
  struct Value {
    std::int64_t weeks = 0, days = 0;
    friend auto operator<=>(const Value&, const Value&) = default;
  };

  [[nodiscard]] Bits days_of(std::size_t item) const;
  const std::vector<char>& beside(std::size_t item);
  void open(const std::vector<std::size_t>& set);
  void teams_from(std::vector<std::size_t>& whole, std::vector<std::size_t>& kinds, std::size_t next);
  void dates_of(const Team& team);
  void place(std::size_t at, const Bits& used, std::optional<int> first_need);
  [[nodiscard]] bool fits(std::size_t item) const;
  void count_weeks(std::size_t item, int change);
  [[nodiscard]] Value value_of(const Bits& used, std::optional<int> first_need) const;

  const Problem& problem_;
  std::size_t given_ = 0;
  std::vector<Kind> kinds_;
  std::vector<Bits> days_;                          // of each item, those that are not spoken for
  std::map<std::size_t, std::vector<char>> pairs_;  // of an item of a set, which free items may stand beside it
  int first_week_ = 0;
  std::vector<std::int64_t> places_;  // sessions a week may still take
  std::int64_t steps_ = 0, taken_ = 0;
  bool complete_ = true;

  // ---- of the set looked at
  std::vector<std::size_t> set_;
  std::vector<std::vector<std::size_t>> items_;  // of each kind, those that may stand beside the set
  std::vector<Team> teams_;
  std::vector<std::size_t> order_;   // its kinds, by id
  std::vector<std::int64_t> least_;  // days at least from each of them on
  std::vector<int> soonest_;         // day on which the first need may begin from each of them on
  std::vector<std::size_t> chosen_, found_;
  bool found_in_team_ = false, found_any_ = false;
  Value best_;
  std::vector<std::string> best_ids_;
  bool covers_first_ = false;
};

}  // namespace probation::planning
