// export: cases as tables, with the mapping by which import makes them again.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/each_document.hpp"
#include "recording/sources/export.hpp"
#include "render/run/csv.hpp"
#include "render/run/text.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

namespace {

struct Found {
  std::vector<document::Value> cases;
  std::size_t limited = 0;
  int exit = done;
  caseload::Result result;
};

Found cases_to_export(Invocation& invocation) {
  Found found;
  const caseload::Request request = invocation.request();
  for (const intake::Unreadable& file : invocation.not_found()) {
    write_fault("rar-record", fmt::format("{}: {}", file.path, file.why));
    found.exit = unreadable;
  }
  for (const std::string& path : request.paths) {
    std::string bytes;
    const auto not_read = [&](const std::string& why) {
      caseload::add_file(found.result, path, bytes, false);
      found.result.unreadable.push_back({path, why});
      found.exit = unreadable;
    };
    try {
      bytes = case_text_of(invocation.world(), path);
      const recording::CaseText file(path, bytes);
      document::Value whole = recording::conform_case(document::value_of(file.root()));
      caseload::add_file(found.result, path, bytes, true);
      // Who may see such a case is decided where it stands; a table of many cases is somewhere else.
      if (file.content().limited_access.is(true)) {
        ++found.limited;
        continue;
      }
      found.cases.push_back(std::move(whole));
    } catch (const recording::NotUnderstood& problem) {
      if (!problem.other_kind.empty() && was_met(invocation, path)) {
        found.result.accounts.push_back(passed_over(path, problem.other_kind));
        continue;
      }
      write_fault("rar-record", problem.message, problem.below);
      not_read(problem.message);
    } catch (const recording::Refusal& refusal) {
      write_fault("rar-record", refusal.message);
      not_read(refusal.message);
    } catch (const recording::Mistake& mistake) {
      write_fault("rar-record", fmt::format("{}: {}", path, mistake.message));
      not_read(mistake.message);
    } catch (const WorldFailure& failure) {
      write_fault("rar-record", failure.what());
      not_read(failure.why());
    }
  }
  return found;
}

// Gives what is said of the tables.
std::string write_tables(const std::vector<document::Value>& cases, const RecordOptions& record) {
  make_folder(record.tables);
  const std::string folder = record.tables + (record.tables.ends_with('/') ? "" : "/");
  replace_file(folder + "mapping.yaml", recording::export_mapping());
  std::string text;
  for (const recording::Table& table : recording::export_tables(cases)) {
    std::string csv = join(table.columns, ",") + "\r\n";
    for (const std::vector<std::string>& row : table.rows) {
      for (std::size_t i = 0; i < row.size(); ++i) csv += (i == 0 ? "" : ",") + render::csv_cell(row[i]);
      csv += "\r\n";
    }
    const std::string path = folder + table.name + ".csv";
    replace_file(path, csv);
    text += fmt::format("{}: {}\n", path, counted(static_cast<long long>(table.rows.size()), "row"));
  }
  return text;
}

}  // namespace

int run_export(Invocation& invocation, const Options& options, const RecordOptions& record) {
  // Tables are for another system, which needs what --redact leaves out.
  if (options.redact) throw UsageError{"export: does not fit --redact; tables hold the cases as they are"};
  const std::vector<Target> outputs = targets(options, "export", {"text", "json", "ndjson"});
  const Found found = cases_to_export(invocation);
  if (found.limited != 0)
    write_fault("rar-record",
                fmt::format("{} of limited access left out", counted(static_cast<long long>(found.limited), "case")));
  render::RunOutput run = invocation.asked(found.result, std::vector<render::Json>{});
  std::string text;
  int exit = found.exit;
  if (!found.cases.empty()) {  // no table without a case: it would replace those there
    text = write_tables(found.cases, record);
  } else if (exit == done && !options.allow_empty) {
    exit = usage;
    if (found.limited == 0)
      write_fault("rar-record", fmt::format("nothing judged: no case/1 in what was given{}",
                                            render::visible(what_was_met(run.account))));
  }
  run.summary.exit = exit;
  // The tables are the answer; the record is of what was looked at for them.
  const int printed = deliver(outputs, [&](const Target& target) {
    if (target.format != "text")
      return render::written(render::summary_json(run), target.format == "json" ? 2 : -1) + "\n";
    return options.quiet ? std::string{} : text + account_end(run.account, "text");
  });
  if (printed != done) return printed;
  invocation.say_account(run.account, outputs);
  return exit;
}

}  // namespace probation::tools
