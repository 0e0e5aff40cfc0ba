// What two runs say differently, and why: the record changed, the policy, the date the law is read at, or the program.
// Before all that: whether the other run could have said it at all: its rule ran there, the case was judged, and what
// it made was printed. Where several could be the cause the record comes first, because a changed record needs no
// other; then the program, policy, date.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace probation::caseload {

struct RunView {
  std::string version, policy, as_of;
  std::vector<Json> findings;  // finding/1
  std::vector<Json> cases;     // case_summary/1
  Json summary = {};           // summary/1 of a saved run; null: it was made here
};

struct CauseCount {
  std::string rule, cause;
  std::int64_t count = 0;
};

struct Difference {
  std::vector<Json> fresh, gone;  // finding/1 with a member `cause` added
  std::int64_t unchanged = 0;
  std::vector<CauseCount> causes;  // by rule, then cause
  Json compared = {};              // what the two runs looked at; null: they looked at the same
};

Difference difference(const RunView& before, const RunView& after);
// The same caseload under other policy and date at once: `between` has the one changed and tells the two causes apart.
Difference difference(const RunView& before, const RunView& between, const RunView& after);

}  // namespace probation::caseload
