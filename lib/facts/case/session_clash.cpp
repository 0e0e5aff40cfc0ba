#include "facts/case/session_clash.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "law/bank_holidays.hpp"

namespace probation {
namespace {

constexpr int minutes_of_a_day = 24 * 60;

struct Span {  // minutes from the day's midnight, half-open; past 1440 is the next day
  int from, until;
};
bool overlap(Span a, Span b) { return a.from < b.until && b.from < a.until; }
Span shifted(Span span, int days) {
  return {span.from + days * minutes_of_a_day, span.until + days * minutes_of_a_day};
}

Span span_of(const SessionTime& session) {
  if (!session.clock_known()) return {0, minutes_of_a_day};
  return {*session.start_minute,
          *session.start_minute + static_cast<int>(std::min<std::int64_t>(*session.minutes, minutes_of_a_day))};
}
// The other's time as seen from the session's midnight.
bool meet(const SessionTime& session, const SessionTime& other) {
  const int days = days_between(session.date, other.date);
  return days >= -1 && days <= 1 && overlap(span_of(session), shifted(span_of(other), days));
}

std::string clock(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::string_view spoken(UnavailableReason reason) {
  static constexpr std::array<std::string_view, 6> names{"work",           "education",     "religious observance",
                                                         "care of others", "another order", "another reason"};
  static_assert(names.size() == static_cast<std::size_t>(UnavailableReason::other) + 1 && !names.back().empty());
  return names[static_cast<std::size_t>(reason)];
}

int weekday_index(Date date) { return static_cast<int>(date.weekday().iso_encoding()) - 1; }

// An activity that is not said to be withdrawn may be one of the plan.
std::vector<Missing> lacks_status(const Activity& activity) {
  return activity.status ? std::vector<Missing>{} : std::vector<Missing>{{activity.place, "status"}};
}

bool touches_between(const Unavailable& window, const SessionTime& session, int from, int until) {
  for (int days = -1; days <= 1; ++days) {
    const int weekday = (weekday_index(session.date) + days + 7) % 7;
    if (window.weekday && static_cast<int>(*window.weekday) != weekday) continue;
    if (overlap(span_of(session), shifted({from, until}, days))) return true;
  }
  return false;
}

// Midnight is the end of the day where it is not said when the time begins.
int last_minute(const Unavailable& window) {
  const int until = window.until->minute_of_day;
  return until == 0 ? minutes_of_a_day : until;
}

// Until its own beginning: it is a whole day or none, and the session lies on it only where it is one. From midnight to
// midnight is the day.
bool is_day_or_nothing(const Unavailable& window, const SessionTime& session) {
  if (!window.from || !window.until || window.from->minute_of_day == 0) return false;
  const int from = window.from->minute_of_day, until = window.until->minute_of_day;
  return from == until && !touches_between(window, session, from, until);
}

bool takes_place(const Contact& contact) { return !contact.outcome || attended(*contact.outcome) == Stated::yes; }

}  // namespace

bool overlap(const SessionTime& a, const SessionTime& b) { return a.clock_known() && b.clock_known() && meet(a, b); }

bool touches(const Unavailable& window, const SessionTime& session) {
  const int from = window.from ? window.from->minute_of_day : 0;
  int until = window.until ? window.until->minute_of_day : minutes_of_a_day;
  if (until <= from) until += minutes_of_a_day;  // over midnight, or as long as it can be
  return touches_between(window, session, from, until);
}

std::vector<SessionClash> clashes_with_unavailability(const CaseFacts& facts, const SessionTime& session) {
  std::vector<SessionClash> found;
  if (!facts.file.plan || !facts.file.plan->constraints) return found;
  const Constraints& constraints = *facts.file.plan->constraints;
  for (const Unavailable& window : constraints.unavailable) {
    if (!touches(window, session)) continue;
    SessionClash clash{
        SessionClash::With::weekly_time,
        fmt::format("{} on {}{}", window.reason ? spoken(*window.reason) : "unavailable",
                    window.weekday ? word(*window.weekday) : "a weekday that is not recorded",
                    window.from && window.until ? fmt::format(" {} to {}", clock(window.from->minute_of_day),
                                                              clock(window.until->minute_of_day))
                                                : std::string{}),
        window.place,
        window.reason,
        {}};
    // Where the recorded parts alone make no clash, the missing ones decide. A time that begins or ends with the
    // session lies on it, however long it is.
    if (!window.weekday) clash.missing.push_back({window.place, "weekday"});
    if (is_day_or_nothing(window, session)) clash.missing.push_back({window.place, "until"});
    if (session.clock_known() && !window.from && window.until && span_of(session).until < last_minute(window))
      clash.missing.push_back({window.place, "from"});
    if (session.clock_known() && !window.until && window.from && span_of(session).from > window.from->minute_of_day)
      clash.missing.push_back({window.place, "until"});
    if (session.clock_known() && !window.from && !window.until) clash.missing.push_back({window.place, "from"});
    found.push_back(std::move(clash));
  }
  for (const UnavailableDates& dates : constraints.dates_unavailable) {
    const Date last = session.date + Days{(span_of(session).until - 1) / minutes_of_a_day};
    if ((dates.from && last < *dates.from) || (dates.until && *dates.until < session.date)) continue;
    SessionClash clash{SessionClash::With::dates,
                       fmt::format("{} from {} to {}", dates.reason ? spoken(*dates.reason) : "unavailable",
                                   dates.from ? format(*dates.from) : "a date that is not recorded",
                                   dates.until ? format(*dates.until) : "a date that is not recorded"),
                       dates.place,
                       dates.reason,
                       {}};
    if (!dates.from && !dates.until.is(session.date)) clash.missing.push_back({dates.place, "from"});
    if (!dates.until && !dates.from.is(session.date)) clash.missing.push_back({dates.place, "until"});
    found.push_back(std::move(clash));
  }
  return found;
}

namespace {

// `is_own`: of an activity whether its appointments are sessions of what is asked about.
template <class IsOwn>
std::vector<SessionClash> clashes_with_sessions(const CaseFacts& facts, const Requirement* requirement,
                                                const SessionTime& session, IsOwn is_own) {
  std::vector<SessionClash> found;
  const Order* order = requirement != nullptr ? facts.order_of(*requirement) : nullptr;
  for (const Contact* contact : facts.contacts) {
    if (!contact->date || !takes_place(*contact)) continue;
    const int apart = days_between(session.date, *contact->date);
    if (apart < -1 || apart > 1) continue;
    if (contact->activity)
      if (const Activity* of = facts.activity(contact->activity->text); of != nullptr && is_own(*of)) continue;
    SessionTime taken{*contact->date, std::nullopt, contact->minutes.value};
    if (contact->time) taken.start_minute = contact->time->minute_of_day;
    const Requirement* under = facts.requirement_of(*contact);
    const bool other = requirement != nullptr && under != nullptr && under != requirement;
    if (other ? !meet(session, taken) : !overlap(session, taken)) continue;
    const Order* of = facts.order_of(*contact);
    found.push_back(
        {SessionClash::With::other_session,
         fmt::format("contact {}{}{}", subject_of(*contact),
                     other                                              ? " under another requirement"
                     : of != nullptr && order != nullptr && of != order ? " under another order"
                                                                        : "",
                     taken.clock_known() ? fmt::format(" at {}", clock(*taken.start_minute)) : std::string{}),
         contact->date.place,
         {},
         {}});
  }
  for (const Activity* activity : facts.activities) {
    const auto status = status_of(facts, *activity);
    if (status == ActivityStatus::completed || status == ActivityStatus::withdrawn) continue;
    const Requirement* under = facts.requirement_of(*activity);
    if (under == nullptr || requirement == nullptr || under == requirement) continue;
    for (const SessionTime& taken : sessions_of(facts, *activity))
      if (meet(session, taken))
        found.push_back({SessionClash::With::other_session,
                         fmt::format("session of {} under another requirement", subject_of(*activity)),
                         activity->sessions.place,
                         {},
                         lacks_status(*activity)});
  }
  return found;
}

}  // namespace

std::vector<SessionClash> clashes_with_other_sessions(const CaseFacts& facts, const Requirement* requirement,
                                                      const SessionTime& session, const Activity* own) {
  return clashes_with_sessions(facts, requirement, session, [&](const Activity& of) { return &of == own; });
}

bool is_planned_under(const CaseFacts& facts, const Requirement& requirement, const Activity& activity,
                      const std::string& intervention) {
  return activity.intervention.is(intervention) && facts.requirement_of(activity) == &requirement &&
         status_of(facts, activity) == ActivityStatus::planned;
}

std::vector<SessionClash> clashes_within_plan(const CaseFacts& facts, const Activity& own, const SessionTime& session) {
  std::vector<SessionClash> found;
  const Requirement* requirement = facts.requirement_of(own);
  for (const Activity* activity : facts.activities) {
    const auto status = status_of(facts, *activity);
    if (activity == &own || status == ActivityStatus::completed || status == ActivityStatus::withdrawn) continue;
    if (requirement == nullptr || facts.requirement_of(*activity) != requirement) continue;
    for (const SessionTime& taken : sessions_of(facts, *activity))
      if (overlap(session, taken))
        found.push_back({SessionClash::With::other_session,
                         fmt::format("session of {} at {}", subject_of(*activity), clock(*taken.start_minute)),
                         activity->sessions.place,
                         {},
                         lacks_status(*activity)});
  }
  return found;
}

std::optional<SessionClash> clash_with_bank_holiday(Date date) {
  if (!is_bank_holiday(date).value_or(false)) return std::nullopt;
  std::string name = "bank holiday";
  for (const BankHoliday& holiday : bank_holidays())
    if (holiday.date == date) name += fmt::format(", {}", holiday.name);
  return SessionClash{SessionClash::With::bank_holiday, std::move(name), {}, {}, {}};
}

std::vector<SessionClash> clashes(const CaseFacts& facts, const Requirement& requirement, const SessionTime& session,
                                  const std::string& intervention) {
  std::vector<SessionClash> all;
  if (auto holiday = clash_with_bank_holiday(session.date)) all.push_back(std::move(*holiday));
  for (SessionClash& one : clashes_with_unavailability(facts, session)) all.push_back(std::move(one));
  const auto is_own = [&](const Activity& of) { return is_planned_under(facts, requirement, of, intervention); };
  for (SessionClash& one : clashes_with_sessions(facts, &requirement, session, is_own))
    if (one.missing.empty()) all.push_back(std::move(one));  // what is not known to be planned takes no slot
  return all;
}

}  // namespace probation
