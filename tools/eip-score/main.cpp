// eip-score: decides mark sheets of panels, keeps the register and validates catalogues of interventions. The same
// engine, renderers and exit codes as rar-audit.
#include "tools/common/run.hpp"
#include "tools/eip-score/catalogue_commands.hpp"
#include "tools/eip-score/panel_commands.hpp"

using namespace probation;
using namespace probation::tools;

int main(int argc, char** argv) {
  return guarded("eip-score", [&] {
    Options options;
    Command app("eip-score", "Decides mark sheets of panels and validates catalogues of interventions");
    add_global_flags(app, options);
    CatalogueOptions catalogue;
    add_catalogue_commands(app, options, catalogue);
    PanelOptions panel;
    add_panel_commands(app, options, panel);
    add_reference_commands(app, options);
    if (const auto code = parse(app, argc, argv, "check")) return *code;
    if (const auto code = run_reference_command(app, options)) return *code;
    if (const auto code = run_panel_command(app, options, panel)) return *code;
    return run_catalogue_command(app, options, catalogue);
  });
}
