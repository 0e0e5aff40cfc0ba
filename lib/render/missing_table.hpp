// Which facts a run lacks, most useful first: gap_total/1, and the same as a table.
#pragma once
#include <string>
#include <vector>

#include "caseload/gaps.hpp"
#include "render/table.hpp"

namespace probation::render {

// `by`: what the totals are by; `fact`: one group.
Json to_json(const caseload::GapTotal& total, const std::string& by);
const std::vector<std::string>& gap_total_columns();
Table missing_table(const std::vector<caseload::GapTotal>& totals);

// Four decimals, half up, in whole numbers: the same on every machine. Only all of it is 1.
double share_decided(const caseload::GapTotal& total);

}  // namespace probation::render
