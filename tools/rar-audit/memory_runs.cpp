#include "tools/rar-audit/memory_runs.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/date.hpp"
#include "render/run/json.hpp"
#include "tools/common/cli.hpp"

namespace probation::tools {

using render::Json;

namespace {

Json text_or_null(const Statement& row, int column) {
  return row.is_null(column) ? Json(nullptr) : Json(row.text(column));
}

std::map<std::string, Json> missing_of(Database& database, std::int64_t run) {
  std::map<std::string, Json> facts;
  Statement rows(database, "SELECT fingerprint, fact FROM missing WHERE run_id = ? ORDER BY fingerprint, fact");
  rows.bind(run);
  while (rows.step()) {
    Json& list = facts.try_emplace(rows.text(0), Json::array()).first->second;
    list.push_back(rows.text(1));
  }
  return facts;
}

std::vector<Json> findings_of(Database& database, std::int64_t run) {
  const std::map<std::string, Json> missing = missing_of(database, run);
  std::vector<Json> findings;
  Statement rows(database,
                 "SELECT rule, severity, basis, outcome, crn, subject, message, file, line, \"column\", suppressed, "
                 "baseline, fingerprint, order_id, requirement_id FROM findings WHERE run_id = ? "
                 "ORDER BY file, line, \"column\", rule, subject");
  rows.bind(run);
  while (rows.step()) {
    const auto lacks = missing.find(rows.text(12));
    findings.push_back(
        {{"schema", "finding/1"},
         {"rule", rows.text(0)},
         {"severity", rows.text(1)},
         {"basis", rows.text(2)},
         {"outcome", rows.text(3)},
         {"crn", text_or_null(rows, 4)},
         {"subject", text_or_null(rows, 5)},
         {"message", text_or_null(rows, 6)},
         {"location", Json{{"file", rows.text(7)},
                           {"line", render::or_null(rows.whole_or_null(8))},
                           {"column", render::or_null(rows.whole_or_null(9))},
                           {"pointer", ""}}},
         {"missing", lacks == missing.end() ? Json::array() : lacks->second},
         {"suppressed", rows.is_null(10) ? Json(nullptr) : Json{{"reason", rows.text(10)}, {"by", nullptr}}},
         {"baseline", text_or_null(rows, 11)},
         {"fingerprint", rows.text(12)},
         {"order_id", text_or_null(rows, 13)},
         {"requirement_id", text_or_null(rows, 14)}});
  }
  return findings;
}

std::vector<Json> cases_of(Database& database, std::int64_t run) {
  std::vector<Json> cases;
  Statement rows(database,
                 "SELECT p.crn, c.digest, f.file FROM run r JOIN case_spell c ON c.scope = r.scope AND c.first <= "
                 "r.run_id AND (c.last IS NULL OR c.last >= r.run_id) LEFT JOIN person p ON p.id = c.person LEFT JOIN "
                 "place f ON f.id = c.place WHERE r.run_id = ?");
  rows.bind(run);
  while (rows.step())
    cases.push_back({{"crn", text_or_null(rows, 0)}, {"digest", rows.text(1)}, {"file", text_or_null(rows, 2)}});
  return cases;
}

// What the run looked at, as far as two runs are compared by it. Everything that was made is held, so that nothing
// stands in by_rule that the findings lack.
Json summary_of(Database& database, std::int64_t run, const std::string& inputs, const std::string& settings) {
  Json ids = Json::array();
  Statement rows(database, "SELECT rule FROM rules_run WHERE run_id = ? ORDER BY rule");
  rows.bind(run);
  while (rows.step()) ids.push_back(rows.text(0));
  return {{"account", Json{{"rules", Json{{"run", std::move(ids)}}}, {"inputs", inputs}, {"settings", settings}}},
          {"by_rule", Json::object()}};
}

}  // namespace

caseload::RunView remembered_run(Database& database, const std::string& which, const std::string& scope) {
  const bool is_number = !which.empty() && which.size() < 18 && which.find_first_not_of("0123456789") == which.npos;
  if (!is_number && !parse_date(which))
    throw UsageError{fmt::format("--runs {}: neither the number of a run nor a date, YYYY-MM-DD", which)};
  Statement run(database,
                is_number
                    ? "SELECT run_id, version, policy, as_of, inputs, settings FROM runs WHERE run_id = ?"
                    : "SELECT run_id, version, policy, as_of, inputs, settings FROM runs WHERE as_of = ? AND scope = ? "
                      "AND stands");
  if (is_number) run.bind(static_cast<std::int64_t>(std::stoll(which)));
  else run.bind(which).bind(scope);
  if (!run.step()) throw UsageError{fmt::format("--runs {}: no such run", which)};
  const std::int64_t id = run.whole(0);
  return {run.text(1),
          run.text(2),
          run.text(3),
          findings_of(database, id),
          cases_of(database, id),
          summary_of(database, id, run.text(4), run.text(5))};
}

}  // namespace probation::tools
