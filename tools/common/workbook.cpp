#include "tools/common/workbook.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "render/missing_table.hpp"
#include "tools/common/case_table.hpp"
#include "tools/world/files.hpp"
#include "tools/world/memory_file.hpp"
#include "tools/world/sorted_runs.hpp"

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

Table cases_table(const render::RunOutput& run, const std::vector<const CasePicture*>& pictures) {
  std::vector<Json> rows;
  std::map<std::pair<std::string, std::string>, const CasePicture*> whose;
  for (const CasePicture* one : pictures) whose.emplace(std::pair(one->file, one->crn), one);
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
                        {"undetermined", summary.undetermined},
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
  workbook.sheets.push_back({name("findings"), render::findings_table(run, language)});
  workbook.sheets.push_back({name("missing"), render::missing_table(lacks)});
  if (pictures != nullptr) {
    workbook.sheets.push_back({name("cases"), cases_table(run, pictures->cases())});
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

namespace {

// Rows of a part for the sheets that stand in the order of the cases; the others add up or are sorted.
struct SheetRows : CaseOutput::Kept {
  std::vector<std::vector<Json>> findings, cases;
  std::vector<std::pair<std::string, std::string>> due;  // by key
  caseload::GapSums lacks{caseload::GapsBy::fact};
  MeasureTable measures;
};

class WorkbookOutput : public CaseOutput {
 public:
  WorkbookOutput(Target target, Date as_of, Language language)
      : target_(std::move(target)), as_of_(as_of), language_(language) {}

  [[nodiscard]] std::unique_ptr<Kept> look(const render::RunOutput& part, const Cases&) const override {
    auto kept = std::make_unique<SheetRows>();
    kept->lacks.add(part.findings, part.lacks);
    return kept;
  }

  void show(Kept& made, const render::RunOutput& part, const Cases& cases) const override {
    auto& kept = static_cast<SheetRows&>(made);
    kept.findings = render::findings_table(part, language_).rows;
    kept.findings.resize(kept.findings.size() - part.unread.size());  // they stand behind the findings of all cases
    kept.cases = cases_table(part, pointers_to(cases)).rows;
    for (const CasePicture& one : cases) {
      for (const MeasuredUnit& unit : one.measured) kept.measures.add(unit);
      for (const DueRecord& record : one.due)
        if (is_listed(record.row, as_of_ + Days{due_within_days}))
          kept.due.emplace_back(key_of(record), render::written(record.json));
    }
    constexpr std::size_t about_a_row = 2500, about_a_date = 1000;
    kept.held = (kept.findings.size() + kept.cases.size()) * about_a_row + kept.due.size() * about_a_date;
  }

  void take(std::unique_ptr<Kept> made) override {
    auto& kept = static_cast<SheetRows&>(*made);
    begin();
    for (const std::vector<Json>& row : kept.findings) book_->add(findings_, "finding/1", row);
    for (const std::vector<Json>& row : kept.cases) book_->add(cases_, "case_summary/1", row);
    for (auto& [key, row] : kept.due) due_rows_.add(std::move(key), std::move(row));
    lacks_.add(std::move(kept.lacks));
    measured_.add(kept.measures);
  }

  bool finish(const render::RunOutput& totals) override {
    begin();
    render::RunOutput unread{totals.tool, totals.version, totals.as_of, {}, {}, {}, totals.unread, 0, {}};
    add_table(findings_, render::findings_table(unread, language_));
    const Table missing = render::missing_table(lacks_.totals());
    book_->set_columns(missing_, missing);  // a column each rule that asked
    add_table(missing_, missing);
    due_rows_.each([&](std::string_view, std::string_view line) {
      if (const std::optional<Json> record = Json::parse(line))
        add_table(due_, render::flat_table({*record}, due_columns()));
    });
    add_table(measures_, render::flat_table(measured_.records(), measure_columns()));
    if (!book_->finish(render::about_run(render::summary_json(totals))))
      throw WorldFailure("xlsx", "the workbook could not be made");
    bool is_read = true;
    if (target_.path == "-") file_->give([&](std::string_view bytes) { is_read = is_read && write_out(bytes); });
    else write_target(target_, [&](const Bytes& write) { file_->give(write); });
    return is_read;
  }

 private:
  // The sheets, in their order, when the first row comes: until then the run may turn out to be held.
  void begin() override {
    if (book_) return;
    file_ = std::make_unique<NamelessFile>();
    book_ = std::make_unique<render::GrowingWorkbook>(file_->path(), as_of_, language_);
    const auto sheet = [&](std::string_view heading, const Table& table) {
      return book_->begin(render::sheet_name(heading, language_), table);
    };
    const render::RunOutput nothing{{}, {}, as_of_, {}, {}, {}, {}, 0, {}};
    findings_ = sheet("findings", render::findings_table(nothing, language_));
    missing_ = sheet("missing", {});
    cases_ = sheet("cases", cases_table(nothing, {}));
    due_ = sheet("due", render::flat_table({}, due_columns()));
    measures_ = sheet("measures", render::flat_table({}, measure_columns()));
  }
  void add_table(std::size_t sheet, const Table& table) {
    for (const std::vector<Json>& row : table.rows) book_->add(sheet, table.schema, row);
  }

  Target target_;
  Date as_of_;
  Language language_;
  std::unique_ptr<NamelessFile> file_;
  std::unique_ptr<render::GrowingWorkbook> book_;
  std::size_t findings_ = 0, missing_ = 0, cases_ = 0, due_ = 0, measures_ = 0;
  SortedRuns due_rows_{std::size_t{4} << 20};
  caseload::GapSums lacks_{caseload::GapsBy::fact};
  MeasureTable measured_;
};

}  // namespace

std::unique_ptr<CaseOutput> workbook_output(Target target, Date as_of, Language language) {
  return std::make_unique<WorkbookOutput>(std::move(target), as_of, language);
}

namespace {

std::string heading_of(std::string command) {
  std::replace(command.begin(), command.end(), ' ', '_');
  return command == "suggest" || command == "verify" ? "plan" : command;
}

std::string title_of(const std::string& member, Language language) {
  return render::phrase("field", member, language).substr(0, 31);
}

}  // namespace

void write_records_workbook(const std::string& command, const EachRecord& each, const std::vector<std::string>& columns,
                            const Json& summary, Date as_of, Language language, const Bytes& write) {
  render::TableShape shape(columns);
  std::optional<render::InnerShapes> inner;
  each([&](const Json& record) {
    if (!inner) inner.emplace(record.value("schema", ""));
    shape.see(record);
    inner->see(record);
  });
  if (!inner) inner.emplace(command == "recount" ? "recount/1" : "");
  const NamelessFile file;
  render::GrowingWorkbook book(file.path(), as_of, language);
  struct Inner {
    std::string name;
    std::size_t sheet;
    std::vector<std::string> paths;
    std::string schema;
  };
  std::vector<Inner> lists;
  const Table head = shape.head();
  std::vector<std::string> titles{render::sheet_name(heading_of(command), language)};
  const std::size_t first = book.begin(titles.front(), head);
  for (const render::InnerShapes::Inner& one : inner->all()) {
    const std::string title = title_of(one.name, language);
    if (std::find(titles.begin(), titles.end(), title) != titles.end()) continue;
    titles.push_back(title);
    const Table table = one.shape.head();
    lists.push_back({one.name, book.begin(title, table), one.shape.paths(), table.schema});
  }
  const std::vector<std::string> paths = shape.paths();
  each([&](const Json& record) {
    book.add(first, head.schema, render::row_of(record, paths));
    for (const Inner& list : lists)
      inner->each_row(record, list.name,
                      [&](const Json& row) { book.add(list.sheet, list.schema, render::row_of(row, list.paths)); });
  });
  if (!book.finish(render::about_run(summary))) throw WorldFailure("xlsx", "the workbook could not be made");
  file.give(write);
}

std::string records_workbook(const std::string& command, const std::vector<Json>& records,
                             const std::vector<std::string>& columns, const Json& summary, Date as_of,
                             Language language) {
  render::Workbook workbook{as_of, language, {}, render::about_run(summary)};
  workbook.sheets.push_back({render::sheet_name(heading_of(command), language), render::flat_table(records, columns)});
  const std::string schema = !records.empty()       ? records.front().value("schema", "")
                             : command == "recount" ? "recount/1"
                                                    : "";
  for (render::NamedTable& inner : render::inner_tables(schema, records)) {
    std::string title = title_of(inner.name, language);
    const bool taken = std::any_of(workbook.sheets.begin(), workbook.sheets.end(),
                                   [&](const render::Sheet& sheet) { return sheet.name == title; });
    if (!taken) workbook.sheets.push_back({std::move(title), std::move(inner.table)});
  }
  return workbook_bytes(workbook);
}

}  // namespace probation::tools
