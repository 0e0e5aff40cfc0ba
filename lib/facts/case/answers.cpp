#include "facts/case/answers.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "facts/case/failures.hpp"

namespace probation {
namespace {

bool breach_withdrawn(const CaseFacts& facts, const EnforcementEntry& action) {
  return action.id && facts.enforcement_facts().withdrawn_breaches.contains(facts.event_of(action.id->text));
}

// The entries that can answer it, in the order of the file: those that name it, and those that name nothing.
std::vector<const EnforcementEntry*> entries_about(const CaseFacts& facts, const Contact& failure) {
  const EnforcementFacts& of = facts.enforcement_facts();
  std::vector<const EnforcementEntry*> about = of.actions_on_nothing;
  if (failure.id)
    if (const auto at = of.actions_on.find(facts.event_of(failure.id->text)); at != of.actions_on.end())
      about.insert(about.end(), at->second.begin(), at->second.end());
  std::sort(about.begin(), about.end(), std::less<>());  // all stand in one list
  return about;
}

}  // namespace

bool is_taken_back(const CaseFacts& facts, const EnforcementEntry& action) {
  return is_withdrawn(facts, action) || breach_withdrawn(facts, action);
}

bool is_referral(const EnforcementEntry& entry) {
  return entry.action.is(EnforcementAction::referral_to_enforcement_officer) ||
         entry.action.is(EnforcementAction::breach_started);
}

bool is_enforcement_action(const EnforcementEntry& entry) {
  return entry.action.is(EnforcementAction::warning) || is_referral(entry);
}

Answer answer_to(const CaseFacts& facts, const Order& order, const Contact& failure, bool only_referrals) {
  Answer found;
  const auto perhaps = [&](const EnforcementEntry& entry, std::string why, Missing fact) {
    if (found.perhaps != nullptr) return;
    found.perhaps = &entry;
    found.why = std::move(why);
    found.missing = {fact};
  };
  for (const EnforcementEntry* entry : entries_about(facts, failure)) {
    if (!(only_referrals ? is_referral(*entry) : is_enforcement_action(*entry))) continue;
    if (!entry->date || *entry->date < *failure.date) continue;
    if (names(facts, *entry, failure)) {
      const EnforcementEntry* unclear =
          entry->action.is(EnforcementAction::warning) ? unclear_withdrawal(facts, *entry) : nullptr;
      if (unclear != nullptr) {
        perhaps(*unclear, fmt::format("{} does not say which warning it withdraws", subject_of(*unclear)),
                {unclear->place, "enforcement"});
      } else if (is_taken_back(facts, *entry)) {
        found.withdrawn = entry;
      } else {
        found.entry = entry;
        return found;
      }
      continue;
    }
    if (names_any_contact(*entry) || is_taken_back(facts, *entry)) continue;
    const Order* about = facts.order_of(*entry);
    if (about == &order || about == nullptr)
      perhaps(*entry,
              fmt::format("the {} of {} names no contact", document::word(*entry->action), format(*entry->date)),
              {entry->place, "contact"});
  }
  return found;
}

Rests rests_on_failure(const CaseFacts& facts, const EnforcementEntry& action) {
  Rests rests;
  if (!names_any_contact(action)) {
    rests.names_none = true;
    return rests;
  }
  const Contact* open = nullptr;
  std::string_view open_key;
  bool is_none = false;  // one of them is nothing to rest on
  const auto not_on = [&](const Contact& contact, std::string why) {
    is_none = true;
    rests.because = &contact;
    rests.why = std::move(why);
  };
  for (const Contact* one : named_contacts(facts, action)) {
    const Contact& contact = *one;
    if (!facts.stands(contact)) {
      // What stands in its place is looked at on its own; withdrawn altogether, nothing is left of it.
      const bool replaced = facts.event_stands(facts.event_of(contact.id->text));
      if (!replaced && !is_none) not_on(contact, fmt::format("{}, which was withdrawn", subject_of(contact)));
      continue;
    }
    if (!contact.outcome || contact.outcome.is(Outcome::failed_to_attend)) {
      open = &contact;
      open_key = "outcome";
    } else if (!is_failure(contact)) {
      // ENF409 speaks of a contact that has always complied; here of one that was corrected.
      if (complied(*contact.outcome) == Stated::yes && !contact.supersedes.recorded()) continue;
      not_on(contact,
             fmt::format("{}, which is no failure as corrected: {}", subject_of(contact), spoken(*contact.outcome)));
    } else if (!contact.date || !action.date) {
      open = &contact;
      open_key = "date";
    } else if (*contact.date > *action.date) {
      not_on(contact, fmt::format("{} of {}, which is later than it", subject_of(contact), format(*contact.date)));
    } else {
      rests.answer = true;
      rests.because = &contact;
      return rests;
    }
  }
  if (open != nullptr) {
    rests.because = open;
    rests.why = fmt::format("{}, which is still to be decided", subject_of(*open));
    rests.missing = {{open_key == "date" && open->date ? action.place : open->place, open_key}};
    return rests;
  }
  if (!is_none) {
    rests.answer = true;  // a reference to nothing is DOC106; one that always complied is ENF409's
    return rests;
  }
  rests.answer = false;
  return rests;
}

namespace {

// Whether what it rests on stands.
WarningLife life_by_contacts(const CaseFacts& facts, const EnforcementEntry& warning) {
  if (!names_any_contact(warning)) return {true, {}, {}};
  bool is_lost = false;
  // What came after as-of is known not to stand yet.
  const auto is_later = [&](std::string_view event) {
    return std::any_of(facts.later.begin(), facts.later.end(),
                       [&](const LaterEntry& entry) { return !entry.outcome_only && entry.id == event; });
  };
  for (const std::string_view event : named_events(facts, warning)) {
    if (facts.event_stands(event)) return {true, {}, {}};
    is_lost = is_lost || (facts.contacts_of_event(event).empty() && !is_later(event));
  }
  if (!is_lost) return {false, {}, {}};
  const Missing lost = facts.is_whole(ListName::contacts)
                           ? Missing{warning.place, warning.contact ? "contact" : "contacts"}
                           : Missing{facts.file.place, "contacts"};
  return {std::nullopt, "whether the contact that the warning names stands is not known", {lost}};
}

}  // namespace

WarningLife life_of(const CaseFacts& facts, const EnforcementEntry& warning) {
  if (!warning.action.is(EnforcementAction::warning) || is_withdrawn(facts, warning)) return {false, {}, {}};
  WarningLife life = life_by_contacts(facts, warning);
  if (life.answer != true) return life;
  if (const EnforcementEntry* unclear = unclear_withdrawal(facts, warning))
    return {std::nullopt,
            fmt::format("{} does not say which warning it withdraws", subject_of(*unclear)),
            {{unclear->place, "enforcement"}}};
  if (!facts.is_whole(ListName::enforcement))  // what is missing may have withdrawn it
    return {std::nullopt, "something of the enforcement is known to be missing", {{facts.file.place, "enforcement"}}};
  return life;
}

}  // namespace probation
