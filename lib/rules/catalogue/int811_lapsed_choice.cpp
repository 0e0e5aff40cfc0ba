#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/regions.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

void check(const RegionFacts& facts, Report& report) {
  const SelectionEntry& first = *facts.files.front();
  if (!facts.in_force && !facts.ahead) {
    report.not_applicable(facts.region);  // what was chosen once may have lapsed since
    return;
  }
  const Coverage coverage =
      coverage_of(facts.region, RegionFiles{facts.region, facts.files, facts.in_force, facts.ahead}.chosen(),
                  facts.catalogue, facts.as_of);
  if (coverage.unknown.empty() && coverage.lapsed.empty()) {
    report.pass(facts.region, first.selection.selected.place);
    return;
  }
  std::vector<std::string> faults;
  for (const std::string& id : coverage.unknown)
    faults.push_back(facts.catalogue.find(id) == nullptr
                         ? fmt::format("{} is not in {}", id, facts.catalogue.name)
                         : fmt::format("{} is not in the register on {}", id, format(facts.as_of)));
  for (const std::string& id : coverage.lapsed) {
    const Intervention& it = *facts.catalogue.find(id);
    const Life life = life_on(it, facts.as_of);
    std::string became;
    if (!life.successor.empty()) became = fmt::format(" into {}", way_on(facts.catalogue, id, facts.as_of).end());
    faults.push_back(fmt::format("{} is {}{}", id, life.words(), became));
  }
  const auto is_fault = [&](const std::string& id) {
    return std::find(coverage.unknown.begin(), coverage.unknown.end(), id) != coverage.unknown.end() ||
           std::find(coverage.lapsed.begin(), coverage.lapsed.end(), id) != coverage.lapsed.end();
  };
  std::vector<PlaceInFile> places;
  for (const SelectionEntry* file : facts.files)
    for (const Located<std::string>& id : file->selection.selected)
      if (id && is_fault(*id)) places.push_back({file, id.place});
  auto finding = report.fail(facts.region, place_in_first(facts, places.front()),
                             fmt::format("{} chose what cannot be chosen: {}", facts.region, join(faults, "; ")));
  stands_at(finding, facts, places.front());
  finding.here("cannot be chosen");
  if (!coverage.unknown.empty()) finding.fact("unknown", join(coverage.unknown, " "));
  if (!coverage.lapsed.empty()) finding.fact("lapsed", join(coverage.lapsed, " "));
  for (std::size_t i = 1; i < places.size(); ++i) related_at(finding, facts, places[i], "nor this");
  for (const std::string& id : coverage.lapsed) {
    const CatalogueEntry& entry = *facts.catalogue.find_entry(id);
    finding.trace(fmt::format("{}: {} is {}", place_in(entry, state_place(entry.intervention)), id,
                              life_on(entry.intervention, facts.as_of).words()));
  }
  for (const std::string& id : coverage.unknown)
    finding.trace(facts.catalogue.find(id) == nullptr
                      ? fmt::format("no intervention of {} has the id {}", facts.catalogue.name, id)
                      : fmt::format("the history of {} begins later", id));
  finding.fix("take it out of the selection, or choose its successor");
}

}  // namespace

extern const Rule int811;
constinit const Rule int811{
    .id = "INT811",
    .slug = "lapsed-choice",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "A region's selection names an intervention that is unknown or has lapsed.",
    .explanation =
        {.checks = "Every id of a selection that holds or lies ahead: that the catalogue has it, and that it is not "
                   "decommissioned, suspended, amalgamated or rejected.",
         .matters =
             "What is not in the register was never appraised, and what has lapsed is no longer to be delivered.",
         .to_do = "Take it out of the selection, or choose its successor."},
    .sources = rule_sources,
    .policy = {},
    .check_region = &check,
};

}  // namespace probation::rules
