// What would have to change for one way of serving a need to be lawful, reckoned of all its sessions together, and
// whether a plan is found once it is changed. No change is said that was not tried.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "planning/options.hpp"

namespace probation::planning {

struct Change {
  std::vector<std::size_t> options;                        // the way: one that serves a need, and what must come before
  int effort = 0;                                          // how much it asks, see `effort` in change.cpp
  std::int64_t amount = 0;                                 // days, sessions and days of the calendar, for ties
  std::optional<std::int64_t> max_days, sessions_a_week;   // the new maximum
  std::int64_t more_days = 0;                              // how many more than now
  std::optional<Date> until;                               // activity until this day or later
  std::vector<std::string> until_why;                      // what stands against it now
  std::vector<std::pair<Hindrance, std::string>> settled;  // to be found out or arranged, in words
  [[nodiscard]] bool is_nothing() const { return effort == 0; }
};

// Nothing: no change of these kinds makes the way lawful.
std::optional<Change> change_for(const Question& question, const Supply& supply,
                                 const std::vector<std::size_t>& options);
// Of two changes the one that asks less, then the one whose ids come first.
bool asks_less(const Supply& supply, const Change& a, const Change& b);
// Plans with the change made: whether the way's options then make a plan.
bool makes_possible(const Question& question, const Supply& supply, const Change& change);
std::string words_of(const Supply& supply, const Change& change);

}  // namespace probation::planning
