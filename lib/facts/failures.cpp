#include "facts/failures.hpp"

#include <fmt/format.h>

#include "law/limits.hpp"

namespace probation {
namespace {

// The withdrawal that takes the warning back, else one that may: it names neither a warning nor another contact.
struct Withdrawn {
  const EnforcementEntry* certainly = nullptr;
  const EnforcementEntry* perhaps = nullptr;
};

Withdrawn withdrawn(const CaseFacts& facts, const EnforcementEntry& warning, const Order* order) {
  Withdrawn found;
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!entry->action.is(EnforcementAction::warning_withdrawn)) continue;
    if (entry->enforcement) {
      if (warning.id && facts.same_entry(entry->enforcement->text, warning.id->text)) {
        found.certainly = entry;
        return found;
      }
      continue;
    }
    if (entry->date && warning.date && *entry->date < *warning.date) continue;
    const Order* own = facts.order_of(*entry);
    if (own != nullptr && order != nullptr && own != order) continue;
    if (names_a_contact(*entry) && names_a_contact(warning)) {
      bool shared = false;
      const auto is_shared = [&](const Located<Id>& id) {
        if (const Contact* about = id ? facts.contact(id->text) : nullptr) shared = shared || names(facts, warning, *about);
      };
      is_shared(entry->contact);
      for (const Located<Id>& id : entry->contacts) is_shared(id);
      if (!shared) continue;
    }
    if (found.perhaps == nullptr) found.perhaps = entry;
  }
  return found;
}

bool is_referral(const EnforcementEntry& entry) {
  return entry.action.is(EnforcementAction::referral_to_enforcement_officer) || entry.action.is(EnforcementAction::breach_started);
}

void leave_open(Answer& answer, const EnforcementEntry& entry, Missing fact, std::string why) {
  answer.missing.push_back(fact);
  answer.open.push_back(&entry);
  if (answer.why.empty()) answer.why = std::move(why);
}

}  // namespace

std::vector<Failure> failures(const CaseFacts& facts) {
  std::vector<Failure> all;
  for (const Contact* contact : facts.contacts)
    if (contact->date && *contact->date <= facts.as_of && contact->outcome && complied(*contact->outcome) == Stated::no)
      all.push_back({contact, facts.order_of(*contact), *contact->date});
  return all;
}

std::vector<Warning> warnings(const CaseFacts& facts) {
  std::vector<Warning> all;
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!entry->action.is(EnforcementAction::warning) || !entry->date) continue;
    Warning warning{entry, facts.order_of(*entry), *entry->date, true, nullptr, std::nullopt};
    const Withdrawn back = withdrawn(facts, *entry, warning.order);
    if (back.certainly != nullptr) warning.live = false;
    else if (back.perhaps != nullptr) warning.live = std::nullopt;
    warning.withdrawal = back.certainly != nullptr ? back.certainly : back.perhaps;
    if (const auto* row = limits::warning_months.at(warning.given))
      warning.year = Period{warning.given, period_beginning_with(warning.given, Months{row->value})};
    all.push_back(warning);
  }
  return all;
}

InYear in_warning_year(const CaseFacts& facts, const Warning& warning, const Failure& failure) {
  if (!warning.year || failure.date < warning.given) return InYear::no;
  if (failure.date == warning.given) return names(facts, *warning.entry, *failure.contact) ? InYear::no : InYear::same_day;
  if (warning.year->contains(failure.date)) return InYear::yes;
  const auto* row = limits::warning_months.at(warning.given);
  const bool may_be_suspended = failure.order == nullptr || !failure.order->type || failure.order->type.is(OrderType::suspended_sentence_order);
  return may_be_suspended && failure.date == months_after(warning.given, Months{row->value}) ? InYear::anniversary : InYear::no;
}

bool names(const CaseFacts& facts, const EnforcementEntry& entry, const Contact& contact) {
  if (!contact.id) return false;
  if (entry.contact && facts.same_entry(entry.contact->text, contact.id->text)) return true;
  for (const Located<Id>& id : entry.contacts)
    if (id && facts.same_entry(id->text, contact.id->text)) return true;
  return false;
}

bool names_a_contact(const EnforcementEntry& entry) { return entry.contact.recorded() || !entry.contacts.empty(); }

Answer referred(const CaseFacts& facts, const Failure& failure) {
  Answer answer;
  if (!facts.file.enforcement.recorded) {
    answer.missing.push_back({facts.file.place, "enforcement"});
    answer.why = "enforcement actions are not recorded";
    return answer;
  }
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!is_referral(*entry) || !entry->date || *entry->date < failure.date) continue;
    const Order* own = facts.order_of(*entry);
    if (names(facts, *entry, *failure.contact) || (own != nullptr && own == failure.order)) return {true, entry, {}, {}, {}};
    if (own == nullptr) leave_open(answer, *entry, {entry->place, "order"}, fmt::format("{} does not say which order it is about", subject_of(*entry)));
    else if (failure.order == nullptr) leave_open(answer, *entry, {failure.contact->place, "order"}, "the contact does not say under which order it was");
  }
  if (answer.missing.empty()) answer.given = false;
  return answer;
}

Answer warned_or_referred(const CaseFacts& facts, const Failure& failure, const std::vector<Warning>& all) {
  Answer answer = referred(facts, failure);
  if (answer.given.value_or(false) || !facts.file.enforcement.recorded) return answer;
  answer.given.reset();
  for (const Warning& warning : all) {
    if (warning.live.has_value() && !*warning.live) continue;
    if (names(facts, *warning.entry, *failure.contact)) {
      if (warning.live) return {true, warning.entry, {}, {}, {}};
      leave_open(answer, *warning.withdrawal, {warning.withdrawal->place, "enforcement"}, fmt::format("{} does not say which warning it withdraws", subject_of(*warning.withdrawal)));
    } else if (!names_a_contact(*warning.entry) && failure.date <= warning.given &&
               (warning.order == nullptr || failure.order == nullptr || warning.order == failure.order)) {
      leave_open(answer, *warning.entry, {warning.entry->place, "contact"}, fmt::format("warning {} does not say what it is about", subject_of(*warning.entry)));
    }
  }
  if (answer.missing.empty()) answer.given = false;
  return answer;
}

}  // namespace probation
