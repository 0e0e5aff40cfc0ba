// An amount that an amendment may or may not have changed (no date, or it does not say of which requirement) is judged
// under every value it can have. Where all say the same, it is said: the amendment decides nothing. Else the finding
// names the amendment, and what each value waits for.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "facts/case/case_facts.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {

enum class Spoken { least, most };  // the value that is spoken of where all say the same

// `judge(amount, report)` says one thing of the subject. `what`: "the maximum".
template <class Judge>
void for_each_amount(const CaseFacts& facts, const Rule& rule, const Subject& subject, const KnownAmount& amount,
                     std::string_view what, Spoken spoken, Report& report, Judge judge) {
  if (amount || amount.possible.empty()) {
    judge(amount, report);
    return;
  }
  std::vector<Finding> said;
  Report aside(rule, report.origin(), said);
  aside.about(facts);
  KnownAmount one = amount;
  one.missing.clear();
  for (const std::int64_t value : amount.possible) {
    one.value = value;
    judge(one, aside);
  }
  const bool alike = std::all_of(said.begin(), said.end(), [&](const Finding& finding) {
    return finding.outcome == said.front().outcome && finding.outcome != Verdict::undetermined;
  });
  if (alike) {
    one.value = spoken == Spoken::least ? amount.possible.front() : amount.possible.back();
    judge(one, report);
    return;
  }
  std::vector<std::string> missing = pointers(report, amount.missing);
  for (const Finding& finding : said)
    for (const std::string& pointer : finding.missing)
      if (std::find(missing.begin(), missing.end(), pointer) == missing.end()) missing.push_back(pointer);
  report.undetermined(subject, amount.place,
                      fmt::format("{} is {} or {}, as an amendment governs or not, and it decides", what,
                                  amount.possible.front(), amount.possible.back()),
                      std::move(missing));
}

}  // namespace probation::rules
