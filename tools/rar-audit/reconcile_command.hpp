// The command reconcile of rar-audit.
#pragma once
#include <string>

#include "tools/common/run.hpp"

namespace probation::tools {

struct ReconcileOptions {
  std::string mapping, from, provider;
};
void add_reconcile_flags(Command& command, ReconcileOptions& own, Options& options);
int run_reconcile(Options& options, const ReconcileOptions& own);

}  // namespace probation::tools
