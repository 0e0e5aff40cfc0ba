// The days of a rehabilitation activity requirement that are spoken for after as-of: dates of planned and running
// activities, appointments flagged RAR, and what activities owe without a date. Distinct dates are days: one date is
// one day, whatever happens on it. Rules, forecasts and the planner all count these; nothing here judges.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "facts/case/rar_days.hpp"

namespace probation {

// A planned or running activity of the requirement.
struct WorkAhead {
  const Activity* activity = nullptr;
  bool certain = true;               // false: its status is not recorded
  std::set<Date> ahead;              // its sessions and bookings after as-of
  std::int64_t settled = 0;          // distinct dates of its own that count, or await an outcome or a decision
  std::optional<std::int64_t> owed;  // planned_days less all of these; nothing: planned_days is not recorded
};

struct DaysAhead {
  std::set<Date> booked;                       // appointments flagged RAR
  std::vector<const Contact*> perhaps_booked;  // ahead, and whether they are RAR activity is not recorded
  std::vector<WorkAhead> works;                // as in the file
  // Distinct dates of appointments and of the works that `which` takes, those that count already left out.
  template <class Which>
  [[nodiscard]] std::set<Date> dates(const RarDays& days, Which which) const {
    std::set<Date> all = booked;
    for (const WorkAhead& work : works)
      if (which(work)) all.insert(work.ahead.begin(), work.ahead.end());
    for (const CountedDay& day : days.days) all.erase(day.date);
    return all;
  }
};

DaysAhead days_ahead(const CaseFacts& facts, const Order& order, const Requirement& requirement);

// A contact that is flagged RAR and lies ahead: after as-of, or on the day itself without an outcome. One whose outcome
// says already that it will not take place is none, nor is a supplier assessment.
bool is_booked_day(const CaseFacts& facts, const Contact& contact);

}  // namespace probation
