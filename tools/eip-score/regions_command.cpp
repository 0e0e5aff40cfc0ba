#include <algorithm>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/text.hpp"
#include "document/refused.hpp"
#include "facts/catalogue/regions.hpp"
#include "law/providers.hpp"
#include "tools/common/output.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {

using document::word;
using render::Json;

namespace {

// A code has no form that could be asked for: one of the twelve is shown, any other where it is a word as codes are.
std::string region_shown(const std::string& code, bool known) {
  return known || (!sight().redact && document::may_be_slip(code, document::Wanted::any)) ? code : "…";
}

Json record_of(const Coverage& coverage, const RegionFiles& region, bool known) {
  Json areas = Json::object();
  for (const auto& [area, ids] : coverage.areas) areas[std::string(word(area))] = ids;
  Json missing = Json::array();
  for (const InterventionNeedArea area : coverage.missing) missing.push_back(word(area));
  return {{"schema", "coverage/1"},
          {"region", region_shown(coverage.region, known)},
          {"areas", areas},
          {"missing", missing},
          {"lapsed", coverage.lapsed},
          {"unknown", coverage.unknown},
          {"undecided", coverage.undecided},
          {"selection", word(region.on_day())},
          {"known", known}};
}

std::string text_of(const Coverage& coverage, const RegionFiles& region, bool known) {
  std::vector<std::string> missing;
  for (const InterventionNeedArea area : coverage.missing) missing.emplace_back(word(area));
  std::string text = fmt::format("\n{}: {}{}{}\n", region_shown(region.region, known),
                                 missing.empty() ? std::string("covered") : "missing " + join(missing, ", "),
                                 region.in_force ? ""
                                 : region.ahead  ? " (its selection lies ahead)"
                                                 : " (its selection has ended)",
                                 known ? "" : " (none of the twelve regions)");
  for (const auto& [area, ids] : coverage.areas)
    text += fmt::format("  {:<34} {}\n", word(area), ids.empty() ? std::string("none") : join(ids, ", "));
  if (!coverage.lapsed.empty()) text += fmt::format("  {:<34} {}\n", "lapsed", join(coverage.lapsed, ", "));
  if (!coverage.unknown.empty())
    text += fmt::format("  {:<34} {}\n", "not in the catalogue", join(coverage.unknown, ", "));
  if (!coverage.undecided.empty())
    text += fmt::format("  {:<34} {}\n", "area or state not recorded", join(coverage.undecided, ", "));
  return text;
}

// A row for each of the twelve, and for any other that a selection names.
std::vector<RegionFiles> with_all_regions(std::vector<RegionFiles> rows) {
  for (const Region& region : regions)
    if (std::none_of(rows.begin(), rows.end(), [&](const RegionFiles& row) { return row.region == region.code; }))
      rows.push_back({std::string(region.code), {}, false, false});
  std::stable_sort(rows.begin(), rows.end(),
                   [](const RegionFiles& a, const RegionFiles& b) { return a.region < b.region; });
  return rows;
}

}  // namespace

int run_regions(Invocation& invocation, const Options& options) {
  const Supply supply = read_supply(invocation, options, About::selections);
  const bool is_of_nothing =
      supply.lost || (supply.given.selections.empty() && supply.given.catalogue.entries.empty() &&
                      !invocation.configuration().inputs.empty());
  if (!is_of_nothing && supply.given.selections.empty() && supply.result.unreadable_files == 0)
    throw UsageError{"no selection/1 file: give the folder of what the regions chose"};
  say_catalogue(invocation, supply);
  std::vector<Json> records;
  std::string text = fmt::format("coverage of the three need areas as of {}\n", format(invocation.as_of()));
  std::vector<std::string> without, unknown_regions;
  int covered = 0, known_regions = 0;
  const std::vector<RegionFiles> rows = is_of_nothing
                                            ? std::vector<RegionFiles>{}
                                            : with_all_regions(by_region(supply.given.selections, invocation.as_of()));
  for (const RegionFiles& region : rows) {
    const bool known = find_region(region.region) != nullptr;
    const Coverage coverage = coverage_of(region.region, region.in_force ? region.chosen() : std::vector<std::string>{},
                                          supply.catalogue(), invocation.as_of());
    records.push_back(record_of(coverage, region, known));
    if (known) ++known_regions;
    else unknown_regions.push_back(region_shown(region.region, known));
    if (known && coverage.missing.empty()) ++covered;
    if (region.on_day() == SelectionOnDay::none) without.push_back(region_shown(region.region, known));
    else text += text_of(coverage, region, known);
  }
  if (!without.empty()) text += fmt::format("\nno selection: {}\n", join(without, ", "));
  if (!unknown_regions.empty()) text += fmt::format("\nnone of the twelve regions: {}\n", join(unknown_regions, ", "));
  text += fmt::format("\n{} of {} cover all three areas\n", covered, counted(known_regions, "region"));
  if (options.summary)
    return print_totals(invocation, options, supply.result, "regions",
                        {{"regions", known_regions},
                         {"covered", covered},
                         {"without_selection", without.size()},
                         {"unknown", unknown_regions.size()}},
                        fmt::format("{} of {} cover all three areas\n", covered, counted(known_regions, "region")));
  std::vector<std::string> columns{"region"};
  for (const document::Word& area : document::Worded<InterventionNeedArea>::words)
    columns.push_back(fmt::format("areas/{}", area.text));
  columns.insert(columns.end(), {"missing", "lapsed", "unknown", "selection", "known"});
  return invocation.finish_records("regions", supply.result, records, columns, [&] { return text; });
}

}  // namespace probation::tools
