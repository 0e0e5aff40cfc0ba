#include "tools/rar-plan/plan_tables.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "document/csv.hpp"
#include "render/run/csv.hpp"
#include "render/xlsx.hpp"
#include "tools/common/calendar_file.hpp"
#include "tools/common/case_table.hpp"
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

// A sheet's name has 31 characters at most, and no other sheet has it in any case.
std::string name_of_group(const render::Workbook& book, const Json& group) {
  const std::string start = " " + group["start"].text();
  const auto taken = [&](const std::string& name) {
    return std::any_of(book.sheets.begin(), book.sheets.end(), [&](const render::Sheet& sheet) {
      return std::equal(sheet.name.begin(), sheet.name.end(), name.begin(), name.end(),
                        [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
    });
  };
  std::string name = group["entry"].text().substr(0, 31 - start.size()) + start;
  for (int n = 2; taken(name); ++n) {
    const std::string mark = "~" + std::to_string(n) + start;
    name = group["entry"].text().substr(0, 31 - mark.size()) + mark;
  }
  return name;
}

std::vector<std::string> session_columns() {
  return case_table_columns({"option", "intervention", "date", "time", "minutes", "place", "entry"});
}

std::vector<Json> sessions_of(const std::vector<Json>& plans) {
  std::vector<Json> rows;
  for (const Json& plan : plans)
    for (const Json& chosen : plan["chosen"])
      for (const Json& session : chosen["sessions"]) {
        Json row{{"schema", "plan/1"}};
        for (const std::string& key : case_table_columns({})) row[key] = plan[key];
        for (const char* key : {"option", "intervention"}) row[key] = chosen[key];
        for (const auto& [key, value] : session.items()) row[key] = value;
        rows.push_back(std::move(row));
      }
  return rows;
}

}  // namespace

std::string plans_csv(const std::vector<Json>& plans, const render::Account& account) {
  return csv_with_unreadable(sessions_of(plans), session_columns(), account);
}

std::string plans_workbook(const Invocation& invocation, const std::vector<Json>& plans, Language language,
                           const render::Account& account) {
  render::Workbook book{invocation.as_of(), language, {}, {}};
  book.sheets.push_back(
      {render::sheet_name("plan", language),
       render::flat_table(
           plans, case_table_columns({"status", "as_of", "horizon", "days_available", "needs", "objective/covered",
                                      "objective/distinct_days", "objective/sessions", "objective/last_session"}))});
  book.sheets.push_back(
      {render::phrase("field", "sessions", language), render::flat_table(sessions_of(plans), session_columns())});
  book.about = about(invocation, account);
  return workbook_bytes(book);
}

namespace {

std::vector<Json> rows_of(const document::CsvTable& table) {
  std::vector<Json> rows;
  for (const document::CsvRow& row : table.rows) {
    Json record{{"schema", "cohort/1"}};
    for (std::size_t i = 0; i < table.columns.size(); ++i) record[table.columns[i]] = render::or_null(row.cells[i]);
    rows.push_back(std::move(record));
  }
  return rows;
}

}  // namespace

std::string cohort_table(const std::string& csv, const render::Account& account, bool is_appended) {
  const document::CsvTable read = document::read_csv(csv);
  return csv_with_unreadable(rows_of(read), read.columns, account, is_appended);
}

std::string cohort_workbook(const Invocation& invocation, const Json& cohort, const std::string& csv, Language language,
                            const render::Account& account) {
  const document::CsvTable read = document::read_csv(csv);
  const std::vector<Json> rows = rows_of(read);
  render::Workbook book{invocation.as_of(), language, {}, about(invocation, account)};
  book.sheets.push_back({render::sheet_name("cohort", language), render::flat_table(rows, read.columns)});
  for (const Json& group : cohort["groups"]) {
    std::vector<Json> people;
    for (const Json& row : rows)
      if (row["entry"] == group["entry"] && row["start"] == group["start"]) people.push_back(row);
    book.sheets.push_back(
        {name_of_group(book, group), render::flat_table(people, {"crn", "requirement", "option", "status"})});
  }
  std::vector<Json> waiting;
  for (const Json& one : cohort["waiting"]) {
    Json row{{"schema", "cohort/1"}};
    for (const auto& [key, value] : one.items()) row[key] = value;
    waiting.push_back(std::move(row));
  }
  book.sheets.push_back({render::phrase("state", "waiting", language),
                         render::flat_table(waiting, {"crn", "need", "first_possible", "last_useful_date", "why"})});
  return workbook_bytes(book);
}

std::string published_plans(Invocation& invocation, const Target& target, const std::vector<Json>& plans,
                            const std::string& fresh) {
  return published(invocation.world(), target, fresh, invocation.as_of(), [&](std::string_view uid) {
    if (uid.find("-session-") == std::string_view::npos) return false;
    return std::any_of(plans.begin(), plans.end(), [&](const Json& plan) {
      const auto id = [&](const char* key) { return plan[key].is_string() ? plan[key].text() : std::string{}; };
      return !id("crn").empty() && uid.starts_with(id("crn") + "-" + id("requirement_id") + "-");
    });
  });
}

std::string published_cohort(Invocation& invocation, const Target& target, const std::string& fresh, bool is_whole) {
  return published(invocation.world(), target, fresh, invocation.as_of(), [is_whole](std::string_view uid) {
    if (!is_whole) return false;                        // who could not be asked may be who makes the group run
    const std::size_t session = uid.find("-session-");  // ENTRY@START-session-N: a start of a group
    return session != std::string_view::npos && uid.substr(0, session).find('@') != std::string_view::npos &&
           crn_of_event(uid).empty();
  });
}

}  // namespace probation::tools
