#include "facts/case/failures.hpp"

#include <algorithm>
#include <functional>

#include "law/limits.hpp"

namespace probation {

bool is_failure(const Contact& contact) { return contact.outcome && complied(*contact.outcome) == Stated::no; }

bool names_any_contact(const EnforcementEntry& entry) { return entry.contact.recorded() || !entry.contacts.empty(); }

bool names(const CaseFacts& facts, const EnforcementEntry& entry, const Contact& contact) {
  if (!contact.id) return false;
  const auto same = [&](const Located<Id>& id) { return id && facts.same_entry(id->text, contact.id->text); };
  return same(entry.contact) || std::any_of(entry.contacts.begin(), entry.contacts.end(), same);
}

std::vector<std::string_view> named_events(const CaseFacts& facts, const EnforcementEntry& entry) {
  std::vector<std::string_view> events;
  if (entry.contact) events.push_back(facts.event_of(entry.contact->text));
  for (const Located<Id>& id : entry.contacts)
    if (id) events.push_back(facts.event_of(id->text));
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  return events;
}

std::vector<const Contact*> named_contacts(const CaseFacts& facts, const EnforcementEntry& entry) {
  std::vector<const Contact*> named;
  for (const std::string_view event : named_events(facts, entry)) {
    const std::vector<const Contact*> of_event = facts.contacts_of_event(event);
    named.insert(named.end(), of_event.begin(), of_event.end());
  }
  std::sort(named.begin(), named.end(), std::less<>());
  return named;
}

bool is_withdrawn(const CaseFacts& facts, const EnforcementEntry& warning) {
  const EnforcementFacts& of = facts.enforcement_facts();
  if (of.withdrawals.empty()) return false;
  if (warning.id && of.withdrawn_events.contains(facts.event_of(warning.id->text))) return true;
  if (of.withdraws_the_only_one) return true;
  if (of.contacts_of_withdrawals.empty()) return false;
  const std::vector<std::string_view> events = named_events(facts, warning);
  return std::any_of(events.begin(), events.end(),
                     [&](std::string_view event) { return of.contacts_of_withdrawals.contains(event); });
}

const EnforcementEntry* unclear_withdrawal(const CaseFacts& facts, const EnforcementEntry& warning) {
  if (is_withdrawn(facts, warning)) return nullptr;
  const Order* order = facts.order_of(warning);
  for (const EnforcementEntry* entry : facts.enforcement_facts().withdrawals_of_nothing) {
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

const EnforcementFacts& CaseFacts::enforcement_facts() const {
  if (enforcement_facts_) return *enforcement_facts_;
  auto made = std::make_shared<EnforcementFacts>();
  EnforcementFacts& of = *made;
  for (const EnforcementEntry* entry : enforcement) {
    if (entry->action.is(EnforcementAction::warning)) ++of.warnings;
    if (entry->action.is(EnforcementAction::breach_concluded) && entry->outcome.is(BreachOutcome::withdrawn) &&
        entry->enforcement)
      of.withdrawn_breaches.insert(event_of(entry->enforcement->text));
    if (!names_any_contact(*entry)) of.actions_on_nothing.push_back(entry);
    const std::vector<std::string_view> events = named_events(*this, *entry);
    for (const std::string_view event : events) of.actions_on[event].push_back(entry);
    if (!entry->action.is(EnforcementAction::warning_withdrawn)) continue;
    of.withdrawals.push_back(entry);
    if (entry->enforcement) of.withdrawn_events.insert(event_of(entry->enforcement->text));
    else if (!names_any_contact(*entry)) of.withdrawals_of_nothing.push_back(entry);
    else
      for (const std::string_view event : events)
        if (!contacts_of_event(event).empty()) of.contacts_of_withdrawals.insert(event);
  }
  // Of a list that is known to lack something the warning that is there need not be the only one.
  of.withdraws_the_only_one = !of.withdrawals_of_nothing.empty() && of.warnings == 1 && is_whole(ListName::enforcement);
  enforcement_facts_ = std::move(made);
  return *enforcement_facts_;
}

}  // namespace probation
