// Findings and tables of records as a page: for a team meeting, or beside a pipeline's result.
#pragma once
#include <string>
#include <vector>

#include "render/run/json.hpp"

namespace probation::render {

std::string html(const RunOutput& run);
// Columns as for CSV.
std::string html(const std::string& title, const std::vector<Json>& records, const std::vector<std::string>& columns);

}  // namespace probation::render
