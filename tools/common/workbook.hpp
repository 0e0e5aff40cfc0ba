// Which sheets a workbook has: those of `check`, and those of a command that prints a table.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/words.hpp"
#include "render/xlsx.hpp"
#include "tools/common/case_output.hpp"
#include "tools/common/output.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

// Findings, missing facts, cases, due, measures, about this run. Without pictures: findings and missing facts alone.
// `lacks`: of all its cases, whatever is printed.
std::string check_workbook(const render::RunOutput& run, const Pictures* pictures,
                           const std::vector<caseload::GapTotal>& lacks, Language language);
// The same of a run that is not held.
std::unique_ptr<CaseOutput> workbook_output(Target target, Date as_of, Language language);
// The table, the lists of records within it, about this run. `command` names the first sheet.
std::string records_workbook(const std::string& command, const std::vector<render::Json>& records,
                             const std::vector<std::string>& columns, const render::Json& summary, Date as_of,
                             Language language);

// The same of records that are not held: `each` gives them in their order, as often as it is asked.
using EachRecord = std::function<void(const std::function<void(const render::Json&)>&)>;
void write_records_workbook(const std::string& command, const EachRecord& each, const std::vector<std::string>& columns,
                            const render::Json& summary, Date as_of, Language language, const Bytes& write);

// A row a requirement of `cases`.
render::Table cases_table(const render::RunOutput& run, const std::vector<const CasePicture*>& pictures);

std::string workbook_bytes(const render::Workbook& workbook);

const std::vector<std::string>& due_columns();  // of CSV and sheets

}  // namespace probation::tools
