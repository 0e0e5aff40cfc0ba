// Judges any cohort, ours or a sheet somebody filled in: each person by the one-person checker, each group by its size,
// its places, its facilitators and its rooms. It shares nothing with what makes cohorts but facts and tables.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "planning/verify.hpp"

namespace probation::planning {

// One person's place in a group, or the dates of their rolling work.
struct SheetRow {
  std::string crn, entry;
  Date start = date(1600, 1, 1);
  std::string intervention;           // of work without an entry, or of rolling work
  std::string option;                 // as the cohort calls it; empty on a sheet
  std::vector<SessionTime> sessions;  // empty: those of the group that starts on the day
};
struct Sheet {
  std::vector<SheetRow> rows;
  // Who runs which group, where the cohort says it: entry and start to ids.
  std::optional<std::map<std::pair<std::string, Date>, std::vector<std::string>>> facilitators;
};

struct CohortViolation {
  std::string
      rule;  // H1 to H9, size, places, facilitators, rooms, decided; empty: not the intervention or group it says
  std::string crn, entry;
  std::optional<Date> start;
  std::string message;
};

struct CohortJudged {
  const Directory* directory = nullptr;
  const CatalogueFacts* catalogue = nullptr;
  const Policy* policy = nullptr;
  Date as_of = date(1600, 1, 1);
  std::vector<std::pair<std::string, const Question*>> people;  // by CRN
  std::vector<SheetRow> decided;
};

std::vector<CohortViolation> verify_cohort(const CohortJudged& judged, const Sheet& sheet);

}  // namespace probation::planning
