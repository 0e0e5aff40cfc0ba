// Failures to comply, warnings and what answered them. A failure is an outcome that states that the person did not
// comply; an absence that is still to be decided is none.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "law/history.hpp"

namespace probation {

bool is_failure(const Contact& contact);
// Whether the enforcement entry names the contact, or an entry of its chain of corrections.
bool names(const CaseFacts& facts, const EnforcementEntry& entry, const Contact& contact);
// The events it names, sorted, each once.
std::vector<std::string_view> named_events(const CaseFacts& facts, const EnforcementEntry& entry);
// The contacts it names, with their corrections, whether they stand or not; in the order of the file.
std::vector<const Contact*> named_contacts(const CaseFacts& facts, const EnforcementEntry& entry);
bool names_any_contact(const EnforcementEntry& entry);
// Whether the warning had been withdrawn by as-of: by an entry that names it, by one that names its contact, or by one
// that names nothing and can be of no other warning. Nothing takes back what was given after it or on another order.
bool is_withdrawn(const CaseFacts& facts, const EnforcementEntry& warning);
// A withdrawal that may be of this warning and does not say so: it names no warning, and there are several it could
// mean. Nothing where there is none.
const EnforcementEntry* unclear_withdrawal(const CaseFacts& facts, const EnforcementEntry& warning);

// How long a warning given on the day is live; a row of the law is in force on every day that is judged.
const Dated<int>& warning_months(Date given);
// The twelve months that begin with a warning: last day included.
Date warning_window_end(const EnforcementEntry& warning);

}  // namespace probation
