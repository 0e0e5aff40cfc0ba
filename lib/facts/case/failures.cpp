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
  if (of.withdrawn.contains(&warning)) return true;
  return warning.id && of.withdrawn_events.contains(facts.event_of(warning.id->text));
}

const EnforcementEntry* unclear_withdrawal(const CaseFacts& facts, const EnforcementEntry& warning) {
  if (is_withdrawn(facts, warning)) return nullptr;
  const auto& perhaps = facts.enforcement_facts().perhaps_withdrawn;
  const auto by = perhaps.find(&warning);
  return by == perhaps.end() ? nullptr : by->second;
}

namespace {

// A warning given after the withdrawal is none that it took back.
bool may_be_of(const EnforcementEntry& withdrawal, const EnforcementEntry& warning) {
  return !withdrawal.date || !warning.date || *warning.date <= *withdrawal.date;
}

// A withdrawal that names the contacts of the warning takes back what was given on them by then. Of two of which one
// was given on its very day it may mean the earlier alone.
void withdraw_by_contact(const CaseFacts& facts, const EnforcementEntry& withdrawal, EnforcementFacts& of) {
  for (const std::string_view event : named_events(facts, withdrawal)) {
    const auto on = of.actions_on.find(event);
    if (on == of.actions_on.end() || facts.contacts_of_event(event).empty()) continue;
    std::vector<const EnforcementEntry*> meant;
    for (const EnforcementEntry* entry : on->second)
      if (entry->action.is(EnforcementAction::warning) && may_be_of(withdrawal, *entry)) meant.push_back(entry);
    const auto is_before = [&](const EnforcementEntry* warning) {
      return warning->date && withdrawal.date && *warning->date < *withdrawal.date;
    };
    const bool any_before = std::any_of(meant.begin(), meant.end(), is_before);
    for (const EnforcementEntry* warning : meant) {
      const bool is_sure = warning->date && withdrawal.date && (is_before(warning) || !any_before);
      if (is_sure) of.withdrawn.insert(warning);
      else of.perhaps_withdrawn.emplace(warning, &withdrawal);
    }
  }
}

// One that names neither warning nor contact is of the only warning of its order given by then; of several any, and of
// a list that is known to lack something the one that is there need not be the only one.
void withdraw_unnamed(const CaseFacts& facts, const EnforcementEntry& withdrawal, EnforcementFacts& of) {
  const Order* about = facts.order_of(withdrawal);
  std::vector<const EnforcementEntry*> meant;
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!entry->action.is(EnforcementAction::warning) || !may_be_of(withdrawal, *entry)) continue;
    const Order* order = facts.order_of(*entry);
    if (about == nullptr || order == nullptr || about == order) meant.push_back(entry);
  }
  if (meant.size() == 1 && withdrawal.date && meant[0]->date && facts.is_whole(ListName::enforcement)) {
    of.withdrawn.insert(meant[0]);
    return;
  }
  for (const EnforcementEntry* warning : meant) of.perhaps_withdrawn.emplace(warning, &withdrawal);
}

}  // namespace

const Dated<int>& warning_months(Date given) { return *limits::warning_months.at(ByEvent{given}); }

Date warning_window_end(const EnforcementEntry& warning) {
  return period_beginning_with(*warning.date, Months{warning_months(*warning.date).value});
}

const EnforcementFacts& CaseFacts::enforcement_facts() const {
  if (enforcement_facts_) return *enforcement_facts_;
  auto made = std::make_shared<EnforcementFacts>();
  EnforcementFacts& of = *made;
  for (const EnforcementEntry* entry : enforcement) {
    if (entry->action.is(EnforcementAction::breach_concluded) && entry->outcome.is(BreachOutcome::withdrawn) &&
        entry->enforcement)
      of.withdrawn_breaches.insert(event_of(entry->enforcement->text));
    if (!names_any_contact(*entry)) of.actions_on_nothing.push_back(entry);
    const std::vector<std::string_view> events = named_events(*this, *entry);
    for (const std::string_view event : events) of.actions_on[event].push_back(entry);
    if (entry->action.is(EnforcementAction::warning_withdrawn) && entry->enforcement)
      of.withdrawn_events.insert(event_of(entry->enforcement->text));
  }
  for (const EnforcementEntry* entry : enforcement) {
    if (!entry->action.is(EnforcementAction::warning_withdrawn) || entry->enforcement) continue;
    if (names_any_contact(*entry)) withdraw_by_contact(*this, *entry, of);
    else withdraw_unnamed(*this, *entry, of);
  }
  enforcement_facts_ = std::move(made);
  return *enforcement_facts_;
}

}  // namespace probation
