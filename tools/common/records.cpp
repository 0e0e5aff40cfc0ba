// A table of records in every format that it has, with the account of what it was made from.
#include "tools/common/records.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "render/calendar.hpp"
#include "render/html/parts.hpp"
#include "render/html/records_page.hpp"
#include "render/run/csv.hpp"
#include "render/run/markdown.hpp"
#include "render/run/paths.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "render/yaml.hpp"
#include "tools/common/account.hpp"
#include "tools/common/split.hpp"
#include "tools/common/summary_alone.hpp"
#include "tools/common/workbook.hpp"

namespace probation::tools {
namespace {

const std::vector<std::string_view> record_formats{"text", "json", "ndjson", "csv", "markdown", "html", "yaml", "xlsx"};

// A count of days against a maximum of which something is not known.
bool is_open_count(const render::Json& record) {
  return record["schema"] == "recount/1" && (record["days"]["strict"].is_null() || record["days_at_most"].is_null() ||
                                             record["max_days"].is_null() || !record["in_force_not_known"].empty());
}

}  // namespace

bool is_undetermined(const render::Json& record) {
  return is_open_count(record) || record["schema"] == "gap_total/1" || record["state"] == "undetermined" ||
         record["outlook"] == "undetermined" || record["verdict"] == "undetermined" ||
         (record["undetermined"].is_number_integer() && record["undetermined"].whole() > 0);
}

namespace {

std::vector<render::Json> with_unreadable(std::vector<render::Json> rows, const render::Account& account) {
  for (const render::UnreadFile& file : account.not_read) rows.push_back(render::unreadable_json(file));
  return rows;
}

}  // namespace

render::Json with_account(render::Json record, const render::Account& account) {
  record["account"] = render::to_json(account);
  return record;
}

std::vector<std::string> with_unreadable_columns(std::vector<std::string> columns, const render::Account& account,
                                                 bool is_appended) {
  if (account.not_read.empty() && !is_appended) return columns;
  for (const char* name : {"outcome", "file", "message"})
    if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.emplace_back(name);
  return columns;
}

render::Json unreadable_row(const render::UnreadFile& file) {
  return {{"outcome", "unreadable"}, {"file", render::printable(file.path)}, {"message", file.why}};
}

std::string csv_with_unreadable(std::vector<render::Json> rows, std::vector<std::string> columns,
                                const render::Account& account, bool is_appended) {
  for (const render::UnreadFile& file : account.not_read) rows.push_back(unreadable_row(file));
  return render::csv(rows, with_unreadable_columns(std::move(columns), account, is_appended));
}

std::vector<Target> Invocation::record_targets(const std::string& command,
                                               const std::vector<std::string>& own_formats) const {
  std::vector<std::string_view> fitting = record_formats;
  for (const std::string& name : own_formats)
    if (std::find(fitting.begin(), fitting.end(), name) == fitting.end()) fitting.emplace_back(name);
  std::vector<Target> outputs = targets(options_, command, fitting);
  summary_fits(options_, {std::begin(summaries_of_tables), std::end(summaries_of_tables)});
  return outputs;
}

int Invocation::finish_records(const std::string& command, const caseload::Result& result,
                               const std::vector<render::Json>& records, const std::vector<std::string>& columns,
                               const std::function<std::string()>& text, const OwnFormats& own_formats) {
  std::vector<std::string> own;
  for (const auto& [name, made] : own_formats)
    if (name != own_summary) own.emplace_back(name);
  const std::vector<Target> outputs = record_targets(command, own);
  const render::RunOutput run = asked(result, records);
  if (!options_.redact) return print_records(command, outputs, run, result, records, columns, text, own_formats);
  std::vector<render::Json> shown = records;
  for (render::Json& record : shown) render::redact(record);
  return print_records(command, outputs, run, result, shown, columns, text, own_formats);
}

render::web::RecordsView Invocation::records_view(const std::string& command, const render::RunOutput& run,
                                                  const std::vector<std::string>& columns) const {
  render::web::RecordsView page(as_of());
  page.command = command;
  page.columns = columns;
  page.totals.files = run.summary.files;
  page.totals.cases = run.summary.cases;
  page.totals.is_of_documents = render::is_of_documents(run);
  page.totals.unreadable = run.summary.unreadable;
  page.totals.undetermined = run.summary.undetermined;
  page.unreadable = run.account.not_read;
  page.about = {{"Policy", render::web::code(run.policy)},
                {"Looked at", render::web::text(account_line(run.account))},
                {"Made by", render::web::code(tool_ + " " + version())}};
  return page;
}

std::string Invocation::records_html(const std::string& command, const render::RunOutput& run,
                                     const std::vector<render::Json>& rows,
                                     const std::vector<std::string>& columns) const {
  render::web::RecordsView page = records_view(command, run, columns);
  page.records = rows;
  return render::web::records_page(page, render::web::Speech(language_option(options_)));
}

void Invocation::RecordCounts::add(const render::Json& record) {
  add(record.value("schema", ""), is_undetermined(record));
}

void Invocation::RecordCounts::add(const std::string& schema, bool is_undetermined) {
  ++by_schema[schema];
  if (is_undetermined) ++undetermined;
}

render::RunOutput Invocation::asked(const caseload::Result& result, const std::vector<render::Json>& records) const {
  RecordCounts counts;
  for (const render::Json& record : records) counts.add(record);
  return asked(account_of(result), result, counts);
}

render::RunOutput Invocation::asked(render::Account account, const caseload::Result& result,
                                    const RecordCounts& counts) const {
  render::RunOutput run{tool_, version(), as_of(), {}, {}, {}, {}, 0, {}};
  run.account = without_rules(std::move(account));
  run.policy = policy_of(run.account);
  run.account.records.assign(counts.by_schema.begin(), counts.by_schema.end());
  render::Summary& s = run.summary;
  s.files = result.files;
  s.unreadable = static_cast<std::int64_t>(run.account.not_read.size());
  s.skipped = result.skipped + skipped_;
  s.cases = run.account.documents_judged;
  s.undetermined = counts.undetermined;
  s.verdict = s.unreadable > 0 ? "unreadable" : s.undetermined > 0 ? "undetermined" : "clean";
  s.exit = s.unreadable > 0 ? unreadable : done;
  decide_nothing(run);
  return run;
}

int Invocation::print_records(const std::string& command, const std::vector<Target>& outputs,
                              const render::RunOutput& run, const caseload::Result& result,
                              const std::vector<render::Json>& records, const std::vector<std::string>& columns,
                              const std::function<std::string()>& text, const OwnFormats& own_formats) {
  say_nothing(run);
  say_faults(result);
  const render::Json summary = render::summary_json(run);
  std::vector<std::string> codes;
  if (!options_.split.empty())
    for (const render::Json& record : records) codes.push_back(code_of(options_, record));
  const std::vector<Target> all = split_targets(world_, options_, outputs, std::move(codes));
  const int printed = deliver(all, [&](const Target& target) {
    const std::vector<render::Json> part =
        target.code ? rows_for(options_, target, records) : std::vector<render::Json>{};
    const std::vector<render::Json>& rows = target.code ? part : records;
    if (options_.summary && target.is_primary) {
      const auto own = own_formats.find(own_summary);
      return own != own_formats.end() ? own->second(rows, target) : table_summary(command, run, target.format);
    }
    const std::string title = command + ", as of " + probation::format(as_of());
    if (const auto own = own_formats.find(target.format); own != own_formats.end()) {
      std::string made = own->second(
          target.format == "json" || target.format == "yaml" ? with_unreadable(rows, run.account) : rows, target);
      return target.format == "ics" ? render::naming_unread(std::move(made), run.account.not_read) : made;
    }
    if (target.format == "json") return render::json(with_unreadable(rows, run.account));
    if (target.format == "csv") return csv_with_unreadable(rows, columns, run.account, target.appends);
    if (target.format == "markdown")
      return render::markdown(title, rows, columns, language_option(options_)) +
             account_end(run.account, target.format);
    if (target.format == "html") return records_html(command, run, rows, columns);
    if (target.format == "yaml") return render::yaml(render::Json(with_unreadable(rows, run.account)));
    if (target.format == "text")
      return safe_text(text(), Kept::tabs_and_lines) + account_end(run.account, target.format);
    if (target.format == "xlsx")
      return records_workbook(command, rows, columns, summary, as_of(), language_option(options_));
    return render::ndjson(rows, summary);
  });
  if (printed == done) say_account(run.account, outputs);
  return printed == done ? run.summary.exit : printed;
}

}  // namespace probation::tools
