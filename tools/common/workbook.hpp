// Which sheets a workbook has: those of `check`, and those of a command that prints a table.
#pragma once
#include <string>
#include <vector>

#include "model/words.hpp"
#include "render/xlsx.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

// Findings, missing facts, cases, due, measures, about this run. Without pictures: findings and missing facts alone.
// `lacks`: of all its cases, whatever is printed.
std::string check_workbook(const render::RunOutput& run, const Pictures* pictures,
                           const std::vector<caseload::GapTotal>& lacks, Language language);
// The table, the lists of records within it, about this run. `command` names the first sheet.
std::string records_workbook(const std::string& command, const std::vector<render::Json>& records,
                             const std::vector<std::string>& columns, const render::Json& summary, Date as_of,
                             Language language);

// A row a requirement of `cases`.
render::Table cases_table(const render::RunOutput& run, const Pictures& pictures);

std::string workbook_bytes(const render::Workbook& workbook);

const std::vector<std::string>& due_columns();  // of CSV and sheets

}  // namespace probation::tools
