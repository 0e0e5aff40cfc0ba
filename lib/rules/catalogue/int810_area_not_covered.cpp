#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/regions.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::regional_minimum};

void check(const RegionFacts& facts, Report& report) {
  const SelectionFile& first = facts.files.front()->selection;
  if (facts.ahead) {
    report.not_applicable(facts.region);  // its first choice lies ahead
    return;
  }
  const RegionFiles files{facts.region, facts.files, facts.in_force, facts.ahead};
  const Coverage coverage = coverage_of(facts.region, facts.in_force ? files.chosen() : std::vector<std::string>{},
                                        facts.catalogue, facts.as_of);
  std::vector<std::string> missing;
  for (const InterventionNeedArea area : coverage.missing) missing.emplace_back(document::word(area));
  const auto areas = [&](auto finding) {
    for (const auto& [area, ids] : coverage.areas)
      finding.trace(fmt::format("{}: {}", document::word(area), ids.empty() ? std::string("none") : join(ids, ", ")));
    return finding;
  };
  const Place place = first.selected.place;
  if (missing.empty()) {
    report.pass(facts.region, place, "every need area has an approved structured intervention");
    return;
  }
  // A structured intervention whose area or state is not recorded may be in the area that is missing.
  std::vector<std::string> unknown;
  for (const std::string& id : coverage.undecided) {
    const CatalogueEntry& entry = *facts.catalogue.find_entry(id);
    const Intervention& it = entry.intervention;
    if (!it.need_area) unknown.push_back(entry.file + "#/need_area");
    else if (std::find(coverage.missing.begin(), coverage.missing.end(), *it.need_area) != coverage.missing.end())
      unknown.push_back(entry.file + "#/lifecycle/state");
  }
  if (!unknown.empty() && unknown.size() >= missing.size()) {
    areas(report.undetermined(
        facts.region, place,
        fmt::format("passes if {} of the chosen {} approved and in {}", unknown.size() == 1 ? "one" : "some",
                    unknown.size() == 1 ? "is" : "are", join(missing, " and ")),
        unknown));
    return;
  }
  auto finding =
      areas(report.fail(facts.region, place,
                        facts.in_force ? fmt::format("{} has no approved structured intervention for {}", facts.region,
                                                     join(missing, ", "))
                                       : fmt::format("the choice of {} ended on {} and none follows: nothing for {}",
                                                     facts.region, format(*first.until), join(missing, ", "))));
  finding.here(facts.in_force ? "what the region chose" : "what the region had chosen")
      .fact("missing", join(missing, " "));
  for (const SelectionEntry* file : facts.files) finding.trace(fmt::format("chosen by {}", file->file));
  finding.trace(fmt::format("looked up in {}", facts.catalogue.name))
      .fix("choose one of the approved structured interventions for each area that is missing");
}

}  // namespace

extern const Rule int810;
constinit const Rule int810{
    .id = "INT810",
    .slug = "area-not-covered",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "A region has chosen no approved structured intervention for one of the three need areas.",
    .explanation =
        {.checks =
             "Each region with a selection file: of the structured interventions it chose that are approved, at least "
             "one for attitudes, thinking and behaviour, one for domestic abuse and one for emotional management.",
         .matters = "Where an area has none, people with that need get what is there and not what they need.",
         .to_do = "Choose one for the area, or correct the selection if it is delivered and was left out."},
    .sources = rule_sources,
    .policy = {},
    .check_region = &check,
};

}  // namespace probation::rules
