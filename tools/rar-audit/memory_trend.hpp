// What the memory of runs says of how a caseload moved: a row for each standing run and group. Reckoned from the spells
// at once, so that a year of weekly runs is answered in a moment; the view trend_by_team says the same in SQL.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/world/database.hpp"

namespace probation::tools {

struct TrendQuestion {
  std::string by;  // region, pdu, team, officer; empty: all together
  std::string scope;
  std::string from, until;  // ISO dates; empty: no bound
};

struct TrendMeasure {
  std::int64_t numerator = 0, denominator = 0, undetermined = 0;
};

struct TrendRow {
  std::string as_of;
  std::string group;  // empty: not recorded, or no group
  std::int64_t cases = 0, errors = 0, warnings = 0, notes = 0, undetermined = 0, overdue = 0, fresh = 0, mended = 0;
  std::vector<std::int64_t> mended_days;  // of each that was mended
  std::map<std::string, TrendMeasure> measures;
};

// By as-of, then group. Nothing where the database has no such scope.
std::vector<TrendRow> trend_rows(Database& database, const TrendQuestion& question);

}  // namespace probation::tools
