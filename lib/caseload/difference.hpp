// What two runs say differently, and why: the record changed, the policy, the date the law is read at, or the program.
// Where several could be the cause the record comes first, because a changed record needs no other; then the program,
// policy, date.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace probation::caseload {

struct RunView {
  std::string version, policy, as_of;
  std::vector<nlohmann::ordered_json> findings;  // finding/1
  std::vector<nlohmann::ordered_json> cases;     // case_summary/1
};

struct CauseCount {
  std::string rule, cause;
  std::int64_t count = 0;
};

struct Difference {
  std::vector<nlohmann::ordered_json> fresh, gone;  // finding/1 with a member `cause` added
  std::int64_t unchanged = 0;
  std::vector<CauseCount> causes;  // by rule, then cause
};

Difference difference(const RunView& before, const RunView& after);
// The same caseload under other policy and date at once: `between` has the one changed and tells the two causes apart.
Difference difference(const RunView& before, const RunView& between, const RunView& after);

}  // namespace probation::caseload
