// The final third of an order, after which Probation Reset stops rehabilitation activity. Reset applies where the
// record says so (suspensions with that policy), never because a date was reached.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "law/standards.hpp"

namespace probation {

struct FinalThird {
  std::optional<bool> reset;               // whether Reset is recorded for the order; nothing: not known
  const Suspension* suspension = nullptr;  // the entry that records it
  std::optional<Date> from;                // first day without activity; nothing: no Reset, or not known
  bool explicit_from = false;              // the suspension says the day itself
  std::string computed;                    // the arithmetic, a sentence
  std::optional<ResolvedStandard> numerator, denominator;
  std::vector<Missing> missing;  // what keeps `reset` or `from` unknown
};
// The Reset that counts on as-of: of several one that was not lifted, of those one that says a day, the earliest.
FinalThird final_third(const CaseFacts& facts, const Order& order);
// From when this Reset of the order stops activity.
FinalThird reset_of(const CaseFacts& facts, const Order& order, const Suspension& reset);
// Every Reset recorded for the order, in the order of the file: a day of the past may lie in any of them.
std::vector<FinalThird> resets(const CaseFacts& facts, const Order& order);
// It ended by as-of.
bool is_lifted(const CaseFacts& facts, const Suspension& reset);

// Whom Reset must leave alone: any of the five flags, or very high risk of serious harm in the newest assessment.
struct ResetExemption {
  std::optional<bool> exempt;  // nothing: flags are not recorded, and no assessment settles it
  std::string why;             // "flag mappa", "RoSH very high in S2"
  Place place;                 // of what makes it exempt
  std::vector<Missing> missing;
};
ResetExemption reset_exemption(const CaseFacts& facts);

// First day of the final third of an order of these days: first + ⌈n · numerator / denominator⌉ days.
Date final_third_begins(Period order, std::int64_t numerator, std::int64_t denominator);

}  // namespace probation
