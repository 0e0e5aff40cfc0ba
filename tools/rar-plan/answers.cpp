#include "tools/rar-plan/answers.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "render/plan/plan.hpp"
#include "render/yaml.hpp"
#include "tools/common/account.hpp"
#include "tools/common/case_table.hpp"
#include "tools/common/records.hpp"
#include "tools/common/summary_alone.hpp"
#include "tools/common/workbook.hpp"
#include "tools/rar-plan/plan_tables.hpp"

namespace probation::tools {

using render::Json;

namespace {

std::vector<std::string> columns_of(const Task& task) {
  return case_table_columns(task.lists()      ? std::vector<std::string>{"option", "intervention", "verdict"}
                            : task.verifies() ? std::vector<std::string>{"accepted", "objective/distinct_days",
                                                                         "objective/sessions", "objective/last_session"}
                            : task.proposes()
                                ? std::vector<std::string>{"needs", "days", "weeks", "months", "last_session"}
                                : std::vector<std::string>{"status", "horizon", "days_available", "objective/covered",
                                                           "objective/distinct_days", "objective/sessions",
                                                           "objective/last_session"});
}

// A row a rung: what a table of ladders holds.
std::vector<Json> rungs_of(const std::vector<Json>& ladders) {
  std::vector<Json> rows;
  for (const Json& ladder : ladders)
    for (const Json& rung : ladder["rungs"]) {
      Json row = Json::object();
      for (const auto& [key, value] : ladder.items())
        if (!value.is_array() && key != "text") row[key] = value;
      for (const auto& [key, value] : rung.items())
        if (key != "chosen") row[key] = value;
      rows.push_back(std::move(row));
    }
  return rows;
}

std::string one_after_the_other(const Answers& answers, const std::string& format) {
  std::string out;
  for (const Printed& printed : answers.printed) out += (out.empty() ? "" : "\n") + printed.texts.at(format);
  return out;
}

bool is_of(const Printed& printed, const Json& row) {
  static constexpr std::array<const char*, 3> naming{"crn", "order_id", "requirement_id"};
  return std::all_of(naming.begin(), naming.end(), [&](const char* key) { return printed.record[key] == row[key]; });
}

// The events of the plans that are shown, once each: two files may be of one requirement.
std::string calendar_of(Invocation& invocation, const Answers& answers, const std::vector<Json>& shown) {
  std::vector<render::CalendarEvent> events;
  std::set<std::string, std::less<>> told;
  for (const Printed& printed : answers.printed)
    if (std::any_of(shown.begin(), shown.end(), [&](const Json& row) { return is_of(printed, row); }))
      for (const render::CalendarEvent& event : printed.events)
        if (told.insert(event.uid).second) events.push_back(event);
  return render::calendar("rar-plan", invocation.as_of(), events);
}

// The manager's codes stand in tables: plan/1 is a file kind that has no such keys.
std::vector<Json> as_files(const std::vector<Json>& plans) {
  std::vector<Json> files;
  for (const Json& plan : plans) {
    Json& file = files.emplace_back(Json::object());
    for (const auto& [key, value] : plan.items())
      if (key != "region" && key != "pdu" && key != "team" && key != "officer") file[key] = value;
  }
  return files;
}

// The last record of the run, which ends as the answers do.
render::RunOutput ended(const Invocation& invocation, const caseload::Result& result, const std::vector<Json>& records,
                        int exit) {
  render::RunOutput run = invocation.asked(result, records);
  render::Summary& s = run.summary;
  if (s.verdict == "nothing_judged") return run;
  s.verdict = exit == unreadable   ? "unreadable"
              : exit == findings   ? "findings"
              : s.undetermined > 0 ? "undetermined"
                                   : "clean";
  s.exit = exit;
  return run;
}

// What is not as of any table of records.
class Formats {
 public:
  Formats(const Task& task, Invocation& invocation, const Options& options, const caseload::Result& result,
          const Answers& answers, int exit)
      : task_(task), invocation_(invocation), options_(options), result_(result), answers_(answers), exit_(exit) {}

  [[nodiscard]] Invocation::OwnFormats own(bool one) const {
    Invocation::OwnFormats own;
    own["ndjson"] = [this](const std::vector<Json>& rows, const Target&) {
      return render::ndjson(task_.suggests() ? as_files(rows) : rows, summary(rows));
    };
    own["xlsx"] = [this](const std::vector<Json>& rows, const Target&) {
      return task_.suggests() ? plans_workbook(invocation_, rows, language_option(options_), account())
                              : records_workbook(std::string(task_.name), rows, columns_of(task_), summary(rows),
                                                 invocation_.as_of(), language_option(options_));
    };
    own[own_summary] = [this](const std::vector<Json>& rows, const Target& target) {
      return table_summary(std::string(task_.name), ended(invocation_, result_, rows, exit_), target.format);
    };
    if (task_.lists()) return own;
    if (one) own["json"] = own["yaml"] = texts();
    if (one && !task_.verifies())
      own["html"] = [this](const std::vector<Json>&, const Target&) {
        return render::finished(*answers_.printed.front().page, render::account_line(account()));
      };
    if (!task_.verifies()) own["markdown"] = texts();
    if (task_.proposes())
      own["csv"] = [this](const std::vector<Json>& ladders, const Target&) {
        return csv_with_unreadable(rungs_of(ladders), columns_of(task_), account());
      };
    if (task_.suggests()) add_plan_formats(own, one);
    return own;
  }

 private:
  void add_plan_formats(Invocation::OwnFormats& own, bool one) const {
    own["csv"] = [this](const std::vector<Json>& plans, const Target&) { return plans_csv(plans, account()); };
    own["ics"] = [this](const std::vector<Json>& plans, const Target& target) {
      std::vector<Json> judged;
      for (const Printed& printed : answers_.printed) judged.push_back(printed.record);
      return published_plans(invocation_, target, judged, calendar_of(invocation_, answers_, plans));
    };
    if (one) return;
    own["json"] = [](const std::vector<Json>& plans, const Target&) { return render::json(as_files(plans)); };
    own["yaml"] = [](const std::vector<Json>& plans, const Target&) { return render::yaml(Json(as_files(plans))); };
  }
  [[nodiscard]] std::function<std::string(const std::vector<Json>&, const Target&)> texts() const {
    return [this](const std::vector<Json>&, const Target& target) {
      return one_after_the_other(answers_, target.format) + account_end(account(), target.format);
    };
  }
  [[nodiscard]] render::Account account() const { return without_rules(invocation_.account_of(result_)); }
  [[nodiscard]] Json summary(const std::vector<Json>& rows) const {
    return render::summary_json(ended(invocation_, result_, rows, exit_));
  }
  const Task& task_;
  Invocation& invocation_;
  const Options& options_;
  const caseload::Result& result_;
  const Answers& answers_;
  int exit_;
};

}  // namespace

std::vector<std::string_view> formats_of(const Task& task) {
  std::vector<std::string_view> formats{"text", "yaml", "json", "ndjson", "markdown", "html", "csv", "xlsx"};
  if (task.suggests()) formats.emplace_back("ics");
  return formats;
}

int print_answers(const Task& task, Invocation& invocation, const Options& options, const caseload::Result& result,
                  const Answers& answers) {
  const std::int64_t bad = result.unreadable_files + static_cast<std::int64_t>(invocation.not_found().size());
  std::vector<Json> records = answers.records;
  for (const Printed& printed : answers.printed) records.push_back(printed.record);
  const bool one = answers.printed.size() == 1 && answers.cases == 1 && bad == 0;
  const int exit = bad > 0 ? static_cast<int>(unreadable) : answers.exit;
  const Formats formats(task, invocation, options, result, answers, exit);
  Invocation::OwnFormats own = formats.own(one);
  if (records.empty())
    std::erase_if(own, [](const auto& format) {
      return format.first != "ics" && format.first != own_summary;
    });  // nothing is ours
  const int printed = invocation.finish_records(
      std::string(task.name), result, records, columns_of(task),
      [&] { return task.lists() ? answers.listed : one_after_the_other(answers, "text"); }, own);
  // A key that is not known takes nothing from a plan: what the account says of such a file is said, and no more.
  return printed == unreadable && bad == 0 ? exit : std::max(printed, exit);
}

}  // namespace probation::tools
