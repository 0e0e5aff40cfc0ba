// measures: one row a question and group, with numerator, denominator, undetermined and percentage.
#include <fmt/format.h>

#include "caseload/visit.hpp"
#include "render/run/text.hpp"
#include "tools/common/measure_table.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

std::string line_of(const Json& record, const std::string& group) {
  const auto figure = [&](const char* name) {
    return record[name].is_null() ? std::string("*") : std::to_string(record[name].whole());
  };
  const std::string share = record["numerator"].is_null()     ? std::string("*")
                            : !record["percentage"].is_null() ? fmt::format("{:.1f}", record["percentage"].number())
                            : record["at_least"].is_null()
                                ? std::string("-")
                                : fmt::format("{:.1f}-{:.1f}", record["at_least"].number(), record["at_most"].number());
  return fmt::format("{:<34} {:<36} {:>6} {:>6} {:>11} {:>6} {:>6}\n", record["measure"].text(), group,
                     figure("numerator"), figure("denominator"), share, figure("undetermined"),
                     figure("not_applicable"));
}

}  // namespace

int run_measures(Invocation& invocation, const Options& options) {
  const std::string by = options.by.empty()
                             ? std::string{}
                             : one_of("--by", options.by, {"region", "pdu", "team", "officer", "order_type"});
  MeasureTable table(by);
  struct OfCase {
    std::string manager;
    std::vector<MeasuredUnit> units;
  };
  const auto result = caseload::visit_in_parallel(
      invocation.world(), invocation.request(), invocation.settings(),
      [&](const CaseFacts& facts, const std::string&, const PlaceTable&) {
        return OfCase{by.empty() || by == "order_type" ? std::string{}
                                                       : manager_code(facts.file, by == "region" ? &Manager::region
                                                                                  : by == "pdu"  ? &Manager::pdu
                                                                                  : by == "team" ? &Manager::team
                                                                                                 : &Manager::officer),
                      measured(facts)};
      },
      [&](const OfCase& own) {
        for (const MeasuredUnit& unit : own.units) table.add(unit, by == "order_type" ? unit.order_type : own.manager);
      });
  const std::vector<Json> records = table.records(options.suppress_below);
  return invocation.finish_records("measures", result, records, measure_columns(), [&] {
    std::string out = fmt::format("measures as of {}{}\n", format(invocation.as_of()), by.empty() ? "" : " by " + by);
    out += fmt::format("{:<34} {:<36} {:>6} {:>6} {:>11} {:>6} {:>6}\n", "measure", by.empty() ? "" : by, "yes", "of",
                       "%", "undet.", "n/a");
    for (const Json& record : records) {
      std::string group;
      for (const auto& [name, value] : record["group"].items())
        group += (group.empty() ? "" : " ") +
                 (value.is_null() ? std::string("-") : render::visible(value.get<std::string>()));
      if (record["numerator"] == 0 && record["undetermined"] == 0 && record["group"].contains("type"))
        continue;  // a type nobody has
      if (record["numerator"] == 0 && record["group"].contains("provider")) continue;
      out += line_of(record, group);
    }
    if (options.suppress_below > 0)
      out +=
          fmt::format("*: suppressed, of fewer than {} or to keep such from being reckoned\n", options.suppress_below);
    out += "undetermined and not applicable are in neither figure; where something is undetermined % is a range\n";
    return out;
  });
}

}  // namespace probation::tools
