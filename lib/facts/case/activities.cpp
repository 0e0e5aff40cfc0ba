#include "facts/case/activities.hpp"

#include <algorithm>

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
  for (const Contact* contact : facts.contacts_of(activity)) {
    if (!contact->date || *contact->date > facts.as_of || !contact->outcome ||
        attended(*contact->outcome) != Stated::yes)
      continue;
    if (first == nullptr || *contact->date < *first->date) first = contact;
  }
  return first;
}

std::optional<ActivityStatus> status_of(const CaseFacts& facts, const Activity& activity) {
  if (!activity.status.is(ActivityStatus::completed)) return activity.status.value;
  std::optional<Date> end = activity.end_date.value;
  if (!end)
    for (const PlannedSession& session : activity.sessions)
      if (session.date && (!end || *end < *session.date)) end = *session.date;
  return end && facts.as_of < *end ? ActivityStatus::in_progress : ActivityStatus::completed;
}

bool is_live(const CaseFacts& facts, const Activity& activity) {
  const auto status = status_of(facts, activity);
  return status != ActivityStatus::withdrawn && status != ActivityStatus::completed;
}

std::vector<SessionTime> sessions_of(const CaseFacts& facts, const Activity& activity) {
  const Intervention* intervention = intervention_of(facts, activity);
  std::vector<SessionTime> times;
  for (const PlannedSession& session : activity.sessions) {
    if (!session.date) continue;
    SessionTime time{*session.date, std::nullopt, session.minutes.value};
    if (session.time) time.start_minute = session.time->minute_of_day;
    if (!time.minutes && intervention != nullptr && intervention->sessions)
      time.minutes = intervention->sessions->minutes.value;
    times.push_back(time);
  }
  std::stable_sort(times.begin(), times.end(), [](const SessionTime& a, const SessionTime& b) {
    return std::pair(a.date, a.start_minute) < std::pair(b.date, b.start_minute);
  });
  return times;
}

}  // namespace probation
