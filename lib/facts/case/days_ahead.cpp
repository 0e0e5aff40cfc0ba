#include "facts/case/days_ahead.hpp"

#include <algorithm>
#include <unordered_set>

#include "facts/case/activities.hpp"

namespace probation {

namespace {

bool lies_ahead(const CaseFacts& facts, const Contact& contact) {
  if (!contact.date || contact.type.is(ContactType::supplier_assessment)) return false;
  if (*contact.date == facts.as_of) return !contact.outcome;
  return facts.as_of < *contact.date && (!contact.outcome || attended(*contact.outcome) == Stated::yes);
}

}  // namespace

bool is_booked_day(const CaseFacts& facts, const Contact& contact) {
  return contact.rar_activity.is(true) && lies_ahead(facts, contact);
}

DaysAhead days_ahead(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  DaysAhead found;
  const RarDays& days = strict_days(facts, order, requirement);
  const std::unordered_set<const Contact*> possible(days.possible.begin(), days.possible.end());
  for (const Contact* contact : facts.contacts)
    if (facts.requirement_of(*contact) == &requirement && lies_ahead(facts, *contact)) {
      if (contact->rar_activity.is(true)) found.booked.insert(*contact->date);
      else if (!contact->rar_activity.recorded()) found.perhaps_booked.push_back(contact);
    }
  for (const Activity* activity : facts.activities) {
    if (facts.requirement_of(*activity) != &requirement || !is_live(facts, *activity)) continue;
    WorkAhead work;
    work.activity = activity;
    work.certain = activity->status.recorded();
    for (const PlannedSession& session : activity->sessions)
      if (session.date && facts.as_of < *session.date) work.ahead.insert(*session.date);
    std::set<Date> settled;
    for (const CountedDay& day : strict_days_of(days, facts, *activity)) settled.insert(day.date);
    for (const Contact* contact : facts.contacts_of(*activity)) {
      if (possible.contains(contact)) settled.insert(*contact->date);
      if (is_booked_day(facts, *contact)) work.ahead.insert(*contact->date);
    }
    work.settled = static_cast<std::int64_t>(settled.size());
    settled.insert(work.ahead.begin(), work.ahead.end());
    if (activity->planned_days)
      work.owed = std::max<std::int64_t>(0, *activity->planned_days - static_cast<std::int64_t>(settled.size()));
    found.works.push_back(std::move(work));
  }
  return found;
}

}  // namespace probation
