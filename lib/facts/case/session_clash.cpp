#include "facts/case/session_clash.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "law/bank_holidays.hpp"

namespace probation {
namespace {

constexpr int minutes_of_a_day = 24 * 60;

struct Span {  // minutes of one day, half-open
  int from, until;
};
bool overlap(Span a, Span b) { return a.from < b.until && b.from < a.until; }

Span span_of(const SessionTime& session) {
  if (!session.clock_known()) return {0, minutes_of_a_day};
  return {*session.start_minute,
          *session.start_minute + static_cast<int>(std::min<std::int64_t>(*session.minutes, minutes_of_a_day))};
}

std::string clock(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::string_view spoken(UnavailableReason reason) {
  static constexpr std::array<std::string_view, 6> names{"work",           "education",     "religious observance",
                                                         "care of others", "another order", "another reason"};
  return names[static_cast<std::size_t>(reason)];
}

int weekday_index(Date date) { return static_cast<int>(date.weekday().iso_encoding()) - 1; }

// Whether the weekly window touches the session; a window that ends before it begins runs over midnight.
bool touches(const Unavailable& window, Weekday weekday, const SessionTime& session) {
  const int day = static_cast<int>(weekday), today = weekday_index(session.date);
  const int from = window.from ? window.from->minute_of_day : 0,
            until = window.until ? window.until->minute_of_day : minutes_of_a_day;
  const Span span = span_of(session);
  if (from <= until) return today == day && overlap(span, {from, until});
  return (today == day && overlap(span, {from, minutes_of_a_day})) ||
         (today == (day + 1) % 7 && overlap(span, {0, until}));
}

bool takes_place(const Contact& contact) { return !contact.outcome || attended(*contact.outcome) == Stated::yes; }

}  // namespace

bool overlap(const SessionTime& a, const SessionTime& b) {
  return a.date == b.date && a.clock_known() && b.clock_known() && overlap(span_of(a), span_of(b));
}

std::vector<SessionClash> clashes_with_unavailability(const CaseFacts& facts, const SessionTime& session) {
  std::vector<SessionClash> found;
  if (!facts.file.plan || !facts.file.plan->constraints) return found;
  const Constraints& constraints = *facts.file.plan->constraints;
  for (const Unavailable& window : constraints.unavailable) {
    const Weekday weekday = window.weekday ? *window.weekday : static_cast<Weekday>(weekday_index(session.date));
    if (!touches(window, weekday, session)) continue;
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
    // Where the recorded parts alone make no clash, the missing ones decide.
    if (!window.weekday) clash.missing.push_back({window.place, "weekday"});
    if (session.clock_known() && !window.from && window.until && span_of(session).until <= window.until->minute_of_day)
      clash.missing.push_back({window.place, "from"});
    if (session.clock_known() && !window.until && window.from && span_of(session).from >= window.from->minute_of_day)
      clash.missing.push_back({window.place, "until"});
    if (session.clock_known() && !window.from && !window.until) clash.missing.push_back({window.place, "from"});
    found.push_back(std::move(clash));
  }
  for (const UnavailableDates& dates : constraints.dates_unavailable) {
    if ((dates.from && session.date < *dates.from) || (dates.until && *dates.until < session.date)) continue;
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

std::vector<SessionClash> clashes_with_other_sessions(const CaseFacts& facts, const Order& order,
                                                      const Requirement& requirement, const SessionTime& session) {
  std::vector<SessionClash> found;
  for (const Contact* contact : facts.contacts) {
    if (!contact->date.is(session.date) || !takes_place(*contact)) continue;
    const Requirement* own = facts.requirement_of(*contact);
    const Order* of = facts.order_of(*contact);
    const bool other = own != nullptr ? own != &requirement : of != nullptr && of != &order;
    if (!other) continue;
    SessionTime taken{session.date, std::nullopt, contact->minutes.value};
    if (contact->time) taken.start_minute = contact->time->minute_of_day;
    if (!overlap(span_of(session), span_of(taken))) continue;
    found.push_back(
        {SessionClash::With::other_session,
         fmt::format("contact {} under {}{}", subject_of(*contact),
                     own != nullptr ? "another requirement" : "another order",
                     taken.clock_known() ? fmt::format(" at {}", clock(*taken.start_minute)) : std::string{}),
         contact->date.place,
         {},
         {}});
  }
  for (const Activity* activity : facts.activities) {
    if (!activity->status.is(ActivityStatus::planned) && !activity->status.is(ActivityStatus::in_progress)) continue;
    const Requirement* own = facts.requirement_of(*activity);
    if (own == nullptr || own == &requirement) continue;
    for (const Located<Date>& date : activity->sessions)
      if (date.is(session.date))
        found.push_back({SessionClash::With::other_session,
                         fmt::format("session of {} under another requirement", subject_of(*activity)),
                         date.place,
                         {},
                         {}});
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

std::vector<SessionClash> clashes(const CaseFacts& facts, const Order& order, const Requirement& requirement,
                                  const SessionTime& session) {
  std::vector<SessionClash> all;
  if (auto holiday = clash_with_bank_holiday(session.date)) all.push_back(std::move(*holiday));
  for (SessionClash& one : clashes_with_unavailability(facts, session)) all.push_back(std::move(one));
  for (SessionClash& one : clashes_with_other_sessions(facts, order, requirement, session))
    all.push_back(std::move(one));
  return all;
}

}  // namespace probation
