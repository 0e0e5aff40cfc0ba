// measures: one row a question and group, with numerator, denominator, undetermined and percentage.
#include "measures/measures.hpp"

#include <cmath>

#include <fmt/format.h>

#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using caseload::MeasureCount;
using render::Json;

namespace {

struct Key {
  std::size_t measure;  // place in measure_rows
  std::string group;    // value of --by; empty: not recorded, or no --by
  bool recorded = true;
  std::string own_name;  // "type", "provider"; empty: none
  std::string own_value;
  friend auto operator<=>(const Key&, const Key&) = default;
};

// One decimal, half away from zero, in whole numbers: the same on every machine.
Json in_100(std::int64_t part, std::int64_t of) {
  if (of == 0) return nullptr;
  const std::int64_t tenths = (2000 * part + of) / (2 * of);
  return static_cast<double>(tenths) / 10.0;
}

// A share of the decided units alone is a share of the easy ones: it is said only where nothing is undetermined.
Json percentage(const MeasureCount& count) {
  return count.undetermined > 0 ? Json(nullptr) : in_100(count.yes, count.denominator());
}
Json at_least(const MeasureCount& count) { return in_100(count.yes, count.denominator() + count.undetermined); }
Json at_most(const MeasureCount& count) {
  return in_100(count.yes + count.undetermined, count.denominator() + count.undetermined);
}

}  // namespace

int run_measures(Invocation& invocation, const Options& options) {
  const std::string by = options.by.empty()
                             ? std::string{}
                             : one_of("--by", options.by, {"region", "pdu", "team", "officer", "order_type"});
  std::map<Key, MeasureCount> counts;
  const auto& rows = caseload::measure_rows();
  const auto result = caseload::visit_cases(
      invocation.world(), invocation.request(), invocation.settings(), [&](const CaseFacts& facts, const std::string&) {
        for (const caseload::MeasureUnit& unit : caseload::measure(facts)) {
          Key key{0, {}, true, std::string(unit.group), unit.value};
          while (rows[key.measure].name != unit.measure) ++key.measure;
          if (by == "order_type")
            key.group = unit.order->type ? std::string(document::word(*unit.order->type)) : std::string{};
          else if (!by.empty())
            key.group = manager_code(facts.file, by == "region" ? &Manager::region
                                                 : by == "pdu"  ? &Manager::pdu
                                                 : by == "team" ? &Manager::team
                                                                : &Manager::officer);
          key.recorded = by.empty() || !key.group.empty();
          counts[key].add(unit.answer);
        }
      });
  std::vector<Json> records;
  for (const auto& [key, count] : counts) {
    Json group = Json::object();
    if (!by.empty()) group[by] = key.recorded ? Json(key.group) : Json(nullptr);
    if (!key.own_name.empty()) group[key.own_name] = key.own_value;
    records.push_back({{"schema", "measure/1"},
                       {"measure", rows[key.measure].name},
                       {"group", group},
                       {"numerator", count.yes},
                       {"denominator", count.denominator()},
                       {"undetermined", count.undetermined},
                       {"not_applicable", count.not_applicable},
                       {"percentage", percentage(count)},
                       {"at_least", at_least(count)},
                       {"at_most", at_most(count)}});
  }
  return invocation.finish_records(
      "measures", result, records,
      {"measure", "group", "numerator", "denominator", "undetermined", "not_applicable", "percentage", "at_least",
       "at_most"},
      [&] {
        std::string out =
            fmt::format("measures as of {}{}\n", format(invocation.as_of()), by.empty() ? "" : " by " + by);
        out += fmt::format("{:<34} {:<36} {:>6} {:>6} {:>11} {:>6} {:>6}\n", "measure", by.empty() ? "" : by, "yes",
                           "of", "%", "undet.", "n/a");
        for (const Json& record : records) {
          std::string group;
          for (const auto& [name, value] : record["group"].items())
            group += (group.empty() ? "" : " ") + (value.is_null() ? std::string("-") : value.get<std::string>());
          if (record["numerator"] == 0 && record["undetermined"] == 0 && record["group"].contains("type"))
            continue;  // a type nobody has
          if (record["numerator"] == 0 && record["group"].contains("provider")) continue;
          out += fmt::format("{:<34} {:<36} {:>6} {:>6} {:>11} {:>6} {:>6}\n", record["measure"].get<std::string>(),
                             group, record["numerator"].get<std::int64_t>(), record["denominator"].get<std::int64_t>(),
                             !record["percentage"].is_null() ? fmt::format("{:.1f}", record["percentage"].number())
                             : record["at_least"].is_null()  ? std::string("-")
                                                             : fmt::format("{:.1f}-{:.1f}", record["at_least"].number(),
                                                                           record["at_most"].number()),
                             record["undetermined"].get<std::int64_t>(), record["not_applicable"].get<std::int64_t>());
        }
        out += "undetermined and not applicable are in neither figure; where something is undetermined % is a range\n";
        return out;
      });
}

}  // namespace probation::tools
