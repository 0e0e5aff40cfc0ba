// What an intervention asks of the risk scores, answered by one assessment; and how a reason is put together.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "facts/case/eligibility.hpp"

namespace probation {

inline EligibilityReason eligibility_reason(Ground ground, Eligible verdict, std::string message, Place place,
                                            Place condition, std::vector<Missing> missing = {}) {
  EligibilityReason r;
  r.ground = ground;
  r.verdict = verdict;
  r.message = std::move(message);
  r.place = place;
  r.condition = condition;
  r.missing = std::move(missing);
  return r;
}

template <class Words>
std::string words_listed(const Words& words) {
  std::string text;
  for (const auto& one : words)
    if (one) text += (text.empty() ? "" : ", ") + std::string(word(*one));
  return text;
}

// One item of `risk.all`: the score asked for, any of several, or the first that is recorded. Nothing given: no
// assessment.
EligibilityReason risk_reason(const CaseFacts& facts, const Assessment* assessment, const RiskItem& item);

}  // namespace probation
