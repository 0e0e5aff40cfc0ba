// Whether a session at a time falls on something else: the person's weekly and dated unavailability, sessions under
// another requirement, appointments of any order, a bank holiday. It reports every clash with its reason; which reasons
// count is the caller's rule. Against unavailability and another requirement's session a time that is not known takes
// the whole day; two appointments of which one has no known time do not clash.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/case/activities.hpp"
#include "facts/case/case_facts.hpp"

namespace probation {

// Two sessions whose times are both known and overlap, over midnight too.
bool overlap(const SessionTime& a, const SessionTime& b);

struct SessionClash {
  enum class With { weekly_time, dates, other_session, bank_holiday };
  With with{};
  std::string message;  // "usual work on wednesday 09:00 to 17:00"
  Place place;          // of the window, the dates, the contact or the activity's session; unknown for a bank holiday
  Located<UnavailableReason> reason;  // of weekly times and dates
  std::vector<Missing> missing;       // not empty: only what is not recorded makes it a possible clash
};

// Whether a weekly time off touches the session; a bound that is not recorded reaches as far as it could, and a time
// until its own beginning lasts a day.
bool touches(const Unavailable& window, const SessionTime& session);

// Clashes with `plan.constraints`; a bound of a window that is not recorded reaches as far as it could.
std::vector<SessionClash> clashes_with_unavailability(const CaseFacts& facts, const SessionTime& session);
// Clashes with contacts ahead, and with sessions of activities of another requirement that are planned, running, or
// may be. Contacts
// whose outcome says that they were not attended, or were moved, take no time; nor do those of `own`, which are its
// sessions. `requirement` nothing: not known, and only known times that overlap clash.
std::vector<SessionClash> clashes_with_other_sessions(const CaseFacts& facts, const Requirement* requirement,
                                                      const SessionTime& session, const Activity* own = nullptr);
// Clashes with the sessions of the requirement's other activities, likewise, times known on both sides.
std::vector<SessionClash> clashes_within_plan(const CaseFacts& facts, const Activity& own, const SessionTime& session);
// Nothing where it is none or the table does not reach so far.
std::optional<SessionClash> clash_with_bank_holiday(Date date);

// Unavailability, other sessions, and the bank holiday: what keeps a date from being free (planner, H4). Appointments
// booked for work that is planned under the requirement are sessions of it and take no time from the `intervention`
// that the work is: a plan stays lawful once its own sessions are booked.
std::vector<SessionClash> clashes(const CaseFacts& facts, const Requirement& requirement, const SessionTime& session,
                                  const std::string& intervention);
// Whether it is planned under the requirement, and so its appointments are its own.
bool is_planned_under(const CaseFacts& facts, const Requirement& requirement, const Activity& activity,
                      const std::string& intervention);

}  // namespace probation
