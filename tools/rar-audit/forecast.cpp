// forecast: which cases will miss a review or cannot finish, at the present pace, and the last useful day to act.
#include "facts/case/forecast.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

// Two decimals are more than a pace is worth.
Json rounded(const std::optional<double>& value) {
  if (!value) return nullptr;
  const double two = std::round(*value * 100) / 100;
  return two == std::floor(two) ? Json(static_cast<std::int64_t>(two)) : Json(two);
}

}  // namespace

int run_forecast(Invocation& invocation, const Options& options) {
  const std::optional<Date> until =
      options.until.empty() ? std::nullopt : std::optional(date_option("--until", options.until));
  struct Row {
    int order;  // cannot_finish, at_risk, undetermined, on_track
    std::string act_by;
    Json json;
  };
  std::vector<Row> rows;
  const auto result = caseload::visit_placed_cases(
      invocation.world(), invocation.request(), invocation.settings(),
      [&](const CaseFacts& facts, const std::string&, const PlaceTable& places) {
        for (const Forecast& forecast : forecasts(facts)) {
          // What is certain after that day is for a later run; what is not known belongs in every run.
          if (until && forecast.last_useful_date && *forecast.last_useful_date > *until) continue;
          Json json = case_columns("forecast/1", facts.file, forecast.order, forecast.requirement);
          Json assumptions = Json::array();
          for (const std::string& assumption : forecast.assumptions) assumptions.push_back(assumption);
          for (const Missing& fact : forecast.missing) assumptions.push_back(fmt::format("not recorded: {}", fact.key));
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
          json["missing"] = names_of(places, forecast.missing);
          const int order = forecast.outlook == Outlook::cannot_finish  ? 0
                            : forecast.outlook == Outlook::at_risk      ? 1
                            : forecast.outlook == Outlook::undetermined ? 2
                                                                        : 3;
          rows.push_back({order, forecast.last_useful_date ? format(*forecast.last_useful_date) : std::string("9999"),
                          std::move(json)});
        }
      });
  // What cannot be finished first, then by the last useful day, CRN, requirement and kind.
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    const auto key = [](const Row& r) {
      return std::tuple(r.order, r.act_by, r.json["crn"].dump(), r.json["requirement_id"].dump(),
                        r.json["kind"].dump());
    };
    return key(a) < key(b);
  });
  std::vector<Json> records;
  for (Row& row : rows) records.push_back(row.json);
  const std::vector<std::string> columns =
      case_table_columns({"kind", "outlook", "days_left", "weeks_left", "needed_per_week", "pace_per_week",
                          "certain_from", "last_useful_date", "horizon", "assumptions", "missing"});
  return invocation.finish_records("forecast", result, records, columns, [&] {
    std::string out = fmt::format("forecast as of {}\n", format(invocation.as_of()));
    out += fmt::format("{:<13} {:<8} {:<6} {:<20} {:>5} {:>6} {:>7} {:>6}  {:<11} {}\n", "outlook", "crn", "", "kind",
                       "left", "weeks", "needed", "pace", "act by", "officer");
    const auto text = [](const Json& value) {
      return value.is_null() ? std::string("-") : value.is_string() ? value.get<std::string>() : value.dump();
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
