#include "facts/unpaid_work.hpp"

namespace probation {

UnpaidWork unpaid_work(const CaseFacts& facts, const Requirement& requirement) {
  UnpaidWork work;
  if (const auto hours = facts.hours(requirement); hours) {
    std::int64_t minutes = *hours > 1'000'000 ? 60'000'000 : *hours * 60;  // no order is longer; arithmetic stays in range
    for (const Adjustment& adjustment : requirement.adjustments)
      if (adjustment.minutes) minutes += *adjustment.minutes;
    work.required_minutes = minutes;
  }
  if (facts.file.contacts.recorded) {
    std::int64_t credited = 0;
    for (const Contact* contact : facts.contacts)
      if (facts.requirement_of(*contact) == &requirement && contact->minutes_credited && contact->date && *contact->date <= facts.as_of)
        credited += *contact->minutes_credited;
    work.credited_minutes = credited;
  }
  if (requirement.status.is(RequirementStatus::completed)) {
    work.finished = true;
  } else if (requirement.status && !requirement.status.is(RequirementStatus::active)) {
    work.finished = true;  // ended without being done: nothing is left to do under it
  } else if (work.required_minutes && work.credited_minutes) {
    work.finished = *work.credited_minutes >= *work.required_minutes;
  } else {
    if (!work.required_minutes) work.missing.push_back({requirement.place, "hours"});
    if (!work.credited_minutes) work.missing.push_back({facts.file.place, "contacts"});
  }
  return work;
}

std::optional<bool> has_unfinished_unpaid_work(const CaseFacts& facts, const Order& order) {
  bool unknown = !order.requirements.recorded;
  for (const Requirement& requirement : order.requirements) {
    if (!requirement.type.is(RequirementType::unpaid_work)) continue;
    const UnpaidWork work = unpaid_work(facts, requirement);
    if (!work.finished) unknown = true;
    else if (!*work.finished) return true;
  }
  return unknown ? std::nullopt : std::optional(false);
}

}  // namespace probation
