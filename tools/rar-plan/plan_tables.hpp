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
// The cohort's table, with the cases that could not be asked.
std::string cohort_table(const std::string& csv, const render::Account& account, bool is_appended);
// The cohort's table, a sheet for each group, those who wait, About this run.
std::string cohort_workbook(const Invocation& invocation, const render::Json& cohort, const std::string& csv,
                            Language language, const render::Account& account);
// Sessions of the plans are told by every run of their cases; nothing else in the file is touched.
std::string published_plans(Invocation& invocation, const Target& target, const std::vector<render::Json>& plans,
                            const std::string& fresh);
// `is_whole`: every case was asked, so that a group that is not told runs no more.
std::string published_cohort(Invocation& invocation, const Target& target, const std::string& fresh, bool is_whole);

}  // namespace probation::tools
