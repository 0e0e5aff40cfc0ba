#include "tools/common/forecast_table.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "facts/case/forecast.hpp"
#include "facts/case/missing_names.hpp"
#include "tools/common/case_table.hpp"

namespace probation::tools {

using render::Json;

namespace {

// Two decimals are more than a pace is worth.
Json rounded(const std::optional<double>& value) {
  if (!value) return nullptr;
  const double two = std::round(*value * 100) / 100;
  return two == std::floor(two) ? Json(static_cast<std::int64_t>(two)) : Json(two);
}

Json record_of(const CaseFacts& facts, const Forecast& forecast, const PlaceTable& places) {
  Json json = case_columns("forecast/1", facts.file, forecast.order, forecast.requirement);
  Json assumptions = Json::array();
  for (const std::string& assumption : forecast.assumptions) assumptions.push_back(assumption);
  if (facts.file.orders.recorded)
    for (const Missing& fact : forecast.missing) assumptions.push_back(fmt::format("not recorded: {}", fact.key));
  else assumptions.push_back("not read: orders");
  json["kind"] = forecast.kind;
  json["outlook"] = word(forecast.outlook);
  json["days_left"] = rounded(forecast.left);
  json["weeks_left"] = rounded(forecast.weeks_left);
  json["needed_per_week"] = rounded(forecast.needed_per_week);
  json["pace_per_week"] = rounded(forecast.pace_per_week);
  json["certain_from"] = render::or_null(forecast.certain_from);
  json["last_useful_date"] = render::or_null(forecast.last_useful_date);
  json["horizon"] = render::or_null(forecast.horizon);
  json["assumptions"] = assumptions;
  json["missing"] = names_of(facts, places, forecast.missing);
  return json;
}

}  // namespace

std::vector<ForecastRecord> forecast_records(const CaseFacts& facts, const PlaceTable& places) {
  std::vector<ForecastRecord> records;
  for (const Forecast& forecast : forecasts(facts)) {
    const int order = forecast.outlook == Outlook::cannot_finish  ? 0
                      : forecast.outlook == Outlook::at_risk      ? 1
                      : forecast.outlook == Outlook::undetermined ? 2
                                                                  : 3;
    records.push_back({order, forecast.last_useful_date, record_of(facts, forecast, places)});
  }
  return records;
}

std::string key_of(const ForecastRecord& r) {
  std::string key = fmt::format("{}{}", r.order,
                                r.last_useful_date ? "0" + probation::format(*r.last_useful_date) : std::string("1"));
  for (const char* member : {"crn", "requirement_id", "kind"}) key.append(1, '\0').append(r.json[member].dump());
  return key;
}

}  // namespace probation::tools
