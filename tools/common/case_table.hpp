// What every table about cases begins with, as JSON members and as columns of CSV: the case, the order, the requirement
// and the manager's codes. The codes are left out under an access limitation.
#pragma once
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "model/case_file.hpp"
#include "render/run/json.hpp"

namespace probation::tools {

std::string manager_code(const CaseFile& file,
                         Located<std::string> Manager::*which);  // empty: not recorded, or limited
// A record of `schema` that begins so; without order or requirement these are null.
render::Json case_columns(const std::string& schema, const CaseFile& file, const Order* order,
                          const Requirement* requirement);
// Every amount that one can be where it is not known, sorted; empty where it is known, or can be anything.
render::Json possible_amounts(const KnownAmount& amount);
// The names of these columns, then those of the table.
std::vector<std::string> case_table_columns(const std::vector<std::string>& own);

}  // namespace probation::tools
