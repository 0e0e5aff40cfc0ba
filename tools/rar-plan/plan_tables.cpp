#include "tools/rar-plan/plan_tables.hpp"

#include <fmt/format.h>

#include "document/csv.hpp"
#include "render/run/csv.hpp"
#include "render/xlsx.hpp"
#include "tools/common/calendar_file.hpp"
#include "tools/common/records.hpp"
#include "tools/common/workbook.hpp"

namespace probation::tools {

using render::Json;

namespace {

std::vector<std::pair<std::string, Json>> about(const Invocation& invocation, const render::Account& account) {
  return render::about_run({{"as_of", format(invocation.as_of())},
                            {"tool", "rar-plan"},
                            {"version", version()},
                            {"policy", invocation.settings().policy->id()},
                            {"account", render::to_json(account)}});
}

const std::vector<std::string> session_columns{"crn",  "order_id", "requirement_id", "option", "intervention",
                                               "date", "time",     "minutes",        "place",  "entry"};

std::vector<Json> sessions_of(const std::vector<Json>& plans) {
  std::vector<Json> rows;
  for (const Json& plan : plans)
    for (const Json& chosen : plan["chosen"])
      for (const Json& session : chosen["sessions"]) {
        Json row{{"schema", "plan/1"}};
        for (const char* key : {"crn", "order_id", "requirement_id"}) row[key] = plan[key];
        for (const char* key : {"option", "intervention"}) row[key] = chosen[key];
        for (const auto& [key, value] : session.items()) row[key] = value;
        rows.push_back(std::move(row));
      }
  return rows;
}

}  // namespace

std::string plans_csv(const std::vector<Json>& plans, const render::Account& account) {
  return csv_with_unreadable(sessions_of(plans), session_columns, account);
}

std::string plans_workbook(const Invocation& invocation, const std::vector<Json>& plans, Language language,
                           const render::Account& account) {
  render::Workbook book{invocation.as_of(), language, {}, {}};
  book.sheets.push_back(
      {render::sheet_name("plan", language),
       render::flat_table(
           plans, {"crn", "order_id", "requirement_id", "status", "as_of", "horizon", "days_available", "needs",
                   "objective/covered", "objective/distinct_days", "objective/sessions", "objective/last_session"})});
  book.sheets.push_back(
      {render::phrase("field", "sessions", language), render::flat_table(sessions_of(plans), session_columns)});
  book.about = about(invocation, account);
  return workbook_bytes(book);
}

std::string csv_workbook(const Invocation& invocation, const std::string& heading, const std::string& csv,
                         Language language, const render::Account& account) {
  const document::CsvTable read = document::read_csv(csv);
  std::vector<Json> rows;
  for (const document::CsvRow& row : read.rows) {
    Json record{{"schema", heading + "/1"}};
    for (std::size_t i = 0; i < read.columns.size(); ++i) record[read.columns[i]] = render::or_null(row.cells[i]);
    rows.push_back(std::move(record));
  }
  render::Workbook book{invocation.as_of(), language, {}, about(invocation, account)};
  book.sheets.push_back({render::sheet_name(heading, language), render::flat_table(rows, read.columns)});
  return workbook_bytes(book);
}

std::string published_plan(Invocation& invocation, const Target& target, const Json& plan, const std::string& fresh) {
  const std::string start = plan["crn"].is_string() ? plan["crn"].text() + "-" : std::string{};
  return published(invocation.world(), target, fresh, invocation.as_of(), [&](std::string_view uid) {
    if (start.empty() || !uid.starts_with(start)) return false;
    const std::string session = start + (plan["requirement_id"].is_string() ? plan["requirement_id"].text() : "") + "-";
    return uid.starts_with(session) && uid.find("-session-") != std::string_view::npos;
  });
}

std::string published_cohort(Invocation& invocation, const Target& target, const std::string& fresh) {
  return published(invocation.world(), target, fresh, invocation.as_of(), [](std::string_view uid) {
    const std::size_t session = uid.find("-session-");  // ENTRY@START-session-N: a start of a group
    return session != std::string_view::npos && uid.substr(0, session).find('@') != std::string_view::npos &&
           crn_of_event(uid).empty();
  });
}

}  // namespace probation::tools
