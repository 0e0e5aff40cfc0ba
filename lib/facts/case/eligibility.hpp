// Whether an intervention may be given to the person on a day, reason by reason, from the case and the catalogue alone.
// Rules and planner print the same reasons. What no case file can hold stands as a question and decides nothing.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "law/source.hpp"
#include "law/standards.hpp"
#include "model/intervention.hpp"

namespace probation {

enum class Eligible { eligible, not_eligible, undetermined };
std::string_view word(Eligible verdict);

enum class Ground { sex, age, offences, risk, need, substance_use, months_remaining, travel };
std::string_view word(Ground ground);

struct EligibilityReason {
  Ground ground{};
  Eligible verdict = Eligible::eligible;
  std::string message;
  Place place;                                // in the case file: the value, or the record that lacks it
  Place condition;                            // in the intervention's file; unknown where a policy value decides
  std::vector<Missing> missing;               // in the case file: what would decide an undetermined reason
  const Source* law = nullptr;                // the dated row a threshold stands in
  std::optional<ResolvedStandard> standard;   // the practice policy value that decides
  std::optional<std::int64_t> months_needed;  // of months_remaining
  bool only_local = false;                    // the national value alone would hold it eligible
  bool ask_treatment_manager = false;         // months_remaining: fewer are left, and the catalogue says whom to ask
};

// One reason for every condition the catalogue states on sex, age on the day of the first session (both ends included),
// the order's offences, risk, and need rule (PLN310). No condition, no reason.
std::vector<EligibilityReason> eligibility(const CaseFacts& facts, const Order& order, const Intervention& intervention,
                                           Date first_session);
// Stable substance use, where `excluded_if` asks for it (PLN313); nothing where it does not.
std::optional<EligibilityReason> substance_use_reason(const CaseFacts& facts, const Intervention& intervention);
// Whole months from the first session to the end of the relevant period, against what the intervention asks for this
// type of order (PLN311); nothing where it asks nothing.
std::optional<EligibilityReason> months_remaining_reason(const CaseFacts& facts, const Order& order,
                                                         const Requirement* requirement,
                                                         const Intervention& intervention, Date first_session);
// Travel within the policy's limit on that day (PLN316), to the place where it is recorded, else to the intervention.
// Not recorded: undetermined. Nothing where no limit is in force.
std::optional<EligibilityReason> travel_reason(const CaseFacts& facts, const Intervention& intervention, Date day,
                                               const std::string& place = {});
// not_eligible beats undetermined beats eligible.
Eligible worst(const std::vector<EligibilityReason>& reasons);
// Conditions of `excluded_if` that no case file can hold, as questions.
std::vector<std::string> open_questions(const Intervention& intervention);

// Whether the register lets the intervention be given on the day. One whose review is due still is approved;
// provisional approval is none yet.
struct Approval {
  std::optional<bool> approved;  // nothing: its state is not recorded
  std::string why_not;           // "is decommissioned"
  std::string_view missing;      // lifecycle.state
  bool may_be_offered = false;   // the state is one that stands, and nothing says that it began later
};
Approval approval_on(const Intervention& intervention, Date day);

}  // namespace probation
