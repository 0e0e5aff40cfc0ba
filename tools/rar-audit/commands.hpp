// The subcommands of rar-audit that print tables of facts, one file each.
#pragma once
#include <optional>
#include <string>

#include "facts/case_facts.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

int run_recount(Session& session, const Options& options);
int run_forecast(Session& session, const Options& options);
int run_measures(Session& session, const Options& options);
int run_baseline(Session& session, const Options& options);
int run_diff(Session& session, const Options& options);
int run_merge(Session& session, const Options& options);

// What every case-level table begins with; the manager's codes are left out under an access limitation.
inline std::string manager_code(const CaseFile& file, Located<std::string> Manager::*which) {
  return file.manager && ((*file.manager).*which) && !file.limited_access.is(true) ? *((*file.manager).*which) : std::string{};
}
render::Json case_columns(const std::string& schema, const CaseFile& file, const Order* order, const Requirement* requirement);
// Their names for CSV, then those of the table.
std::vector<std::string> case_table_columns(const std::vector<std::string>& own);

}  // namespace probation::tools
