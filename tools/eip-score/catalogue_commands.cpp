#include "tools/eip-score/catalogue_commands.hpp"

#include "tools/eip-score/commands.hpp"

namespace probation::tools {

namespace {

void add_signature(Command& command, Options& options, CatalogueOptions& flags) {
  command.positional("FILE", &options.paths, "intervention/1 files").required();
  command.option("--by", &flags.by, "Who records it");
  command.option("--reason", &flags.reason, "Why, or what shows it");
  command.flag("--dry-run", flags.dry_run, "Show what would change, and write nothing");
  command.option("--lock-timeout", &flags.lock_timeout, "Seconds to wait for somebody else's edit").not_negative();
}

void add_writing_commands(Command& registry, Options& options, CatalogueOptions& flags) {
  Command& move =
      registry.command("move", "Write the new state and a row of the history into the files, and touch no other byte");
  add_signature(move, options, flags);
  move.option("--to", &flags.to, "The new state, or earmarked").required();
  move.option("--date", &flags.date, "The day of the move").required();
  move.option("--version", &flags.version, "Which version moves; submitted again: the new one").positive();
  move.option("--sitting", &flags.sitting, "The panel's sitting");
  move.option("--board", &flags.board, "The board that decided");
  move.option("--allow", &flags.allow, "Let the errors of this rule stand; repeatable, needs --reason");
  move.option("--successor", &flags.successor, "amalgamated: the intervention that takes the place of all FILEs");
  move.option("--condition", &flags.conditions,
              "provisional: what is to be met; repeatable, each with --owner and --due");
  move.option("--owner", &flags.owners, "provisional: who meets the condition");
  move.option("--due", &flags.due, "provisional: by when");
  move.option("--framework", &flags.framework, "approved: the scoring policy that judged it");
  move.option("--review-date", &flags.review_date, "approved: day of the next review");
  move.option("--sheet", &flags.sheet, "approved, provisional: the mark sheet it rests on");
  move.option("--sheets", &flags.sheets, "Folders in which mark sheets are looked for too; repeatable");
  Command& met = registry.command("met", "Record that a condition of a provisional approval is met");
  add_signature(met, options, flags);
  met.option("--condition", &flags.conditions, "Its number, from 1, or its text").required();
  met.option("--date", &flags.date, "The day it was met").required();
  add_signature(registry.command("undo", "Take back the last row that stands"), options, flags);
}

}  // namespace

void add_catalogue_commands(Command& app, Options& options, CatalogueOptions& flags) {
  const auto add = [&](Command& to, const char* name, const char* sentence, const char* what) {
    Command& command = to.command(name, sentence);
    command.positional(what, &options.paths, "Files and folders, - for standard input");
  };
  add(app, "check", "Judge interventions and selections: what is missing, wrong, twice or lapsed (default)", "PATH");
  add(app, "suite", "The approved suite, and how many were appraised, earmarked and approved", "CATALOGUE");
  add(app, "regions", "Which need areas each region covers with what it chose", "CATALOGUE SELECTIONS");
  add(app, "overlap", "Pairs of approved interventions that do the same for the same people", "CATALOGUE");
  Command& import = app.command("import", "Take published entries into intervention/1 files");
  import.positional("FILE", &options.paths, "Entries, and folders of them").required();
  import.option("--from", &flags.from, "Whose shape: find-and-refer").required();
  import.option("--out", &flags.out, "Folder of the catalogue").required();
  import.option("--state", &flags.state, "The state that a new file records");
  import.flag("--update", flags.update, "Write anew what an entry says otherwise than the file");
  import.flag("--dry-run", flags.dry_run, "Say what would be done, and write nothing");
  import.option("--lock-timeout", &flags.lock_timeout, "Seconds to wait for somebody else's edit").not_negative();
  Command& registry = app.command("register", "The register: moves of interventions, and what it says");
  registry.needs_command();
  add_writing_commands(registry, options, flags);
  add(registry, "log", "The rows of every history, by date", "PATH");
  Command& due = registry.command("due", "Reviews and conditions that are overdue or fall due");
  due.positional("PATH", &options.paths, "Files and folders, - for standard input");
  due.option("--within", &options.within, "List what falls due within so many days: 28d");
  due.option("--until", &options.until, "List what falls due by this day");
  due.flag("--all", options.all, "What lies ahead and what is done too");
  Command& minutes =
      registry.command("minutes", "The minutes of a sitting: its sheets, and the moves that rest on them");
  minutes.positional("PATH", &options.paths, "Files and folders with the sheets and the register");
  minutes.option("--sitting", &flags.sitting, "The sitting").required();
}

int run_catalogue_command(const Command& app, Options& options, const CatalogueOptions& flags) {
  Invocation invocation(eip_score, options, "intervention/1");
  const bool looks =
      app.got("suite") || app.got("regions") || app.got("overlap") ||
      (app.got("register") && (app.chosen()->got("log") || app.chosen()->got("due") || app.chosen()->got("minutes")));
  if (options.list_files && (looks || app.got("check"))) return invocation.list_files();
  if (options.list_files)
    throw UsageError{fmt::format("--list-files: does not fit {}", options.tool->chosen()->name())};
  if (app.got("suite")) return run_suite(invocation, options);
  if (app.got("regions")) return run_regions(invocation, options);
  if (app.got("overlap")) return run_overlap(invocation, options);
  if (app.got("import")) return run_import(invocation, options, flags);
  if (app.got("register")) {
    const Command& registry = *app.chosen();
    if (registry.got("move")) return run_move(invocation, options, flags);
    if (registry.got("met")) return run_met(invocation, options, flags);
    if (registry.got("undo")) return run_undo(invocation, options, flags);
    if (registry.got("log")) return run_log(invocation, options);
    if (registry.got("due")) return run_register_due(invocation, options);
    return run_minutes(invocation, options, flags);
  }
  return run_check(invocation, options);
}

}  // namespace probation::tools
