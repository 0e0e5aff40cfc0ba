// The subcommands of rar-audit that print tables of facts, one file each.
#pragma once
#include <optional>
#include <string>

#include "facts/case/case_facts.hpp"
#include "tools/common/case_table.hpp"
#include "tools/common/run.hpp"
#include "tools/rar-audit/memory_commands.hpp"

namespace probation::tools {

int run_due(Invocation& invocation, const Options& options);
int run_recount(Invocation& invocation, const Options& options);
int run_forecast(Invocation& invocation, const Options& options);
int run_gaps(Invocation& invocation, const Options& options);
int run_measures(Invocation& invocation, const Options& options);
int run_baseline(Invocation& invocation, const Options& options);
int run_diff(Invocation& invocation, const Options& options, const MemoryFlags& flags);
int run_shards(Invocation& invocation, const Options& options);
int run_merge(Invocation& invocation, const Options& options);

}  // namespace probation::tools
