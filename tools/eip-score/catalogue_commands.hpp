// check, suite, regions, overlap and register: a catalogue of interventions, what the regions chose from it, and the
// moves of an intervention through its states.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "tools/common/cli.hpp"

namespace probation::tools {

struct CatalogueOptions {
  std::string to, date, successor, framework, review_date, sitting;
  std::vector<std::string> conditions, owners, due;
  std::int64_t new_version = 0;
  bool dry_run = false;
  double lock_timeout = 10;
};

// `catalogue` must outlive `app`.
void add_catalogue_commands(Command& app, Options& options, CatalogueOptions& catalogue);
// Runs the chosen one.
int run_catalogue_command(const Command& app, Options& options, const CatalogueOptions& catalogue);

}  // namespace probation::tools
