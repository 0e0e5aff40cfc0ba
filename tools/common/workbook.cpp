#include "tools/common/workbook.hpp"

#include <algorithm>
#include <map>

#include "render/missing_table.hpp"
#include "tools/common/case_table.hpp"
#include "tools/world/files.hpp"
#include "tools/world/memory_file.hpp"

namespace probation::tools {

using render::Json;
using render::Table;

std::string workbook_bytes(const render::Workbook& workbook) {
  return bytes_written([&](const std::string& path) {
    if (!render::write_xlsx(workbook, path)) throw WorldFailure("xlsx", "the workbook could not be made");
  });
}

const std::vector<std::string>& due_columns() {
  static const std::vector<std::string> columns =
      case_table_columns({"kind", "due", "state", "days_left", "computed", "source", "missing"});
  return columns;
}

Table cases_table(const render::RunOutput& run, const Pictures& pictures) {
  std::vector<Json> rows;
  std::map<std::pair<std::string, std::string>, const CasePicture*> whose;
  for (const CasePicture* one : pictures.cases()) whose.emplace(std::pair(one->file, one->crn), one);
  for (const rules::CaseSummary& summary : run.cases) {
    const auto at = whose.find({summary.file, summary.crn});
    const auto code = [&](std::string CasePicture::*which) {
      return at == whose.end() ? Json(nullptr) : render::or_null(at->second->*which);
    };
    for (const rules::OrderSummary& order : summary.orders)
      for (const rules::RequirementSummary& r : order.requirements)
        rows.push_back({{"schema", "case_summary/1"},
                        {"crn", render::or_null(summary.crn)},
                        {"order_id", render::or_null(order.order_id)},
                        {"requirement_id", render::or_null(r.requirement_id)},
                        {"region", code(&CasePicture::region)},
                        {"pdu", code(&CasePicture::pdu)},
                        {"team", code(&CasePicture::team)},
                        {"officer", code(&CasePicture::officer)},
                        {"type", render::or_null(r.type)},
                        {"max_days", render::or_null(r.max_days)},
                        {"days_counted", render::or_null(r.days_counted)},
                        {"days_left", render::or_null(r.days_left)},
                        {"errors", summary.findings[0]},
                        {"warnings", summary.findings[1]},
                        {"notes", summary.findings[2]},
                        {"undetermined", summary.outcomes[rules::Verdict::undetermined]},
                        {"file", summary.file}});
  }
  return render::flat_table(
      rows, {"crn", "order_id", "requirement_id", "region", "pdu", "team", "officer", "type", "max_days",
             "days_counted", "days_left", "errors", "warnings", "notes", "undetermined", "file"});
}

std::string check_workbook(const render::RunOutput& run, const Pictures* pictures,
                           const std::vector<caseload::GapTotal>& lacks, Language language) {
  const auto name = [&](std::string_view heading) { return render::sheet_name(heading, language); };
  render::Workbook workbook{run.as_of, language, {}, render::about_run(render::summary_json(run))};
  workbook.sheets.push_back({name("findings"), render::findings_table(run)});
  workbook.sheets.push_back({name("missing"), render::missing_table(lacks)});
  if (pictures != nullptr) {
    workbook.sheets.push_back({name("cases"), cases_table(run, *pictures)});
    std::vector<Json> due;
    for (DueRecord& record : listed_due(*pictures, run.as_of + Days{due_within_days}))
      due.push_back(std::move(record.json));
    workbook.sheets.push_back({name("due"), render::flat_table(due, due_columns())});
    MeasureTable measures;
    for (const CasePicture* one : pictures->cases())
      for (const MeasuredUnit& unit : one->measured) measures.add(unit);
    workbook.sheets.push_back({name("measures"), render::flat_table(measures.records(), measure_columns())});
  }
  return workbook_bytes(workbook);
}

std::string records_workbook(const std::string& command, const std::vector<Json>& records,
                             const std::vector<std::string>& columns, const Json& summary, Date as_of,
                             Language language) {
  std::string heading = command == "suggest" || command == "verify" ? "plan" : command;
  std::replace(heading.begin(), heading.end(), ' ', '_');
  render::Workbook workbook{as_of, language, {}, render::about_run(summary)};
  workbook.sheets.push_back({render::sheet_name(heading, language), render::flat_table(records, columns)});
  const std::string schema = !records.empty()       ? records.front().value("schema", "")
                             : command == "recount" ? "recount/1"
                                                    : "";
  for (render::NamedTable& inner : render::inner_tables(schema, records)) {
    std::string title = render::phrase("field", inner.name, language).substr(0, 31);
    const bool taken = std::any_of(workbook.sheets.begin(), workbook.sheets.end(),
                                   [&](const render::Sheet& sheet) { return sheet.name == title; });
    if (!taken) workbook.sheets.push_back({std::move(title), std::move(inner.table)});
  }
  return workbook_bytes(workbook);
}

}  // namespace probation::tools
