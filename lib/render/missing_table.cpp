#include "render/missing_table.hpp"

#include <map>

namespace probation::render {

double share_decided(const caseload::GapTotal& total) {
  const std::int64_t part = total.decided, of = total.open;
  const std::int64_t parts = of == 0 ? 0 : (20'000 * part + of) / (2 * of);
  return static_cast<double>(part < of && parts == 10'000 ? 9'999 : parts) / 10'000.0;
}

Json to_json(const caseload::GapTotal& total, const std::string& by) {
  Json group = Json::object();
  if (by != "fact") group[by] = or_null(total.group);
  return {{"schema", "gap_total/1"},
          {"group", group},
          {"fact", total.fact},
          {"cases", total.cases},
          {"questions", total.questions},
          {"alone", total.alone},
          {"decided_with_all_before", share_decided(total)},
          {"rules", std::map<std::string, std::int64_t>(total.rules.begin(), total.rules.end())},
          {"table", or_null(total.table)}};
}

const std::vector<std::string>& gap_total_columns() {
  static const std::vector<std::string> columns{
      "group", "fact", "cases", "questions", "alone", "decided_with_all_before", "rules", "table"};
  return columns;
}

Table missing_table(const std::vector<caseload::GapTotal>& totals) {
  std::vector<Json> records;
  for (const caseload::GapTotal& total : totals) records.push_back(to_json(total, "fact"));
  return flat_table(records, gap_total_columns());
}

}  // namespace probation::render
