// rar-plan cohort: the groups of a region and the people who need them.
#pragma once
#include <string>

#include "tools/common/run.hpp"

namespace probation::tools {

struct CohortFlags {
  std::string from, until, what_if, decided, verify, time_limit;
  double gap = 0;
};

void add_cohort_command(Command& app, Options& options, CohortFlags& flags);
int run_cohort(Options& options, const CohortFlags& flags);

}  // namespace probation::tools
