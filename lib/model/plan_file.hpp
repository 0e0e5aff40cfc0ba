// plan/1: a plan for the days of one requirement, as rar-plan writes it and as a person may write one by hand.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/case_file.hpp"
#include "model/words.hpp"

namespace probation {

struct PlanObjective {
  Place place;
  List<Located<PlanNeed>> covered;
  List<Located<std::int64_t>> strength;  // one for each of `covered`
  List<Located<Date>> starts;            // likewise; empty where only kept work without a date covers it
  Located<std::int64_t> inversions, distinct_days, sessions;
  Located<Date> last_session;
  Located<std::int64_t> weighted_sessions;  // with --fill
};
struct PlanChoice {
  Place place;
  Located<std::string> option, intervention, directory;
  List<Located<PlanNeed>> needs;
  List<PlannedSession> sessions;
  Located<std::string> assumed;
  List<Located<std::string>> undetermined;
};
struct PlanOpenNeed {
  Place place;
  Located<PlanNeed> need;
  Located<std::string> why;
};
struct PlanProgramme {
  Place place;
  Located<std::string> intervention;
  List<Located<std::string>> to_settle;
};
struct PlanKept {
  Place place;
  Located<std::string> activity, intervention;
  List<PlannedSession> sessions;
};
struct PlanLeftOut {
  Place place;
  Located<std::string> option, intervention, rule, lost_on, message;
};
struct PlanConflict {
  Place place;
  List<Located<std::string>> rules;
  Located<std::string> change;
};
struct PlanBound {
  Place place;
  Located<std::string> objective;
  Located<std::int64_t> gap;
};
struct PlanFile {
  Place place;
  Located<std::string> schema;
  Located<document::Crn> crn;
  Located<document::Id> order_id, requirement_id;
  Located<PlanStatus> status;
  Located<Date> as_of, horizon;
  Located<std::int64_t> days_available;
  List<Located<PlanNeed>> needs;  // in rank order
  std::optional<PlanObjective> objective;
  List<PlanChoice> chosen;
  List<PlanKept> kept;
  List<PlanLeftOut> not_chosen;
  Located<std::int64_t> grid_weeks;  // rolling work begins in every so-manieth week only
  List<PlanOpenNeed> uncovered;
  List<PlanProgramme> programmes;
  std::optional<PlanConflict> conflict;
  std::optional<PlanBound> bound;
};

}  // namespace probation
