// What a plan for one rehabilitation activity requirement has to live with: the last day a session may fall on, the
// work that is already under way, and how many sessions a week may hold. Given facts only; nothing here chooses or
// judges.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "facts/case/activities.hpp"
#include "facts/case/case_facts.hpp"
#include "model/intervention.hpp"

namespace probation {

// The last day of the relevant period, or the day before the final third where Probation Reset applies and no exemption
// is known to hold.
struct PlanHorizon {
  std::optional<Date> last;
  std::string words;               // why that day
  Place place;                     // of the date that ends it
  std::vector<Missing> missing;    // what keeps it unknown
  std::vector<std::string> notes;  // what was not recorded and taken at its strictest
};
PlanHorizon plan_horizon(const CaseFacts& facts, const Order& order, const Requirement& requirement);

// An activity that a plan has to leave as it is.
struct KeptWork {
  const Activity* activity = nullptr;
  const Intervention* intervention = nullptr;  // of the catalogue; nothing: not in it
  bool own = true;                             // under this requirement; else in progress under another one
  std::vector<SessionTime> sessions;           // as recorded, by date and hour
  std::vector<Date> ahead;                     // distinct dates of its sessions and bookings after as-of
  std::int64_t days_without_date = 0;          // days it owes besides, whose dates are not known
  std::optional<Date> begins;                  // its first session, delivered or not; nothing: not known
  std::optional<Period> span;                  // first to last session; nothing: not known
  std::vector<Missing> missing;                // what keeps the days ahead unknown
  std::optional<bool> main;  // accredited programme or structured intervention; nothing: its kind is not known
  bool alongside_allowed = false;
  [[nodiscard]] std::string intervention_id() const {
    return activity->intervention ? *activity->intervention : std::string{};
  }
};
// This requirement's activities in progress, and those planned that `keep` names; then those in progress under others.
std::vector<KeptWork> kept_work(const CaseFacts& facts, const Order& order, const Requirement& requirement,
                                const std::vector<std::string>& keep);

// The days that are spoken for (H1), and what is left to plan.
struct DaySums {
  std::int64_t counted = 0;      // strict
  std::int64_t could_count = 0;  // dates that await an outcome or a decision: taken as counting
  std::set<Date> ahead;          // of appointments flagged RAR and of kept work, one date once
  std::int64_t undated = 0;      // what kept work owes without a date
  [[nodiscard]] std::int64_t spoken_for() const {
    return counted + could_count + static_cast<std::int64_t>(ahead.size()) + undated;
  }
};
DaySums day_sums(const CaseFacts& facts, const Order& order, const Requirement& requirement,
                 const std::vector<KeptWork>& kept);

// Kinds that may not run beside another of them.
bool is_main(InterventionKind kind);
// 3 accredited programme, 2 structured intervention, 1 anything else.
int strength_of(InterventionKind kind);
// Monday of the date's week.
Date monday_of(Date date);
// Most sessions of a Monday-to-Sunday week under the policy: the strictest that is in force on one of its days.
std::optional<std::int64_t> sessions_a_week(const Policy& policy, Date monday);

}  // namespace probation
