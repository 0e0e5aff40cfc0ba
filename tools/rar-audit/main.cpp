// rar-audit: judges a caseload. Options, then the library, then a renderer; nothing is decided here.
#include "tools/common/run.hpp"
#include "tools/rar-audit/commands.hpp"

using namespace probation;
using namespace probation::tools;

int main(int argc, char** argv) {
  return guarded("rar-audit", [&] {
    Options options;
    CLI::App app{"Checks a caseload of rehabilitation activity requirements: law, policy and record", "rar-audit"};
    app.set_version_flag("--version", "rar-audit " + version());
    app.fallthrough();
    app.require_subcommand(1);
    app.footer(
        "Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage, 3 an input could not be read or understood.");
    add_global_flags(app, options);
    const auto add = [&](const char* name, const char* sentence) {
      CLI::App* command = app.add_subcommand(name, sentence);
      command->add_option("PATH", options.paths, "Files and folders, - for standard input");
      return command;
    };
    add("check", "Every rule over every case; findings (default)");
    CLI::App* due = add("due", "Reviews and other dates that are overdue or fall due");
    due->add_option("--within", options.within, "How far ahead, such as 28d");
    due->add_option("--until", options.until, "Up to this day, instead of --within");
    due->add_flag("--all", options.all, "Also what lies further ahead or is done");
    due->add_option("--by", options.by, "Text under headings: region, pdu, team or officer");
    CLI::App* forecast =
        add("forecast", "Which cases will miss a review or cannot finish, and the last useful day to act");
    forecast->add_option("--until", options.until, "Only what has to be acted on by this day");
    CLI::App* measures =
        add("measures", "The inspectorate's questions as figures: numerator, denominator, undetermined, percentage");
    measures->add_option("--by", options.by, "region, pdu, team, officer or order_type");
    add("recount", "RAR days by every counting profile side by side, contact by contact where they differ");
    CLI::App* diff =
        add("diff", "What two saved runs, or one caseload under two policies or dates, say differently, and why");
    diff->add_option("--policy-b", options.policy_b, "The other policy (policy/1)");
    diff->add_option("--as-of-b", options.as_of_b, "The other date");
    CLI::App* baseline = add("baseline", "Write the findings as known to --baseline FILE, or refresh it");
    baseline->add_flag("--accept-new", options.accept_new, "Take new findings into a baseline that exists");
    add("merge", "Put the shards of one run together (check --shard I/N --format ndjson)");
    add_reference_commands(app, options);
    if (const auto exit = parse(app, argc, argv, "check")) return *exit;
    if (const auto exit = run_reference_command(app, options)) return *exit;
    Invocation invocation("rar-audit", options, "case/1");
    if (options.list_files) {
      std::string list;
      for (const std::string& path : invocation.request().paths) list += path + "\n";
      write_out(list);
      return static_cast<int>(invocation.not_found().empty() ? done : unreadable);
    }
    if (app.got_subcommand("due")) return run_due(invocation, options);
    if (app.got_subcommand("forecast")) return run_forecast(invocation, options);
    if (app.got_subcommand("measures")) return run_measures(invocation, options);
    if (app.got_subcommand("diff")) return run_diff(invocation, options);
    if (app.got_subcommand("baseline")) return run_baseline(invocation, options);
    if (app.got_subcommand("merge")) return run_merge(invocation, options);
    if (app.got_subcommand("recount")) return run_recount(invocation, options);
    const caseload::Request request = invocation.request();
    rules::Settings settings = invocation.settings();
    settings.keeps_passes = options.show == "pass";
    return invocation.finish_check(caseload::check_cases(invocation.world(), request, settings));
  });
}
