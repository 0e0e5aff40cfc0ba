// config show: every key of the configuration with its value, where it came from and what it hides. init: a
// configuration to begin with. schema configuration/1.
#pragma once
#include <optional>
#include <string>

#include "tools/common/cli.hpp"

namespace probation::tools {

void add_config_commands(Command& app, Options& options);
// Nothing where another subcommand was chosen.
std::optional<int> run_config_command(const Command& app, Options& options);
std::string configuration_schema();  // JSON Schema of rar.yaml

}  // namespace probation::tools
