// What import is asked on the command line, and the mappings that are built in.
#include <fmt/format.h>

#include "recording/sources/mapping.hpp"
#include "tools/rar-record/commands.hpp"

namespace probation::tools {

void add_import_flags(Command& command, RecordOptions& record) {
  command.positional("ROWS", &record.paths, "Files of rows, or folders of them; - for standard input").required();
  command.option("--mapping", &record.import.mappings, "A mapping/2 file, or delius; repeatable").in("Rows");
  command.option("--out", &record.out, "The folder of the case files").required().in("Rows");
  command
      .option("--extract-date", &record.import.extract_date, "The day on which the extract was taken (default: as-of)")
      .in("Rows");
  command.option("--window", &record.import.window, "FROM..UNTIL: the event dates that the extract holds whole")
      .in("Rows");
  command.option("--complete", &record.import.complete, "Tables that are whole for every person they name").in("Rows");
  command.flag("--new-cases", record.import.new_cases, "Begin a case for people who have none").in("Rows");
  command
      .flag("--older", record.import.older,
            "The extract is older than one taken before: add only what no later one spoke of")
      .in("Rows");
  command.flag("--allow-vanished", record.import.allow_vanished, "Believe it where more than a fifth is gone")
      .in("Rows");
  command
      .option("--report", &record.import.reports,
              "FORMAT=PATH: what came in, what changed, what could not be placed (text, markdown, html, json); - for "
              "standard output")
      .in("Rows");
}

Period window_option(const std::string& text) {
  const std::size_t dots = text.find("..");
  const auto from = parse_date(text.substr(0, dots));
  const auto until = dots == std::string::npos ? std::nullopt : parse_date(text.substr(dots + 2));
  if (!from || !until || *until < *from)
    throw UsageError{fmt::format("--window {}: write FROM..UNTIL, two dates", text)};
  return {*from, *until};
}

int run_mapping(const RecordOptions& record) {
  for (const auto& [name, text] : recording::built_in_mappings())
    if (name == record.what) return write_out(text) ? done : reader_gone;
  std::vector<std::string_view> known;
  for (const auto& [name, text] : recording::built_in_mappings()) known.push_back(name);
  throw UsageError{
      fmt::format("mapping {}: there is none of that name; built in are {}", record.what, fmt::join(known, ", "))};
}

}  // namespace probation::tools
