#include "facts/case/unpaid_work.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/limits.hpp"

namespace probation {
namespace {

// A session took place and what it earned is not recorded. It could only add.
bool lacks_credit(const Contact& contact) {
  return contact.type.is(ContactType::unpaid_work_session) && !contact.minutes_credited && contact.outcome &&
         attended(*contact.outcome) == Stated::yes && !contact.outcome.is(Outcome::attended_sent_home_service);
}

}  // namespace

UnpaidWork unpaid_work(const CaseFacts& facts, const Requirement& requirement) {
  UnpaidWork work;
  if (const auto hours = facts.hours(requirement); hours) {
    std::int64_t minutes =
        *hours > 1'000'000 ? 60'000'000 : *hours * 60;  // no order is longer; arithmetic stays in range
    for (const Adjustment& adjustment : requirement.adjustments)
      if (adjustment.minutes) minutes += *adjustment.minutes;
    work.required_minutes = minutes;
  }
  if (facts.file.contacts.recorded) {
    std::int64_t credited = 0;
    for (const Contact* contact : facts.contacts) {
      if (facts.requirement_of(*contact) != &requirement || !contact->date || *contact->date > facts.as_of) continue;
      credited += contact->minutes_credited.value_or(0);
      if (lacks_credit(*contact)) work.uncredited.push_back(contact);
    }
    work.credited_minutes = credited;
  }
  if (requirement.status.is(RequirementStatus::completed)) {
    work.finished = true;
  } else if (requirement.status && !requirement.status.is(RequirementStatus::active)) {
    work.finished = true;  // ended without being done: nothing is left to do under it
  } else if (work.required_minutes && work.credited_minutes) {
    if (*work.credited_minutes >= *work.required_minutes) work.finished = true;
    else if (work.uncredited.empty()) work.finished = false;
    for (const Contact* contact : work.uncredited)
      if (!work.finished) work.missing.push_back({contact->place, "minutes_credited"});
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

std::vector<Missing> unpaid_work_missing(const CaseFacts& facts, const Order& order) {
  std::vector<Missing> missing;
  if (!order.requirements.recorded) missing.push_back({order.place, "requirements"});
  for (const Requirement& requirement : order.requirements) {
    if (!requirement.type.is(RequirementType::unpaid_work)) continue;
    const UnpaidWork work = unpaid_work(facts, requirement);
    missing.insert(missing.end(), work.missing.begin(), work.missing.end());
  }
  return missing;
}

std::vector<const Contact*> unpaid_work_contacts(const CaseFacts& facts, const Requirement& requirement,
                                                 ContactType type) {
  std::vector<const Contact*> found;
  for (const Contact* contact : facts.contacts)
    if (contact->type.is(type) && contact->date && facts.requirement_of(*contact) == &requirement &&
        !contact->outcome.is(Outcome::rescheduled_by_service) && !contact->outcome.is(Outcome::rescheduled_by_person))
      found.push_back(contact);
  std::stable_sort(found.begin(), found.end(), [](const Contact* a, const Contact* b) { return *a->date < *b->date; });
  return found;
}

const Contact* first_unpaid_work_session(const CaseFacts& facts, const Requirement& requirement) {
  for (const Contact* contact : unpaid_work_contacts(facts, requirement, ContactType::unpaid_work_session))
    if (*contact->date <= facts.as_of && contact->outcome && attended(*contact->outcome) == Stated::yes) return contact;
  return nullptr;
}

TrainingMinutes training_minutes(const CaseFacts& facts, const Requirement& requirement) {
  TrainingMinutes minutes;
  for (const Contact* contact : facts.contacts) {
    if (contact->date && *contact->date <= facts.as_of && lacks_credit(*contact) && !contact->ete.is(false) &&
        facts.requirement_of(*contact) == &requirement)
      minutes.uncredited.push_back(contact);
    if (!contact->minutes_credited || *contact->minutes_credited <= 0 || !contact->date ||
        *contact->date > facts.as_of || facts.requirement_of(*contact) != &requirement)
      continue;
    if (contact->ete.is(true)) minutes.credited += *contact->minutes_credited;
    if (contact->ete) continue;
    minutes.perhaps += *contact->minutes_credited;
    minutes.unsaid.push_back(contact);
  }
  return minutes;
}

Incentive unpaid_work_incentive(const CaseFacts& facts, const Requirement& requirement) {
  const std::optional<Date> start = facts.policy.commencement("unpaid_work_incentive_commencement");
  const UnpaidWork work = unpaid_work(facts, requirement);
  if (!start || facts.as_of < *start || !work.required_minutes || *work.required_minutes <= 0) return {};
  const int after = limits::incentive_after_percent.always().value,
            per_hour = limits::incentive_minutes_per_hour.always().value,
            cap = limits::incentive_max_percent.always().value;
  std::vector<const Contact*> sessions;
  for (const Contact* contact : facts.contacts)
    if (contact->date && *contact->date <= facts.as_of && contact->outcome &&
        facts.requirement_of(*contact) == &requirement)
      sessions.push_back(contact);
  std::stable_sort(sessions.begin(), sessions.end(),
                   [](const Contact* a, const Contact* b) { return *a->date < *b->date; });
  std::int64_t worked = 0;
  for (const Contact* session : sessions) {
    if (session->outcome.is(Outcome::unacceptable_absence) ||
        session->outcome.is(Outcome::attended_sent_home_behaviour))
      break;
    worked += session->minutes_credited.value_or(0);
  }
  const std::int64_t ordered = *work.required_minutes, first = ordered * after / 100;
  const std::int64_t hours = std::max<std::int64_t>(0, worked - first) / 60;
  const std::int64_t cut = std::min(hours * per_hour, ordered * cap / 100);
  if (cut == 0) return {};
  return {cut,
          fmt::format("incentive: {} whole hours beyond the first {} % x {} minutes, at most {} %, = {} minutes off",
                      hours, after, per_hour, cap, cut)};
}

UnpaidWorkPeriod unpaid_work_period(const CaseFacts& facts, const Order& order) {
  UnpaidWorkPeriod period;
  const bool sentence = order.type.is(OrderType::community_order) || order.type.is(OrderType::suspended_sentence_order);
  const bool extended = std::any_of(order.amendments.begin(), order.amendments.end(),
                                    [](const Amendment& a) { return a.kind.is(AmendmentKind::unpaid_work_extended); });
  const bool repealed = facts.as_of >= limits::unpaid_work_period_repealed.always().from;
  if ((order.type && !sentence) || extended ||
      (repealed && order.conviction_date && *order.conviction_date >= limits::code_conviction.always().from)) {
    period.applies = false;
    return period;
  }
  if (!order.type) period.missing.push_back({order.place, "type"});
  if (repealed && !order.conviction_date) period.missing.push_back({order.place, "conviction_date"});
  if (period.missing.empty()) period.applies = true;
  if (order.sentence_date)
    period.last = months_after(*order.sentence_date, Months{limits::unpaid_work_period_months.always().value});
  else period.missing.push_back({order.place, "sentence_date"});
  return period;
}

}  // namespace probation
