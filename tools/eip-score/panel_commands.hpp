// score, report and agreement: mark sheets and tables of marks to what they decide and how sure that is.
#pragma once
#include <optional>

#include "tools/eip-score/options.hpp"

namespace probation::tools {

// `panel` must outlive `app`.
void add_panel_commands(Command& app, Options& options, PanelOptions& panel);
// Runs the chosen one; nothing where another subcommand was chosen. `options.policy` then names an eip_policy/1.
std::optional<int> run_panel_command(const Command& app, Options& options, const PanelOptions& panel);

}  // namespace probation::tools
