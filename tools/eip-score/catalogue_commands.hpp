// check, suite, regions, overlap and register: a catalogue of interventions, what the regions chose from it, and the
// moves of an intervention through its states.
#pragma once
#include "tools/eip-score/options.hpp"

namespace probation::tools {

// `catalogue` must outlive `app`.
void add_catalogue_commands(Command& app, Options& options, CatalogueOptions& catalogue);
// Runs the chosen one.
int run_catalogue_command(const Command& app, Options& options, const CatalogueOptions& catalogue);

}  // namespace probation::tools
