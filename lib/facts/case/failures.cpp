#include "facts/case/failures.hpp"

#include <algorithm>

#include "law/limits.hpp"

namespace probation {

bool is_failure(const Contact& contact) { return contact.outcome && complied(*contact.outcome) == Stated::no; }

bool names_any_contact(const EnforcementEntry& entry) { return entry.contact.recorded() || !entry.contacts.empty(); }

bool names(const CaseFacts& facts, const EnforcementEntry& entry, const Contact& contact) {
  if (!contact.id) return false;
  const auto same = [&](const Located<Id>& id) { return id && facts.same_entry(id->text, contact.id->text); };
  return same(entry.contact) || std::any_of(entry.contacts.begin(), entry.contacts.end(), same);
}

bool is_withdrawn(const CaseFacts& facts, const EnforcementEntry& warning) {
  std::size_t warnings = 0;
  for (const EnforcementEntry* entry : facts.enforcement)
    if (entry->action.is(EnforcementAction::warning)) ++warnings;
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!entry->action.is(EnforcementAction::warning_withdrawn)) continue;
    if (entry->enforcement) {
      if (warning.id && facts.same_entry(entry->enforcement->text, warning.id->text)) return true;
    } else if (names_any_contact(*entry)) {
      for (const Contact& contact : facts.file.contacts)
        if (names(facts, *entry, contact) && names(facts, warning, contact)) return true;
    } else if (warnings == 1) {
      return true;
    }
  }
  return false;
}

const EnforcementEntry* unclear_withdrawal(const CaseFacts& facts, const EnforcementEntry& warning) {
  if (is_withdrawn(facts, warning)) return nullptr;
  const Order* order = facts.order_of(warning);
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!entry->action.is(EnforcementAction::warning_withdrawn) || entry->enforcement || names_any_contact(*entry))
      continue;
    if (entry->date && warning.date && *entry->date < *warning.date) continue;
    const Order* about = facts.order_of(*entry);
    if (about == nullptr || order == nullptr || about == order) return entry;
  }
  return nullptr;
}

const Dated<int>& warning_months(Date given) { return *limits::warning_months.at(ByEvent{given}); }

Date warning_window_end(const EnforcementEntry& warning) {
  return period_beginning_with(*warning.date, Months{warning_months(*warning.date).value});
}

}  // namespace probation
