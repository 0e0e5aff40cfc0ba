#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "render/panel/pages.hpp"
#include "tools/common/records.hpp"
#include "tools/common/summary_alone.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/sheets.hpp"

namespace probation::tools {

int run_score(Options& options, const PanelOptions& panel, const std::string& policy_name) {
  Sheets input(options, policy_name);
  const std::vector<Target> outputs = targets(options, "score", sheet_formats);
  summary_fits(options, {"text", "json", "ndjson", "markdown"});
  if (const auto code = input.read()) return *code;
  const Appraised appraised = appraise_all(input, {panel.seed, panel.replicates}, options.all);
  const int code = exit_of(input, appraised, options.fail_on);
  std::vector<render::Json> records;
  for (const render::AppraisedSheet& sheet : appraised.sheets) records.push_back(render::to_json(sheet));
  render::Account account = input.account(appraised.sheets);
  account.records = {{"appraisal/1", static_cast<std::int64_t>(records.size())}};
  if (!appraised.sittings.empty())
    account.records.emplace_back("sitting/1", static_cast<std::int64_t>(appraised.sittings.size()));
  return put(input.invocation(), account, outputs, code, [&](const Target& target) {
    const std::string& format = target.format;
    std::string out;
    if (options.summary && target.is_primary) {
      render::Account alone = account;
      alone.records.clear();  // none stands before it
      if (format == "json") return dumped(summary_of(input, appraised.sheets, alone, code));
      if (format == "ndjson") return summary_of(input, appraised.sheets, alone, code).dump() + "\n";
      for (const render::AppraisedSheet& sheet : appraised.sheets) out += render::summary_line(sheet);
      return out;
    }
    if (format == "json" && records.size() == 1) return dumped(with_account(records.front(), account));
    if (format == "csv") return csv_with_unreadable(records, render::appraisal_columns(), account);
    std::vector<render::Json> sittings;
    for (const render::SittingOutput& sitting : appraised.sittings)
      sittings.push_back(render::to_json(sitting, appraised.sheets));
    if (format == "html")
      return render::panel_html(records, sittings, fmt::format("eip-score {}", version()), account_on_page(account),
                                render::web::Speech(language_option(options)));
    if (format == "json")
      return dumped(
          with_account({{"schema", "appraisals/1"}, {"appraisals", records}, {"sittings", sittings}}, account));
    if (format == "ndjson") {
      std::vector<render::Json> all = records;
      all.insert(all.end(), sittings.begin(), sittings.end());
      return render::ndjson(all, summary_of(input, appraised.sheets, account, code));
    }
    const bool markdown = format == "markdown";
    for (const render::AppraisedSheet& sheet : appraised.sheets)
      out += (out.empty() ? "" : "\n") +
             safe_text(markdown ? render::markdown(sheet, language_option(options)) : render::text(sheet),
                       Kept::tabs_and_lines);
    for (const render::SittingOutput& sitting : appraised.sittings)
      out += "\n" +
             safe_text(markdown ? render::markdown(sitting, appraised.sheets) : render::text(sitting, appraised.sheets),
                       Kept::tabs_and_lines);
    return out;
  });
}

}  // namespace probation::tools
