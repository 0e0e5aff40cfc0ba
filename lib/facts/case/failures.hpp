// Failures to comply, warnings and what answered them. A failure is an outcome that states that the person did not
// comply; an absence that is still to be decided is none.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

bool is_failure(const Contact& contact);
// Whether the enforcement entry names the contact, or an entry of its chain of corrections.
bool names(const CaseFacts& facts, const EnforcementEntry& entry, const Contact& contact);
bool names_any_contact(const EnforcementEntry& entry);
// Whether the warning had been withdrawn by as-of.
bool is_withdrawn(const CaseFacts& facts, const EnforcementEntry& warning);
// A withdrawal that may be of this warning and does not say so: it names neither a warning nor a contact, and there
// are several it could mean. Nothing where there is none.
const EnforcementEntry* unclear_withdrawal(const CaseFacts& facts, const EnforcementEntry& warning);

// A referral to an enforcement officer or a start of breach proceedings on or after the failure, for its order or for
// an order that the file does not name.
struct Referral {
  const EnforcementEntry* entry = nullptr;
  bool order_known = true;
};
Referral referral_after(const CaseFacts& facts, const Order& order, Date failure);

// The twelve months that begin with a warning: last day included.
Date warning_window_end(const EnforcementEntry& warning);

}  // namespace probation
