// rar-audit: judges a caseload. Options, then the library, then a renderer; nothing is decided here.
#include "tools/common/run.hpp"
#include "tools/rar-audit/commands.hpp"
#include "tools/rar-audit/reconcile_command.hpp"

using namespace probation;
using namespace probation::tools;

int main(int argc, char** argv) {
  return guarded("rar-audit", [&] {
    Options options;
    Command app("rar-audit", "Checks a caseload of rehabilitation activity requirements: law, policy and record");
    app.footer(
        "Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage, 3 an input could not be read or understood.");
    add_global_flags(app, options);
    const auto add = [&](const char* name, const char* sentence) -> Command& {
      Command& command = app.command(name, sentence);
      command.positional("PATH", &options.paths, "Files and folders, - for standard input");
      return command;
    };
    add("check", "Every rule over every case; findings (default)");
    Command& due = add("due", "Reviews and other dates that are overdue or fall due");
    due.option("--within", &options.within, "How far ahead, such as 28d");
    due.option("--until", &options.until, "Up to this day, instead of --within");
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
    add("recount", "RAR days by every counting profile side by side, contact by contact where they differ");
    Command& diff =
        add("diff", "What two saved runs, or one caseload under two policies or dates, say differently, and why");
    diff.option("--policy-b", &options.policy_b, "The other policy (policy/1)");
    diff.option("--as-of-b", &options.as_of_b, "The other date");
    Command& baseline = add("baseline", "Write the findings as known to --baseline FILE, or refresh it");
    baseline.flag("--accept-new", options.accept_new, "Take new findings into a baseline that exists");
    ReconcileOptions reconcile;
    add_reconcile_flags(add("reconcile", "A supplier's session list against the record; nothing is written"), reconcile,
                        options);
    add("merge", "Put the shards of one run together (check --shard I/N --format ndjson)");
    add_reference_commands(app, options);
    if (const auto exit = parse(app, argc, argv, "check")) return *exit;
    if (const auto exit = run_reference_command(app, options)) return *exit;
    if (app.got("reconcile")) return run_reconcile(options, reconcile);
    Invocation invocation("rar-audit", options, "case/1");
    if (options.list_files) {
      std::string list;
      for (const std::string& path : invocation.request().paths) list += path + "\n";
      write_out(list);
      return static_cast<int>(invocation.not_found().empty() ? done : unreadable);
    }
    if (app.got("due")) return run_due(invocation, options);
    if (app.got("forecast")) return run_forecast(invocation, options);
    if (app.got("gaps")) return run_gaps(invocation, options);
    if (app.got("measures")) return run_measures(invocation, options);
    if (app.got("diff")) return run_diff(invocation, options);
    if (app.got("baseline")) return run_baseline(invocation, options);
    if (app.got("merge")) return run_merge(invocation, options);
    if (app.got("recount")) return run_recount(invocation, options);
    const caseload::Request request = invocation.request();
    rules::Settings settings = invocation.settings();
    settings.keeps_passes = options.show == "pass";
    return invocation.finish_check(caseload::check_cases(invocation.world(), request, settings));
  });
}
