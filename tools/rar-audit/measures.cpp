// measures: one row a question and group, with numerator, denominator, undetermined and percentage.
#include <fmt/format.h>

#include "render/run/text.hpp"
#include "tools/common/measure_table.hpp"
#include "tools/common/record_stream.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

// A type or provider that nobody has is no line for people.
bool is_of_nobody(const Json& record) {
  if (record["numerator"] != 0) return false;
  return (record["undetermined"] == 0 && record["group"].contains("type")) || record["group"].contains("provider");
}

std::string line_of(const Json& record) {
  std::string group;
  for (const auto& [name, value] : record["group"].items())
    group +=
        (group.empty() ? "" : " ") + (value.is_null() ? std::string("-") : render::visible(value.get<std::string>()));
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

// What may be of orders of several types is open for each of them.
void add_by_type(MeasureTable& table, const MeasuredUnit& unit) {
  if (unit.or_type.empty()) return table.add(unit, unit.order_type);
  MeasuredUnit open = unit;
  open.answer = caseload::Answer::undetermined;
  table.add(open, unit.order_type);
  for (const std::string& type : unit.or_type) table.add(open, type);
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
  RecordStream rows(invocation, "measures", measure_columns());
  rows.visit(
      [&](const CaseFacts& facts, const std::string&, const PlaceTable&) {
        return OfCase{by.empty() || by == "order_type" ? std::string{}
                                                       : manager_code(facts.file, by == "region" ? &Manager::region
                                                                                  : by == "pdu"  ? &Manager::pdu
                                                                                  : by == "team" ? &Manager::team
                                                                                                 : &Manager::officer),
                      measured(facts)};
      },
      [&](const OfCase& own) {
        for (const MeasuredUnit& unit : own.units) {
          if (by == "order_type") add_by_type(table, unit);
          else table.add(unit, own.manager);
        }
      });
  std::int64_t all = 0;
  for (const Json& record : table.records(options.suppress_below))
    rows.add(fmt::format("{:016x}", all++), record, is_of_nobody(record) ? std::string{} : line_of(record));
  RecordStream::Words words;
  words.head = fmt::format("measures as of {}{}\n", format(invocation.as_of()), by.empty() ? "" : " by " + by) +
               fmt::format("{:<34} {:<36} {:>6} {:>6} {:>11} {:>6} {:>6}\n", "measure", by.empty() ? "" : by, "yes",
                           "of", "%", "undet.", "n/a");
  if (options.suppress_below > 0)
    words.end =
        fmt::format("*: suppressed, of fewer than {} or to keep such from being reckoned\n", options.suppress_below);
  words.end += "undetermined and not applicable are in neither figure; where something is undetermined % is a range\n";
  return rows.finish(words);
}

}  // namespace probation::tools
