// What the tools share between command line and library: settings from flags, inputs, the verdict, the exit code.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "caseload/caseload.hpp"
#include "render/json.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/configuration.hpp"
#include "tools/common/world.hpp"

namespace probation::tools {

// Everything a run needs, resolved from the flags. Throws UsageError.
class Session {
 public:
  Session(std::string tool, const Options& options, std::string judged_schema);

  // Paths of the command line and --files-from, searched and excluded. Throws UsageError where nothing matched.
  caseload::Request request();
  [[nodiscard]] const rules::Settings& settings() const { return settings_; }
  [[nodiscard]] RealWorld& world() { return world_; }
  [[nodiscard]] const Configuration& configuration() const { return configuration_; }
  [[nodiscard]] Date as_of() const { return settings_.as_of; }
  [[nodiscard]] const std::vector<caseload::Unreadable>& not_found() const { return not_found_; }

  // `check`: counts, verdict, output. Returns the exit code.
  int finish_check(caseload::Result result);
  // Commands that print a table of records. Findings about documents go to standard error.
  int finish_records(const std::string& command, const caseload::Result& result, const std::vector<render::Json>& records,
                     const std::vector<std::string>& columns, const std::function<std::string()>& text);

 private:
  render::RunOutput output_of(caseload::Result result);
  std::string tool_;
  const Options& options_;
  std::string judged_schema_;
  RealWorld world_;
  Configuration configuration_;  // applied before anything below reads an option
  Policy policy_;
  CatalogueFacts catalogue_;
  rules::Settings settings_;
  std::vector<caseload::Unreadable> not_found_;
  std::int64_t skipped_ = 0;  // configuration files met in folders
};

// Subcommands every tool has: explain RULE, rules, law, schema [NAME].
void add_reference_commands(CLI::App& app, Options& options);
// Runs the chosen one; nothing where another subcommand was chosen.
std::optional<int> run_reference_command(const CLI::App& app, const Options& options);

// Runs a tool's body: the one place where exceptions become exit codes.
int guarded(const std::string& tool, const std::function<int()>& body);

}  // namespace probation::tools
