// What will be unfinished if work goes on as it does: per requirement, from the pace and the plan in the file. A
// forecast is arithmetic on what is recorded; it judges nobody, and it says what it assumes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

enum class Outlook { on_track, at_risk, cannot_finish, undetermined };
std::string_view word(Outlook outlook);

struct Forecast {
  const Order* order = nullptr;
  const Requirement* requirement = nullptr;
  std::string_view kind;  // days, completion_6_months, …, unpaid_work_hours, …
  Outlook outlook = Outlook::undetermined;
  std::optional<double> left;              // days, or hours for unpaid work
  std::optional<Date> horizon;             // last day that helps: the end of delivery, or the due date of the review
  std::optional<double> weeks_left;        // from as-of + 1 to the horizon, in weeks
  std::optional<double> needed_per_week;   // nothing where no day is left
  std::optional<double> pace_per_week;     // of the last 12 weeks, or since sentence
  std::optional<Date> last_useful_date;    // with nothing delivered before it, what is left still fits
  std::optional<Date> certain_from;        // the day after: it cannot be finished any more
  std::vector<std::string> assumptions;    // the policy rows used, and what is taken for granted
  std::vector<Missing> missing;            // undetermined: what would tell
  std::int64_t dated = 0;                  // of what is left, the days that have their date, up to the horizon
  std::int64_t perhaps_done = 0;           // of what is left, days that may have been delivered
  double perhaps_pace = 0;                 // and what they would add to the pace
  std::vector<Missing> perhaps_missing{};  // and what would tell
};

// One for each rehabilitation activity, programme and unpaid work requirement that is unfinished, and for each of its
// reviews that is still ahead; of running orders only. In the order of the file.
std::vector<Forecast> forecasts(const CaseFacts& facts);

// The arithmetic by itself: the last day on which `left` (days, or hours) still fits before the horizon at so much a
// week.
Date last_day_that_fits(Date horizon, std::int64_t left, std::int64_t per_week);

}  // namespace probation
