#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::amalgamation};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.id || !it.need_area || !life_of(facts).in_use()) {
    report.not_applicable(subject);
    return;
  }
  // Each pair once, at the later id: a catalogue of thousands must not print the square of them.
  const OverlapsBefore& before = facts.index->overlaps_before(facts.index->place_of(*facts.entry));
  if (before.count > 0) {
    std::vector<std::string> ids;
    for (const std::size_t i : before.first) ids.push_back(subject_of(facts.catalogue->entries[i].intervention));
    const auto more = before.count - static_cast<std::int64_t>(ids.size());
    auto finding =
        report.fail(subject, it.need_area.place,
                    fmt::format("overlaps {} in area, need, sex and risk: {}{}",
                                before.count == 1 ? "another approved intervention"
                                                  : fmt::format("{} other approved interventions", before.count),
                                join(ids, ", "), more > 0 ? fmt::format(" and {} more", more) : std::string{}));
    finding.here("this area").fact("overlaps", before.count);
    for (const std::size_t i : before.first) {
      const CatalogueEntry& entry = facts.catalogue->entries[i];
      const auto overlap = overlap_of(it, entry.intervention);
      if (!overlap) continue;
      std::vector<std::string> needs, sexes;
      for (const NeedArea need : overlap->needs) needs.emplace_back(document::word(need));
      for (const Sex sex : overlap->sexes) sexes.emplace_back(document::word(sex));
      finding.related_in(entry.file, *entry.places, entry.intervention.need_area.place,
                         fmt::format("{}: {}; {}; {}", subject_of(entry.intervention), join(needs, ", "),
                                     join(sexes, ", "), overlap->risk_window));
    }
    finding.fix("let the developers look whether one could take the place of both: eip-score overlap");
    return;
  }
  std::vector<std::string> missing;
  if (before.others) {
    if (!it.needs.recorded) missing.push_back(report.pointer(it.place, "needs"));
    if (!it.eligibility) {
      missing.push_back(report.pointer(it.place, "eligibility"));
    } else {
      if (!it.eligibility->sexes.recorded) missing.push_back(report.pointer(it.eligibility->place, "sexes"));
      if (!it.eligibility->risk_all.recorded) missing.push_back(report.pointer(it.eligibility->place, "risk_all"));
    }
  }
  if (missing.empty()) report.pass(subject, it.need_area.place);
  else
    report.undetermined(subject, it.need_area.place, "whether it overlaps another of its area is not known", missing);
}

}  // namespace

extern const Rule int814;
constinit const Rule int814{
    .id = "INT814",
    .slug = "overlap",
    .severity = Severity::note,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "An approved intervention overlaps another: a candidate for amalgamation.",
    .explanation = {.checks = "Approved interventions of one need area, two by two: whether they serve a need in "
                              "common, take people of the same sex, and there is a risk that both take.",
                    .matters =
                        "Two that do the same for the same people split the groups, the training and the evidence.",
                    .to_do = "Nothing is wrong. Let the developers look whether they should become one."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
