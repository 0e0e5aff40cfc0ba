#include "tools/eip-score/catalogue_commands.hpp"

#include "tools/eip-score/commands.hpp"

namespace probation::tools {

void add_catalogue_commands(Command& app, Options& options, CatalogueOptions& flags) {
  const auto add = [&](Command& to, const char* name, const char* sentence, const char* what) {
    Command& command = to.command(name, sentence);
    command.positional(what, &options.paths, "Files and folders, - for standard input");
  };
  add(app, "check", "Judge interventions and selections: what is missing, wrong, twice or lapsed (default)", "PATH");
  add(app, "suite", "The approved suite, and how many were appraised, earmarked and approved", "CATALOGUE");
  add(app, "regions", "Which need areas each region covers with what it chose", "CATALOGUE SELECTIONS");
  add(app, "overlap", "Pairs of approved interventions that do the same for the same people", "CATALOGUE");
  Command& registry = app.command("register", "Move an intervention through its states");
  registry.needs_command();
  Command& move =
      registry.command("move", "Write the new state and a row of the history into the file, and touch no other byte");
  move.positional("FILE", &options.paths, "An intervention/1 file").required().one();
  move.option("--to", &flags.to, "The new state").required();
  move.option("--date", &flags.date, "The day of the move").required();
  move.option("--successor", &flags.successor, "amalgamated: the intervention that takes its place");
  move.option("--condition", &flags.conditions,
              "provisional: what is to be met; repeatable, each with --owner and --due");
  move.option("--owner", &flags.owners, "provisional: who meets the condition");
  move.option("--due", &flags.due, "provisional: by when");
  move.option("--framework", &flags.framework, "approved: the scoring policy that judged it");
  move.option("--review-date", &flags.review_date, "Day of the next review");
  move.option("--sitting", &flags.sitting, "The panel's sitting, for the history");
  move.option("--new-version", &flags.new_version, "submitted again: the version").positive();
  move.flag("--dry-run", flags.dry_run, "Show what would change, and write nothing");
  move.option("--lock-timeout", &flags.lock_timeout, "Seconds to wait for somebody else's edit").not_negative();
}

int run_catalogue_command(const Command& app, Options& options, const CatalogueOptions& flags) {
  Invocation invocation(eip_score, options, "intervention/1");
  if (app.got("suite")) return run_suite(invocation, options);
  if (app.got("regions")) return run_regions(invocation, options);
  if (app.got("overlap")) return run_overlap(invocation, options);
  if (app.got("register")) return run_move(invocation, options, flags);
  return run_check(invocation, options);
}

}  // namespace probation::tools
