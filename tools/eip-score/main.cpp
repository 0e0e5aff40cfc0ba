// eip-score: decides mark sheets of panels and validates catalogues of interventions. The same engine, renderers and exit codes as rar-audit.
#include "tools/common/run.hpp"
#include "tools/eip-score/panel_commands.hpp"

using namespace probation;
using namespace probation::tools;

int main(int argc, char** argv) {
  return guarded("eip-score", [&] {
    Options options;
    CLI::App app{"Decides mark sheets of panels and validates catalogues of interventions", "eip-score"};
    app.set_version_flag("--version", "eip-score " + version());
    app.fallthrough();
    app.require_subcommand(1);
    add_global_flags(app, options);
    CLI::App* check = app.add_subcommand("check", "Judge every intervention/1 file: what is missing, wrong or twice (default)");
    check->add_option("PATH", options.paths, "Files and folders, - for standard input");
    PanelOptions panel;
    add_panel_commands(app, options, panel);
    add_reference_commands(app, options);
    if (const auto code = parse(app, argc, argv, "check")) return *code;
    if (const auto code = run_reference_command(app, options)) return *code;
    if (const auto code = run_panel_command(app, options, panel)) return *code;
    Session session("eip-score", options, "intervention/1");
    const caseload::Request request = session.request();
    if (options.list_files) {
      std::string list;
      for (const std::string& path : request.paths) list += path + "\n";
      write_out(list);
      return static_cast<int>(session.not_found().empty() ? done : unreadable);
    }
    return session.finish_check(caseload::check_catalogue(session.world(), request, session.settings(), false));
  });
}
