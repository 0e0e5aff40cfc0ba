// `policy show`: the practice policy as a run with these flags would use it.
#pragma once
#include <optional>

#include "tools/common/cli.hpp"

namespace probation::tools {

void add_policy_command(Command& app, Options& options);
// Nothing where another subcommand was chosen.
std::optional<int> run_policy_show(const Command& app, Options& options);

}  // namespace probation::tools
