// The subcommands of rar-audit that print tables of facts, one file each.
#pragma once
#include <optional>
#include <string>

#include "facts/case_facts.hpp"
#include "tools/common/case_table.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

int run_due(Session& session, const Options& options);
int run_recount(Session& session, const Options& options);
int run_forecast(Session& session, const Options& options);
int run_measures(Session& session, const Options& options);
int run_baseline(Session& session, const Options& options);
int run_diff(Session& session, const Options& options);
int run_merge(Session& session, const Options& options);

}  // namespace probation::tools
