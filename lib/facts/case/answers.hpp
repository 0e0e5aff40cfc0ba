// Which enforcement entry answers which failure: one matching, asked by every rule, measure and status. An entry
// answers a failure when it names that contact (or what it replaced), is dated on or after it, was not withdrawn by
// as-of, and both stand. One that names other contacts answers only those; one that names none, of the same order and
// on or after the failure, leaves it undetermined. Nothing that stands may rest on what was withdrawn or lies later.
#pragma once
#include <optional>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// A warning, referral to an enforcement officer or start of breach proceedings.
bool is_enforcement_action(const EnforcementEntry& entry);
bool is_referral(const EnforcementEntry& entry);  // the last two
// Taken back by as-of: a warning by a withdrawal, breach proceedings by a conclusion that says so.
bool is_taken_back(const CaseFacts& facts, const EnforcementEntry& action);

struct Answer {
  const EnforcementEntry* entry = nullptr;      // answers it; nothing: none does for certain
  const EnforcementEntry* perhaps = nullptr;    // may: it names no contact, or no order, or its withdrawal is not clear
  const EnforcementEntry* withdrawn = nullptr;  // would have, and was taken back
  std::string why;                              // of `perhaps`
  std::vector<Missing> missing;                 // of `perhaps`: what would decide it
};
// Any action, or only referrals.
Answer answer_to(const CaseFacts& facts, const Order& order, const Contact& failure, bool only_referrals = false);

// Whether the action can rest on the contacts it names: one of them stands, is a failure and is not later than it.
struct Rests {
  std::optional<bool> answer;  // nothing: not known, or it names none
  bool names_none = false;
  const Contact* because = nullptr;  // the contact that it cannot rest on, or that would decide
  std::string why;
  std::vector<Missing> missing;
};
Rests rests_on_failure(const CaseFacts& facts, const EnforcementEntry& action);

// Whether a warning opens its twelve months: it stands, was not withdrawn, and a contact it names stands; one that
// names none is live for its order, and one that names a contact of after as-of is not yet. Of one that names contacts
// which are not in the file it is not known; nor where a withdrawal may be of it, one that names no warning or one of a
// list that is known to lack something.
struct WarningLife {
  std::optional<bool> answer;
  std::string why;               // without an answer
  std::vector<Missing> missing;  // the same
};
WarningLife life_of(const CaseFacts& facts, const EnforcementEntry& warning);

}  // namespace probation
