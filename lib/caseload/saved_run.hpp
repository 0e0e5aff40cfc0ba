// A run that was saved with --format ndjson (or json), read back: for merge, which needs it whole, and for diff, which
// needs what identifies each finding. A file cut short has no summary and is refused.
#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"
#include "caseload/caseload.hpp"

namespace probation::caseload {

struct SavedRun {
  std::string path;
  std::vector<std::string> problems;  // not empty: nothing of it is to be used
  std::vector<Json> findings, gaps, cases;
  Json summary;
};

SavedRun read_saved_run(World& world, const std::string& path);

// Typed again. Throws std::invalid_argument where a member is missing or of another kind, or the rule is not known
// here.
rules::Finding finding_from(const Json& saved);
rules::CaseSummary case_summary_from(const Json& saved);
std::map<std::string, rules::OutcomeCounts> by_rule_from(const Json& summary);

}  // namespace probation::caseload
