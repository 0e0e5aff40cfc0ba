// The subcommands of eip-score, one file each; each returns its exit code.
#pragma once
#include <string>

#include "tools/common/run.hpp"
#include "tools/eip-score/options.hpp"

namespace probation::tools {

int run_check(Invocation& invocation, const Options& options);
int run_suite(Invocation& invocation, const Options& options);
int run_regions(Invocation& invocation, const Options& options);
int run_overlap(Invocation& invocation, const Options& options);
int run_move(Invocation& invocation, const Options& options, const CatalogueOptions& flags);
int run_undo(Invocation& invocation, const Options& options, const CatalogueOptions& flags);
int run_met(Invocation& invocation, const Options& options, const CatalogueOptions& flags);
int run_log(Invocation& invocation, const Options& options);
int run_register_due(Invocation& invocation, const Options& options);
int run_import(Invocation& invocation, const Options& options, const CatalogueOptions& flags);
int run_minutes(Invocation& invocation, const Options& options, const CatalogueOptions& flags);

// `policy_name`: an eip_policy/1, empty: what each sheet names.
int run_score(Options& options, const PanelOptions& panel, const std::string& policy_name);
int run_report(Options& options, const PanelOptions& panel, const std::string& policy_name);
int run_agreement(Options& options, const PanelOptions& panel, const std::string& policy_name);

}  // namespace probation::tools
