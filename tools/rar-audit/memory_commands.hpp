// The commands about the memory of runs: trend, diff --runs, forget; and what `check` appends to it.
#pragma once
#include <string>
#include <vector>

#include "tools/common/run.hpp"

namespace probation::tools {

struct MemoryFlags {
  std::string scope, from, before;
  std::vector<std::string> measures, crns, runs;
};
void add_trend_command(Command& app, Options& options, MemoryFlags& flags);
void add_forget_command(Command& app, Options& options, MemoryFlags& flags);

int run_trend(Options& options, const MemoryFlags& flags);
int run_forget(Options& options, const MemoryFlags& flags);

}  // namespace probation::tools
