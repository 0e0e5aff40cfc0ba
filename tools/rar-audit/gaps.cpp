// gaps: over a caseload, which missing facts would decide most, in the order in which to record them.
#include "caseload/gaps.hpp"

#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/missing_table.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using caseload::GapsBy;
using caseload::GapTotal;
using render::Json;

namespace {

GapsBy by_option(const std::string& value) {
  static const std::map<std::string, GapsBy, std::less<>> known{
      {"fact", GapsBy::fact}, {"region", GapsBy::region},   {"pdu", GapsBy::pdu},
      {"team", GapsBy::team}, {"officer", GapsBy::officer}, {"table", GapsBy::table}};
  std::vector<std::string_view> words;
  for (const auto& [word, by] : known) words.push_back(word);
  return known.at(one_of("--by", value, words));
}

std::string percent(const GapTotal& total) { return fmt::format("{:.1f}", 100.0 * render::share_decided(total)); }

std::string text_of(const std::vector<GapTotal>& totals, const std::string& by, std::int64_t open, Date as_of) {
  std::string out = fmt::format("gaps as of {}{}: {} wait{}\n", format(as_of), by == "fact" ? "" : " by " + by,
                                counted(open, "question"), open == 1 ? "s" : "");
  std::size_t width = 4;
  for (const GapTotal& total : totals) width = std::max(width, total.fact.size());
  out += fmt::format("{:<{}} {:>6} {:>9} {:>6} {:>8}  {}\n", "fact", width, "cases", "questions", "alone", "decided %",
                     "rules");
  const std::string* group = nullptr;
  for (const GapTotal& total : totals) {
    if (by != "fact" && (group == nullptr || *group != total.group))
      out += fmt::format("{} {}\n", by, total.group.empty() ? "-" : render::visible(total.group));
    group = &total.group;
    std::string rules;
    for (const auto& [id, count] : total.rules) rules += fmt::format("{}{} {}", rules.empty() ? "" : ", ", id, count);
    out += fmt::format("{:<{}} {:>6} {:>9} {:>6} {:>9}  {}\n", render::visible(total.fact), width, total.cases,
                       total.questions, total.alone, percent(total), rules);
  }
  return out + "decided %: the share of the questions that are decided once this fact and all above it are recorded\n";
}

}  // namespace

int run_gaps(Invocation& invocation, const Options& options) {
  const std::string by = options.by.empty() ? std::string("fact") : options.by;
  const GapsBy wanted = by_option(by);
  const caseload::Request request = invocation.request();
  rules::Settings settings = invocation.settings();
  settings.detail.passes = false;
  settings.detail.excerpts = false;
  // What is counted is what questions wait for; their words are read where one is told from others or given pseudonyms.
  settings.detail.questions = options.redact || !options.baseline.empty() || invocation.is_suppressing();
  caseload::Result result = caseload::check_cases(invocation.world(), request, settings);
  caseload::Result read;  // what is said of it: files and documents, not what cases got wrong
  read.files = result.files;
  read.judged = result.judged;
  read.accounts = result.accounts;
  read.skipped = result.skipped;
  read.unreadable_files = result.unreadable_files;
  read.unreadable = result.unreadable;
  for (const rules::Finding& finding : result.findings)
    if (finding.rule->check_document != nullptr) read.findings.push_back(finding);
  render::RunOutput run = invocation.judged(std::move(result));
  if (options.redact) render::redact(run);  // codes of officers name groups
  const std::vector<GapTotal> totals = caseload::gap_totals(run.findings, run.lacks, wanted);
  std::vector<Json> records;
  for (const GapTotal& total : totals) records.push_back(render::to_json(total, by));
  return invocation.finish_records("gaps", read, records, render::gap_total_columns(),
                                   [&] { return text_of(totals, by, run.summary.undetermined, invocation.as_of()); });
}

}  // namespace probation::tools
