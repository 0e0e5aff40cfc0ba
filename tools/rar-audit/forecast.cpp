// forecast: which cases will miss a review or cannot finish, at the present pace, and the last useful day to act.
#include "tools/common/forecast_table.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/visit.hpp"
#include "render/run/text.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

int run_forecast(Invocation& invocation, const Options& options) {
  const std::optional<Date> until =
      options.until.empty() ? std::nullopt : std::optional(until_option("--until", options.until));
  std::vector<ForecastRecord> rows;
  const auto result = caseload::visit_in_parallel(
      invocation.world(), invocation.request(), invocation.settings(),
      [&](const CaseFacts& facts, const std::string&, const PlaceTable& places) {
        std::vector<ForecastRecord> own = forecast_records(facts, places);
        // What is certain after that day is for a later run; what is not known belongs in every run.
        std::erase_if(own, [&](const ForecastRecord& record) {
          return until && record.last_useful_date && *record.last_useful_date > *until;
        });
        return own;
      },
      [&](std::vector<ForecastRecord>&& own) { std::move(own.begin(), own.end(), std::back_inserter(rows)); });
  sort_forecasts(rows);
  std::vector<Json> records;
  for (const ForecastRecord& row : rows) records.push_back(row.json);
  const std::vector<std::string> columns =
      case_table_columns({"kind", "outlook", "days_left", "weeks_left", "needed_per_week", "pace_per_week",
                          "certain_from", "last_useful_date", "horizon", "assumptions", "missing"});
  return invocation.finish_records("forecast", result, records, columns, [&] {
    std::string out = fmt::format("forecast as of {}\n", format(invocation.as_of()));
    out += fmt::format("{:<13} {:<8} {:<6} {:<20} {:>5} {:>6} {:>7} {:>6}  {:<11} {}\n", "outlook", "crn", "", "kind",
                       "left", "weeks", "needed", "pace", "act by", "officer");
    const auto text = [](const Json& value) {
      return value.is_null()     ? std::string("-")
             : value.is_string() ? render::visible(value.get<std::string>())
                                 : value.dump();
    };
    for (const Json& r : records)
      out += fmt::format("{:<13} {:<8} {:<6} {:<20} {:>5} {:>6} {:>7} {:>6}  {:<11} {}\n", text(r["outlook"]),
                         text(r["crn"]), text(r["order_id"]) + "/" + text(r["requirement_id"]), text(r["kind"]),
                         text(r["days_left"]), text(r["weeks_left"]), text(r["needed_per_week"]),
                         text(r["pace_per_week"]), text(r["last_useful_date"]), text(r["officer"]));
    std::vector<std::string> assumptions;
    for (const Json& r : records)
      for (const Json& assumption : r["assumptions"])
        if (std::find(assumptions.begin(), assumptions.end(), assumption.get<std::string>()) == assumptions.end())
          assumptions.push_back(assumption.get<std::string>());
    std::sort(assumptions.begin(), assumptions.end());
    out += "assumed:\n";
    for (const std::string& assumption : assumptions) out += "  " + assumption + "\n";
    const auto count = [&](std::string_view outlook) {
      return std::count_if(records.begin(), records.end(), [&](const Json& r) { return r["outlook"] == outlook; });
    };
    out += fmt::format("{}: {} cannot be finished, {} at risk, {} undetermined, {} on track\n",
                       counted(static_cast<long long>(records.size()), "forecast"), count("cannot_finish"),
                       count("at_risk"), count("undetermined"), count("on_track"));
    return out;
  });
}

}  // namespace probation::tools
