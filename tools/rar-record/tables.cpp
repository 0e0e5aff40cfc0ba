// export: cases as tables, with the mapping by which import makes them again.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/sources/export.hpp"
#include "render/run/csv.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

int run_export(Invocation& invocation, const Options& options, const RecordOptions& record) {
  std::vector<document::Value> cases;
  std::size_t limited = 0;
  int exit = done;
  const caseload::Request request = invocation.request();
  for (const intake::Unreadable& file : invocation.not_found()) {
    write_error(fmt::format("rar-record: {}: {}\n", file.path, file.why));
    exit = unreadable;
  }
  for (const std::string& path : request.paths) {
    try {
      const recording::CaseText file(path, invocation.world().read(path));
      document::Value whole = recording::conform_case(document::value_of(file.root()));
      // Who may see such a case is decided where it stands; a table of many cases is somewhere else.
      if (recording::text_at(whole, "limited_access") == "true") {
        ++limited;
        continue;
      }
      cases.push_back(std::move(whole));
    } catch (const recording::NotUnderstood& problem) {
      write_error(fmt::format("rar-record: {}\n", problem.message));
      exit = unreadable;
    } catch (const recording::Refusal& refusal) {
      write_error(fmt::format("rar-record: {}\n", refusal.message));
      exit = unreadable;
    } catch (const recording::Mistake& mistake) {
      write_error(fmt::format("rar-record: {}: {}\n", path, mistake.message));
      exit = unreadable;
    } catch (const WorldFailure& failure) {
      write_error(fmt::format("rar-record: {}\n", failure.what()));
      exit = unreadable;
    }
  }
  if (limited != 0)
    write_error(
        fmt::format("rar-record: {} of limited access left out\n", counted(static_cast<long long>(limited), "case")));
  if (cases.empty())
    return exit == done ? static_cast<int>(usage) : exit;  // no table without a case: it would replace those there
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
  if (options.format == "text" && !options.quiet) write_out(text);
  return exit;
}

}  // namespace probation::tools
