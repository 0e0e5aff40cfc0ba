// Whether a session at a time falls on something else: the person's weekly and dated unavailability, sessions under
// another requirement or order, a bank holiday. It reports every clash with its reason; which reasons count is the
// caller's rule. A time that is not known takes the whole day.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// When a session takes place. The clock is known where both start and length are; times are half-open.
struct SessionTime {
  Date date;
  std::optional<int> start_minute;  // of the day
  std::optional<std::int64_t> minutes;
  [[nodiscard]] bool clock_known() const { return start_minute && minutes; }
};

// Two sessions on one date whose times are both known and overlap.
bool overlap(const SessionTime& a, const SessionTime& b);

struct SessionClash {
  enum class With { weekly_time, dates, other_session, bank_holiday };
  With with{};
  std::string message;  // "usual work on wednesday 09:00 to 17:00"
  Place place;          // of the window, the dates, the contact or the activity's session; unknown for a bank holiday
  Located<UnavailableReason> reason;  // of weekly times and dates
  std::vector<Missing> missing;       // not empty: only what is not recorded makes it a possible clash
};

// Clashes with `plan.constraints`; a bound of a window that is not recorded reaches as far as it could.
std::vector<SessionClash> clashes_with_unavailability(const CaseFacts& facts, const SessionTime& session);
// Clashes with contacts and with sessions of planned or running activities of another requirement, or contacts of
// another order. Appointments whose outcome says that they were not attended, or were moved, take no time.
std::vector<SessionClash> clashes_with_other_sessions(const CaseFacts& facts, const Order& order,
                                                      const Requirement& requirement, const SessionTime& session);
// Nothing where it is none or the table does not reach so far.
std::optional<SessionClash> clash_with_bank_holiday(Date date);

// Both of the first two, and the bank holiday: what keeps a date from being free (planner, H4).
std::vector<SessionClash> clashes(const CaseFacts& facts, const Order& order, const Requirement& requirement,
                                  const SessionTime& session);

}  // namespace probation
