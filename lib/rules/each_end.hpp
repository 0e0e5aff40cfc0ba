// An end that an amendment may or may not have moved (no date, or made after the end that stood) is judged as every day
// that it can be. Where all say the same, it is said of the last of them: the amendment decides nothing. Else what the
// rule says of an end that is not known.
#pragma once
#include <algorithm>
#include <vector>

#include "facts/case/amended_end.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// `judge(end, report)` says one thing of one subject.
template <class Judge>
void for_each_end(const CaseFacts& facts, const Rule& rule, const AmendedEnd& amended, Report& report, Judge judge) {
  const KnownDate& end = amended.end;
  const std::vector<Date>& possible = amended.possible;
  if (end || possible.size() < 2) {
    judge(end, report);
    return;
  }
  std::vector<Finding> said;
  Report aside(rule, report.origin(), said);
  aside.about(facts);
  KnownDate one = end;
  for (const Date day : possible) {
    one.value = day;
    judge(one, aside);
  }
  const bool alike =
      said.size() == possible.size() && std::all_of(said.begin(), said.end(), [&](const Finding& finding) {
        return finding.outcome == said.front().outcome && finding.outcome != Verdict::undetermined;
      });
  judge(alike ? one : end, report);
}

}  // namespace probation::rules
