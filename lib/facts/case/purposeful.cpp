#include "facts/case/purposeful.hpp"

#include "facts/case/in_force.hpp"
#include "facts/case/order_kinds.hpp"

namespace probation {
namespace {

bool is_activity(const Contact& contact) {
  if (contact.type.is(ContactType::supplier_assessment)) return false;
  return contact.rar_activity.is(true) || contact.type.is(ContactType::programme_session) ||
         contact.type.is(ContactType::treatment_session);
}

// It may turn out to be RAR activity.
bool may_be_activity(const CaseFacts& facts, const Contact& contact) {
  const Requirement* requirement = facts.requirement_of(contact);
  return !contact.rar_activity && requirement != nullptr && is_rar(*requirement) &&
         !contact.type.is(ContactType::supplier_assessment);
}

}  // namespace

bool asks_for_activity(const Requirement& requirement) {
  switch (requirement.type.value_or(RequirementType::residence)) {
    case RequirementType::rehabilitation_activity:
    case RequirementType::probation_requirement:
    case RequirementType::accredited_programme:
    case RequirementType::mental_health_treatment:
    case RequirementType::drug_rehabilitation:
    case RequirementType::alcohol_treatment: return true;
    default: return false;
  }
}

PurposefulActivity purposeful_activity(const CaseFacts& facts, const Order& order) {
  PurposefulActivity found;
  if (!facts.is_whole(ListName::contacts)) found.missing.push_back({facts.file.place, "contacts"});
  for (const Contact* contact : facts.contacts) {
    const Order* own = facts.order_of(*contact);
    if (!contact->date || *contact->date > facts.as_of || (own != nullptr && own != &order)) continue;
    const bool certain = is_activity(*contact);
    if (!certain && !may_be_activity(facts, *contact)) continue;
    if (contact->outcome &&
        (attended(*contact->outcome) == Stated::no || contact->outcome.is(Outcome::attended_sent_home_service)))
      continue;
    const InForce force = contact_in_force(facts, order, *contact);
    if (force.is_no()) continue;
    const bool came = contact->outcome && attended(*contact->outcome) == Stated::yes;
    if (certain && came && own != nullptr && force.answer) {
      found.attended = contact;
      found.missing.clear();
      return found;
    }
    if (!contact->outcome && *contact->date >= facts.as_of) continue;
    if (own == nullptr) found.missing.push_back({contact->place, "order"});
    else if (!came) found.missing.push_back({contact->place, "outcome"});
    else if (!certain) found.missing.push_back({contact->place, "rar_activity"});
    if (!force.answer) found.missing.insert(found.missing.end(), force.missing.begin(), force.missing.end());
  }
  return found;
}

}  // namespace probation
