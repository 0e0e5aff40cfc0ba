// The rules and the objective a second time, as naively as they read: every set of the dates on offer is judged by the
// description alone, one rule after the other. It shares nothing with the planner but dates and bank holidays.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "planning/scenario.hpp"

namespace planning_tests {

struct OfferedDates {
  std::string id;  // of the option
  std::string intervention;
  std::string entry;  // empty: out of the catalogue
  std::vector<Date> dates;
  std::vector<std::optional<int>> hours = {};  // minute of the day, one a session; empty: the entry's
};

struct Worth {
  std::vector<std::string> covered;
  std::vector<int> strength;
  std::vector<std::optional<Date>> starts;  // one for each of `covered`
  int inversions = 0;
  long long sessions = 0;
  long long weighted = 0;
  std::optional<Date> last;
  long long days = 0;
};

// Numbers of the rules that the set breaks. The set may hold two options of one intervention: 0 stands for that.
std::set<int> broken_rules(const Scenario& scenario, const std::vector<const OfferedDates*>& chosen);
Worth worth_of(const Scenario& scenario, const std::vector<const OfferedDates*>& chosen);
// Whether `a` comes before `b`; of the ids only where all else is level.
bool better(const Scenario& scenario, const std::vector<const OfferedDates*>& a,
            const std::vector<const OfferedDates*>& b);
// Without filling: whether each of the set is needed for what it covers, or comes first for one that is. With it:
// whether each serves a need, or comes first for another of the set.
bool may_be_chosen(const Scenario& scenario, const std::vector<const OfferedDates*>& chosen);
bool serves_a_need(const Scenario& scenario, const OfferedDates& offered);

}  // namespace planning_tests
