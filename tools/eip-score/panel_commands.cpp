#include "tools/eip-score/panel_commands.hpp"

#include <limits>
#include <utility>

#include "tools/eip-score/commands.hpp"

namespace probation::tools {

void add_panel_commands(Command& app, Options& options, PanelOptions& panel) {
  Command& scoring =
      app.command("score", "Decide mark sheets (panel/1): decision, what would change it, how sure it is");
  scoring.positional("SHEET", &options.paths, "Mark sheets and folders, - for standard input");
  Command& feedback = app.command(
      "report",
      "What the developers of an intervention are told: marks, reasons, evidence, what would move the decision");
  feedback.positional("SHEET", &options.paths, "Mark sheets and folders, - for standard input");
  Command& marks = app.command("agreement", "Agreement of raters over a CSV table unit,rater,mark or mark sheets");
  marks.positional("MARKS", &options.paths, "A CSV table, mark sheets, - for a table on standard input");
  marks.option("--scale", &panel.scale, "The categories, in order: 1,2,3,4,5");
  marks.option("--level", &panel.level, "nominal, ordinal, interval or ratio; ordinal");
  marks.option("--unit-column", &panel.unit_column, "Column of what is marked");
  marks.option("--rater-column", &panel.rater_column, "Column of who marks");
  marks.option("--mark-column", &panel.mark_column, "Column of the mark; empty is missing");
  marks.option("--missing", &panel.missing, "What stands for no mark, beside an empty one: NA,-");
  marks.option("--half-width", &panel.half_width, "How many raters a mean mark needs to be known so well at 95 %");
  for (Command* command : {&scoring, &marks})
    command->flag("--all", options.all, "Every statistic at every weighting and level the scale allows");
  scoring.option("--seed", &panel.seed, "Seed of the bootstrap over the members; 1")
      .between(std::int64_t{0}, std::numeric_limits<std::int64_t>::max());
  scoring.option("--replicates", &panel.replicates, "Replicates of the bootstrap; 2000")
      .between(std::int64_t{1}, std::int64_t{10'000'000});
}

std::optional<int> run_panel_command(const Command& app, Options& options, const PanelOptions& panel) {
  if (!app.got("score") && !app.got("report") && !app.got("agreement")) return std::nullopt;
  const std::string policy_name = std::exchange(options.policy, {});
  if (app.got("score")) return run_score(options, panel, policy_name);
  if (app.got("report")) return run_report(options, panel, policy_name);
  return run_agreement(options, panel, policy_name);
}

}  // namespace probation::tools
