#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "render/panel/pages.hpp"
#include "tools/common/records.hpp"
#include "tools/common/summary_alone.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/sheets.hpp"

namespace probation::tools {

int run_report(Options& options, const PanelOptions& panel, const std::string& policy_name) {
  Sheets input(options, policy_name);
  const std::vector<Target> outputs = targets(options, "report", sheet_formats);
  summary_fits(options, {"text", "json", "ndjson", "markdown"});
  if (const auto code = input.read()) return *code;
  const Appraised appraised = appraise_all(input, {panel.seed, 1}, false);
  const int code = input.incomplete() ? static_cast<int>(unreadable) : input.nothing().value_or(done);
  const CatalogueFacts* catalogue = input.invocation().settings().catalogue;
  std::vector<appraisal::Feedback> feedback;
  std::vector<render::Json> records;
  bool looked_up = false;
  for (const render::AppraisedSheet& sheet : appraised.sheets) {
    const auto& id = sheet.appraisal->facts.sheet.intervention;
    const Intervention* shown = catalogue != nullptr && id ? catalogue->find(id->text) : nullptr;
    looked_up = looked_up || shown != nullptr;
    feedback.push_back(appraisal::feedback_of(*sheet.appraisal, shown));
    records.push_back(render::to_json(sheet, feedback.back()));
  }
  if (looked_up && catalogue->name == national_catalogue_name)
    input.invocation().note(fmt::format("no catalogue given: {} is used", national_catalogue_name));
  render::Account account = input.account(appraised.sheets);
  account.records = {{"report/1", static_cast<std::int64_t>(records.size())}};
  return put(input.invocation(), account, outputs, code, [&](const Target& target) {
    if (options.summary && target.is_primary) {
      render::Account alone = account;
      alone.records.clear();  // none stands before it
      if (target.format == "json") return dumped(summary_of(input, appraised.sheets, alone, code));
      if (target.format == "ndjson") return summary_of(input, appraised.sheets, alone, code).dump() + "\n";
      std::string lines;
      for (const render::AppraisedSheet& sheet : appraised.sheets) lines += render::summary_line(sheet);
      return lines;
    }
    if (target.format == "json")
      return dumped(with_account(
          records.size() == 1 ? records.front() : render::Json{{"schema", "reports/1"}, {"reports", records}},
          account));
    if (target.format == "ndjson") return render::ndjson(records, summary_of(input, appraised.sheets, account, code));
    if (target.format == "csv") return csv_with_unreadable(records, render::report_columns(), account);
    if (target.format == "html")
      return render::report_html(records, fmt::format("eip-score {}", version()), account_on_page(account),
                                 render::web::Speech(language_option(options)));
    std::string out;
    for (std::size_t i = 0; i < appraised.sheets.size(); ++i) {
      const render::AppraisedSheet& sheet = appraised.sheets[i];
      out += (out.empty() ? "" : "\n") + safe_text(target.format == "text"
                                                       ? render::text(sheet, feedback[i])
                                                       : render::markdown(sheet, feedback[i], language_option(options)),
                                                   Kept::tabs_and_lines);
    }
    return out;
  });
}

}  // namespace probation::tools
