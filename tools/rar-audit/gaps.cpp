// gaps: over a caseload, which missing facts would decide most, in the order in which to record them.
#include "caseload/gaps.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/missing_table.hpp"
#include "render/run/text.hpp"
#include "tools/common/record_stream.hpp"
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

std::size_t fact_width(const std::vector<GapTotal>& totals) {
  std::size_t width = 4;
  for (const GapTotal& total : totals) width = std::max(width, total.fact.size());
  return width;
}

std::string head_of(std::size_t width, const std::string& by, std::int64_t open, Date as_of) {
  return fmt::format("gaps as of {}{}: {} wait{}\n", format(as_of), by == "fact" ? "" : " by " + by,
                     counted(open, "question"), open == 1 ? "s" : "") +
         fmt::format("{:<{}} {:>6} {:>9} {:>6} {:>8}  {}\n", "fact", width, "cases", "questions", "alone", "decided %",
                     "rules");
}

std::string row_of(const GapTotal& total, std::size_t width) {
  std::string rules;
  for (const auto& [id, count] : total.rules) rules += fmt::format("{}{} {}", rules.empty() ? "" : ", ", id, count);
  return fmt::format("{:<{}} {:>6} {:>9} {:>6} {:>9}  {}\n", render::visible(total.fact), width, total.cases,
                     total.questions, total.alone, percent(total), rules);
}

}  // namespace

int run_gaps(Invocation& invocation, const Options& options) {
  const std::string by = options.by.empty() ? std::string("fact") : options.by;
  const GapsBy wanted = by_option(by);
  RecordStream rows(invocation, "gaps", render::gap_total_columns());
  caseload::GapSums sums(wanted);
  const std::int64_t open = rows.judge(
      [&](const render::RunOutput& part) {
        caseload::GapSums own(wanted);
        own.add(part.findings, part.lacks);
        return own;
      },
      [&](caseload::GapSums&& own) { sums.add(std::move(own)); });
  const std::vector<GapTotal> totals = sums.totals();
  const std::size_t width = fact_width(totals);
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const std::string key = totals[i].group + '\0' + fmt::format("{:010}", i);
    rows.add(key, render::to_json(totals[i], by), row_of(totals[i], width));
  }
  RecordStream::Words words;
  words.head = head_of(width, by, open, invocation.as_of());
  words.end = "decided %: the share of the questions that are decided once this fact and all above it are recorded\n";
  if (by != "fact")
    words.heading = [&](std::string_view group) {
      return fmt::format("{} {}\n", by, group.empty() ? "-" : render::visible(group));
    };
  return rows.finish(words);
}

}  // namespace probation::tools
