// Plans as tables: a row a session, for CSV and sheets; and as a calendar laid over the one that is there.
#pragma once
#include <string>
#include <vector>

#include "tools/common/run.hpp"

namespace probation::tools {

std::string plans_csv(const std::vector<render::Json>& plans, const render::Account& account);
// Plan, Sessions, About this run.
std::string plans_workbook(const Invocation& invocation, const std::vector<render::Json>& plans, Language language,
                           const render::Account& account);
// A table that is CSV already, in a sheet of that heading; About this run.
std::string csv_workbook(const Invocation& invocation, const std::string& heading, const std::string& csv,
                         Language language, const render::Account& account);
// Sessions and reviews of the plan's case are told by every run of it; nothing else in the file is touched.
std::string published_plan(Invocation& invocation, const Target& target, const render::Json& plan,
                           const std::string& fresh);
std::string published_cohort(Invocation& invocation, const Target& target, const std::string& fresh);

}  // namespace probation::tools
