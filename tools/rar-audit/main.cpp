// rar-audit: judges a caseload. Options, then the library, then a renderer; nothing is decided here.
#include "tools/common/picture.hpp"
#include "tools/common/run.hpp"
#include "tools/rar-audit/commands.hpp"
#include "tools/rar-audit/memory.hpp"
#include "tools/rar-audit/reconcile_command.hpp"

using namespace probation;
using namespace probation::tools;

namespace {

struct Flags {
  MemoryFlags memory;
  ReconcileOptions reconcile;
};

void add_commands(Command& app, Options& options, Flags& flags) {
  const auto add = [&](const char* name, const char* sentence) -> Command& {
    Command& command = app.command(name, sentence);
    command.positional("PATH", &options.paths, "Files and folders, - for standard input");
    return command;
  };
  Command& check = add("check", "Every rule over every case; findings (default)");
  Command& due = add("due", "Reviews and other dates that are overdue or fall due");
  due.option("--within", &options.within, "How far ahead: 28d, 4w, 3m, or a period: 2025-11, 2025Q4, 2025");
  due.option("--until", &options.until, "Up to this day or the end of this period, instead of --within");
  due.flag("--all", options.all, "Also what lies further ahead or is done");
  due.option("--by", &options.by, "Text under headings: region, pdu, team or officer");
  Command& forecast =
      add("forecast", "Which cases will miss a review or cannot finish, and the last useful day to act");
  forecast.option("--until", &options.until, "Only what has to be acted on by this day");
  Command& measures =
      add("measures", "The inspectorate's questions as figures: numerator, denominator, undetermined, percentage");
  measures.option("--by", &options.by, "region, pdu, team, officer or order_type");
  Command& gaps = add("gaps", "The missing facts that would decide most: what to record first");
  gaps.option("--by", &options.by, "fact (default), region, pdu, team, officer or table (of an import's source)");
  measures.option("--suppress-below", &options.suppress_below, "Hide groups of fewer, and what would give them away")
      .not_negative();
  add("recount", "RAR days by every counting profile side by side, contact by contact where they differ");
  Command& diff =
      add("diff", "What two saved runs, or one caseload under two policies or dates, say differently, and why");
  diff.option("--policy-b", &options.policy_b, "The other policy (policy/1)");
  diff.option("--as-of-b", &options.as_of_b, "The other date");
  diff.option("--runs", &flags.memory.runs, "Two runs of a memory of runs, by number or as-of date").many();
  diff.option("--scope", &flags.memory.scope, "Of that memory, the caseload of that name");
  check.option("--scope", &flags.memory.scope, "Of --output sqlite=FILE: the caseload this is a run of");
  Command& baseline = add("baseline", "Write the findings as known to --baseline FILE, or refresh it");
  baseline.flag("--accept-new", options.accept_new, "Take new findings into a baseline that exists");
  add_reconcile_flags(add("reconcile", "A supplier's session list against the record; nothing is written"),
                      flags.reconcile, options);
  add("merge", "Put the shards of one run together (check --shard I/N --format ndjson)");
  add_trend_command(app, options, flags.memory);
  add_forget_command(app, options, flags.memory);
  Command& shards = add("shards", "A plan of shards by size, with a list of names for each");
  shards.option("--size", &options.size, "How large a shard may be: 2G, 500M, 64k");
  shards.option("--out", &options.out, "Folder of the plan and its lists");
  add_reference_commands(app, options);
}

int run_check(Invocation& invocation, const Options& options, const MemoryFlags& memory) {
  caseload::Request request = invocation.request();
  rules::Settings settings = invocation.settings();
  settings.detail.passes = options.show == "pass";
  Pictures pictures;
  const std::string remembering = path_of(options, "sqlite");
  if (remembering.empty() && !memory.scope.empty()) throw UsageError{"--scope: is of --output sqlite=FILE"};
  const bool needed = asks_for(options, {"html", "site", "xlsx", "sqlite"}) || !options.split.empty();
  const auto hold = [&](caseload::Request& held) -> Pictures* {
    if (!needed) return nullptr;
    pictures.fill_from(held, invocation.as_of() + Days{due_within_days}, asks_for(options, {"html", "site"}));
    return &pictures;
  };
  const auto memory_of = [&] {
    return memory_output(remembering, memory.scope, invocation.settings().selection,
                         options.redact && options.redact_key.empty());
  };
  const auto remembered = [&](const render::RunOutput& run) { remember(*memory_of(), run, pictures); };
  const auto make = [&](const Target& target) { return target.format == "sqlite" ? memory_of() : nullptr; };
  return invocation.check(request, settings, make, hold,
                          remembering.empty() ? std::function<void(const render::RunOutput&)>{} : remembered);
}

int run_chosen(const Command& app, Options& options, const Flags& flags) {
  if (options.list_files)
    for (const char* command : {"trend", "forget", "reconcile", "merge"})
      if (app.got(command)) throw UsageError{fmt::format("--list-files: does not fit {}", command)};
  if (app.got("trend")) return run_trend(options, flags.memory);
  if (app.got("forget")) return run_forget(options, flags.memory);
  if (app.got("reconcile")) return run_reconcile(options, flags.reconcile);
  Invocation invocation("rar-audit", options, "case/1");
  if (options.list_files) return invocation.list_files();
  if (app.got("due")) return run_due(invocation, options);
  if (app.got("forecast")) return run_forecast(invocation, options);
  if (app.got("gaps")) return run_gaps(invocation, options);
  if (app.got("measures")) return run_measures(invocation, options);
  if (app.got("diff")) return run_diff(invocation, options, flags.memory);
  if (app.got("baseline")) return run_baseline(invocation, options);
  if (app.got("shards")) return run_shards(invocation, options);
  if (app.got("merge")) return run_merge(invocation, options);
  if (app.got("recount")) return run_recount(invocation, options);
  return run_check(invocation, options, flags.memory);
}

}  // namespace

int main(int argc, char** argv) {
  return guarded("rar-audit", [&] {
    Options options;
    Flags flags;
    Command app("rar-audit", "Checks a caseload of rehabilitation activity requirements: law, policy and record");
    app.footer(
        "Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage, 3 an input could not be read or understood.");
    add_global_flags(app, options);
    add_commands(app, options, flags);
    if (const auto exit = parse(app, argc, argv, "check")) return *exit;
    if (const auto exit = run_reference_command(app, options)) return *exit;
    return run_chosen(app, options, flags);
  });
}
