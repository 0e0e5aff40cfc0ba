#include "facts/case/activities.hpp"

#include "facts/catalogue/catalogue_facts.hpp"

namespace probation {

const Intervention* intervention_of(const CaseFacts& facts, const Activity& activity) {
  return facts.catalogue != nullptr && activity.intervention ? facts.catalogue->find(*activity.intervention) : nullptr;
}

std::optional<InterventionKind> kind_of(const CaseFacts& facts, const Activity& activity) {
  if (activity.kind) return *activity.kind;
  if (const Intervention* found = intervention_of(facts, activity); found != nullptr) return found->kind.value;
  return std::nullopt;
}

const Contact* first_attended(const CaseFacts& facts, const Activity& activity) {
  const Contact* first = nullptr;
  for (const Contact* contact : facts.contacts) {
    if (!contact->activity || !contact->date || *contact->date > facts.as_of || !contact->outcome ||
        attended(*contact->outcome) != Stated::yes)
      continue;
    if (facts.activity(contact->activity->text) != &activity) continue;
    if (first == nullptr || *contact->date < *first->date) first = contact;
  }
  return first;
}

}  // namespace probation
