// forecast: which cases will miss a review or cannot finish, at the present pace, and the last useful day to act.
#include "tools/common/forecast_table.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/text.hpp"
#include "tools/common/record_stream.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

template <class... Cells>
std::string text_row(const Cells&... cells) {
  return fmt::format("{:<13} {:<8} {:<6} {:<20} {:>5} {:>6} {:>7} {:>6}  {:<11} {}\n", cells...);
}

std::string row_of(const Json& r) {
  const auto text = [&](const char* member) {
    const Json& value = r[member];
    return value.is_null()     ? std::string("-")
           : value.is_string() ? render::visible(value.get<std::string>())
                               : value.dump();
  };
  return text_row(text("outlook"), text("crn"), text("order_id") + "/" + text("requirement_id"), text("kind"),
                  text("days_left"), text("weeks_left"), text("needed_per_week"), text("pace_per_week"),
                  text("last_useful_date"), text("officer"));
}

}  // namespace

int run_forecast(Invocation& invocation, const Options& options) {
  const std::optional<Date> until =
      options.until.empty() ? std::nullopt : std::optional(until_option("--until", options.until));
  RecordStream table(
      invocation, "forecast",
      case_table_columns({"kind", "outlook", "days_left", "weeks_left", "needed_per_week", "pace_per_week",
                          "certain_from", "last_useful_date", "horizon", "assumptions", "missing"}));
  table.of_cells();
  struct OfForecast {
    std::string key, outlook;
    std::vector<std::string> assumptions;
    RecordStream::Row row;
  };
  std::set<std::string> assumptions;
  std::map<std::string, long long, std::less<>> outlooks;
  long long all = 0;
  table.visit(
      [&](const CaseFacts& facts, const std::string&, const PlaceTable& places) {
        std::vector<ForecastRecord> own = forecast_records(facts, places);
        // What is certain after that day is for a later run; what is not known belongs in every run.
        std::erase_if(own, [&](const ForecastRecord& record) {
          return until && record.last_useful_date && *record.last_useful_date > *until;
        });
        std::vector<OfForecast> made;
        for (const ForecastRecord& record : own)
          made.push_back({key_of(record), record.json["outlook"].text(),
                          table.asks_for_text() ? record.json["assumptions"].texts() : std::vector<std::string>{},
                          table.row(record.json, table.asks_for_text() ? row_of(record.json) : std::string{})});
        return made;
      },
      [&](std::vector<OfForecast>&& own) {
        for (OfForecast& one : own) {
          table.add(std::move(one.key), std::move(one.row));
          assumptions.insert(one.assumptions.begin(), one.assumptions.end());
          ++outlooks[one.outlook];
          ++all;
        }
      });
  RecordStream::Words words;
  words.head = fmt::format("forecast as of {}\n", format(invocation.as_of())) +
               text_row("outlook", "crn", "", "kind", "left", "weeks", "needed", "pace", "act by", "officer");
  words.end = "assumed:\n";
  for (const std::string& assumption : assumptions) words.end += "  " + assumption + "\n";
  words.end +=
      fmt::format("{}: {} cannot be finished, {} at risk, {} undetermined, {} on track\n", counted(all, "forecast"),
                  outlooks["cannot_finish"], outlooks["at_risk"], outlooks["undetermined"], outlooks["on_track"]);
  return table.finish(words);
}

}  // namespace probation::tools
