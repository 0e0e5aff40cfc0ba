#include "tools/common/summary_alone.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/json.hpp"
#include "render/run/text.hpp"
#include "tools/common/account.hpp"

namespace probation::tools {

void summary_fits(const Options& options, const std::vector<std::string_view>& fitting) {
  if (!options.summary) return;
  const bool goes_elsewhere = std::any_of(options.output.begin(), options.output.end(),
                                          [](const std::string& given) { return given.ends_with("=-"); });
  if (goes_elsewhere && !options.given("--format")) return;  // --format says nothing then
  if (std::find(fitting.begin(), fitting.end(), options.format) == fitting.end())
    throw UsageError{fmt::format("--summary: has no form in {}; one of {}", options.format, fmt::join(fitting, ", "))};
}

std::string table_summary(const std::string& command, const render::RunOutput& run, const std::string& format) {
  render::RunOutput alone = run;
  alone.account.records.clear();  // none stands before it
  const render::Json record = render::summary_json(alone);
  if (format == "json") return render::written(record, 2) + "\n";
  if (format == "ndjson") return render::written(record) + "\n";
  std::string rows;
  for (const auto& [schema, count] : run.account.records) rows += fmt::format(", {} {}", count, schema);
  const std::string words = fmt::format("{} as of {} under policy {}: {}{}; {} undetermined\nverdict: {} (exit {})\n",
                                        command, probation::format(run.as_of), run.policy, render::judged_words(run),
                                        rows, run.summary.undetermined, run.summary.verdict, run.summary.exit);
  return (format == "markdown" ? "```\n" + words + "```\n" : words) + account_end(run.account, format);
}

}  // namespace probation::tools
