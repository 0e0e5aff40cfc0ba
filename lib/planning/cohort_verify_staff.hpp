// Whether the groups of a cohort, as somebody filled them, have their facilitators and rooms.
#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "planning/cohort_verify.hpp"

namespace probation::planning {

// A group as the sheet fills it.
struct Filled {
  const DirectoryEntry* entry = nullptr;
  const Intervention* intervention = nullptr;
  Date start = date(1600, 1, 1);
  std::vector<SessionTime> sessions, ahead;  // ahead: after as-of, for which somebody and a room must be there
  std::set<std::string> people, holders;     // of the sheet; of the cases
  // Nobody is new in it: people were in it before there was a sheet.
  [[nodiscard]] bool as_it_was() const {
    return std::includes(holders.begin(), holders.end(), people.begin(), people.end());
  }
  [[nodiscard]] std::int64_t size() const {
    std::set<std::string> all = people;
    all.insert(holders.begin(), holders.end());
    return static_cast<std::int64_t>(all.size());
  }
};

using FilledGroups = std::map<std::pair<std::string, Date>, Filled>;  // by entry and start

void judge_staff(const CohortJudged& judged, const Sheet& sheet, const FilledGroups& groups,
                 std::vector<CohortViolation>& found);

}  // namespace probation::planning
