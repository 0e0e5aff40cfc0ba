// Findings that are lived with. A suppressed finding stays in the output with the reason, and does not count for the
// verdict. An error that rests on statute cannot be suppressed. What is expired, malformed or refused is not applied,
// and said.
#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "intake/patterns.hpp"
#include "intake/world.hpp"
#include "rules/finding.hpp"

namespace probation::rules {
struct CaseSummary;
}

namespace probation::caseload {

using intake::World;

struct Suppression {
  std::size_t index = 0;                 // in the file, from 0
  std::string place;                     // file:line:column
  std::string rule, crn, pointer;        // pointer may be empty
  std::optional<intake::Pattern> files;  // in place of a CRN: below the folder of the suppressions
  std::string anchor, here;              // that folder, and the working folder
  rules::Suppressed words;
  [[nodiscard]] bool covers(const rules::Finding& finding) const;
};

struct SuppressionList {
  std::vector<std::string> problems;  // not empty: the file is refused and nothing of it is used
  std::vector<Suppression> entries;   // to be applied
  std::vector<std::string> notes;     // expired and malformed entries
  std::size_t given = 0, expired = 0, malformed = 0;
};

SuppressionList read_suppressions(World& world, const std::string& path, Date as_of);

struct SuppressionUse {
  std::set<std::size_t> used;  // by index
  std::set<std::size_t> refused;
  std::vector<std::string> notes;  // findings that cannot be suppressed
  SuppressionUse& operator+=(const SuppressionUse& other);
};

// Marks what an entry covers, of the findings that the list governs (without `governs`: all).
SuppressionUse suppress(const SuppressionList& list, std::vector<rules::Finding>& findings,
                        const std::function<bool(const rules::Finding&)>& governs = {});

// Takes out of the counts of cases what is marked between the making of this and `settle`: what stood and is lived with
// now. What was marked before was taken out then.
class NewlyLivedWith {
 public:
  explicit NewlyLivedWith(const std::vector<rules::Finding>& findings);
  void settle(const std::vector<rules::Finding>& findings, std::vector<rules::CaseSummary>& cases) const;

 private:
  std::vector<bool> stood_;  // by the place of the finding
};

}  // namespace probation::caseload
