#include "facts/case/answers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/failures.hpp"

namespace probation {
namespace {

bool breach_withdrawn(const CaseFacts& facts, const EnforcementEntry& action) {
  return std::any_of(facts.enforcement.begin(), facts.enforcement.end(), [&](const EnforcementEntry* other) {
    return other->action.is(EnforcementAction::breach_concluded) && other->outcome.is(BreachOutcome::withdrawn) &&
           other->enforcement && action.id && facts.same_entry(other->enforcement->text, action.id->text);
  });
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
  for (const EnforcementEntry* entry : facts.enforcement) {
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
  bool all_comply = true;
  for (const Contact& contact : facts.file.contacts) {
    if (!names(facts, action, contact)) continue;
    const bool stands =
        std::any_of(facts.contacts.begin(), facts.contacts.end(), [&](const Contact* c) { return c == &contact; });
    if (!stands) {
      // What stands in its place is looked at on its own; withdrawn altogether, nothing is left of it.
      const bool replaced = std::any_of(facts.contacts.begin(), facts.contacts.end(), [&](const Contact* c) {
        return c->id && contact.id && facts.same_entry(c->id->text, contact.id->text);
      });
      if (!replaced && rests.because == nullptr) {
        rests.because = &contact;
        rests.why = fmt::format("{}, which was withdrawn", subject_of(contact));
        all_comply = false;
      }
      continue;
    }
    if (!contact.outcome || contact.outcome.is(Outcome::failed_to_attend)) {
      open = &contact;
      open_key = "outcome";
    } else if (!is_failure(contact)) {
      const bool complies = complied(*contact.outcome) == Stated::yes;
      // ENF409 speaks of a contact that has always said so; here of one that was corrected.
      const bool corrected = contact.supersedes.recorded();
      if (complies && !corrected && rests.because == nullptr) {
        rests.because = &contact;
        rests.why.clear();
        continue;
      }
      all_comply = all_comply && complies && !corrected;
      rests.because = &contact;
      rests.why =
          fmt::format("{}, which is no failure as corrected: {}", subject_of(contact), spoken(*contact.outcome));
    } else if (!contact.date || !action.date) {
      open = &contact;
      open_key = "date";
    } else if (*contact.date > *action.date) {
      all_comply = false;
      rests.because = &contact;
      rests.why = fmt::format("{} of {}, which is later than it", subject_of(contact), format(*contact.date));
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
  if (rests.because == nullptr || (all_comply && rests.why.empty())) {
    rests.answer = true;  // a reference to nothing is DOC106; one that always complied is ENF409's
    return rests;
  }
  rests.answer = false;
  return rests;
}

bool is_live(const CaseFacts& facts, const EnforcementEntry& warning) {
  if (!warning.action.is(EnforcementAction::warning) || is_withdrawn(facts, warning)) return false;
  if (!names_any_contact(warning)) return true;
  return std::any_of(facts.contacts.begin(), facts.contacts.end(),
                     [&](const Contact* contact) { return names(facts, warning, *contact); });
}

}  // namespace probation
