// The records of forecast/1, made once for every command that prints them: what will be unfinished at the present pace.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "render/run/json.hpp"

namespace probation::tools {

struct ForecastRecord {
  int order;                             // cannot_finish, at_risk, undetermined, on_track
  std::optional<Date> last_useful_date;  // nothing: not known, or none
  render::Json json;                     // forecast/1
};
std::vector<ForecastRecord> forecast_records(const CaseFacts& facts, const PlaceTable& places);
// What cannot be finished first, then by the last useful day (none last), CRN, requirement and kind.
std::string key_of(const ForecastRecord& record);  // by which they are sorted

}  // namespace probation::tools
