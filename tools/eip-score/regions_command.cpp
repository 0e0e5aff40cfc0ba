#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "tools/common/output.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {

using document::word;
using render::Json;

int run_regions(Invocation& invocation, const Options& options) {
  const Supply supply = read_supply(invocation, options);
  if (supply.lost) return unreadable;
  if (supply.given.selections.empty() && supply.result.unreadable_files == 0 && invocation.not_found().empty())
    throw UsageError{"no selection/1 file: give the folder of what the regions chose"};
  say_catalogue(invocation, supply);
  std::vector<Json> records;
  std::string text = fmt::format("coverage of the three need areas as of {}\n", format(invocation.as_of()));
  int covered = 0, regions = 0;
  for (const RegionFiles& region : by_region(supply.given.selections, invocation.as_of())) {
    const Coverage coverage =
        coverage_of(region.region, region.in_force ? region.chosen() : std::vector<std::string>{}, supply.catalogue());
    Json areas = Json::object();
    for (const auto& [area, ids] : coverage.areas) areas[std::string(word(area))] = ids;
    Json missing = Json::array();
    std::vector<std::string> missing_words;
    for (const InterventionNeedArea area : coverage.missing) {
      missing.push_back(word(area));
      missing_words.emplace_back(word(area));
    }
    records.push_back({{"schema", "coverage/1"},
                       {"region", coverage.region},
                       {"areas", areas},
                       {"missing", missing},
                       {"lapsed", coverage.lapsed},
                       {"unknown", coverage.unknown},
                       {"undecided", coverage.undecided}});
    ++regions;
    if (missing_words.empty()) ++covered;
    text += fmt::format("\n{}: {}{}\n", region.region,
                        missing_words.empty() ? std::string("covered") : "missing " + join(missing_words, ", "),
                        region.in_force ? ""
                        : region.ahead  ? " (its selection lies ahead)"
                                        : " (its selection has ended)");
    for (const auto& [area, ids] : coverage.areas)
      text += fmt::format("  {:<34} {}\n", word(area), ids.empty() ? std::string("none") : join(ids, ", "));
    if (!coverage.lapsed.empty()) text += fmt::format("  {:<34} {}\n", "lapsed", join(coverage.lapsed, ", "));
    if (!coverage.unknown.empty())
      text += fmt::format("  {:<34} {}\n", "not in the catalogue", join(coverage.unknown, ", "));
    if (!coverage.undecided.empty())
      text += fmt::format("  {:<34} {}\n", "area or state not recorded", join(coverage.undecided, ", "));
  }
  text += fmt::format("\n{} of {} cover all three areas\n", covered, counted(regions, "region"));
  return invocation.finish_records("regions", supply.result, records,
                                   {"region", "areas", "missing", "lapsed", "unknown"}, [&] { return text; });
}

}  // namespace probation::tools
