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
  if (!it.need_area || !is_state(it, LifecycleState::approved) || facts.catalogue == nullptr) {
    report.not_applicable(subject);
    return;
  }
  std::vector<Overlap> found;
  bool others = false;
  for (const CatalogueEntry& entry : facts.catalogue->entries) {
    const Intervention& other = entry.intervention;
    if (&other == &it || !is_state(other, LifecycleState::approved) || !other.need_area.is(*it.need_area)) continue;
    others = true;
    if (auto overlap = overlap_of(it, other)) found.push_back(std::move(*overlap));
  }
  if (!found.empty()) {
    std::vector<std::string> ids;
    for (const Overlap& overlap : found) ids.push_back(subject_of(overlap.a == &it ? *overlap.b : *overlap.a));
    auto finding = report.fail(subject, it.need_area.place,
                               fmt::format("overlaps {} in area, need, sex and risk: {}",
                                           ids.size() == 1 ? "another approved intervention"
                                                           : fmt::format("{} other approved interventions", ids.size()),
                                           join(ids, ", ")));
    finding.here("this area").fact("others", join(ids, " "));
    for (std::size_t i = 0; i < found.size(); ++i) {
      std::vector<std::string> needs, sexes;
      for (const NeedArea need : found[i].needs) needs.emplace_back(document::word(need));
      for (const Sex sex : found[i].sexes) sexes.emplace_back(document::word(sex));
      finding.trace(fmt::format("{}: {}; {}; {}", ids[i], join(needs, ", "), join(sexes, ", "), found[i].risk_window));
    }
    finding.fix("let the developers look whether one could take the place of both: eip-score overlap");
    return;
  }
  std::vector<std::string> missing;
  if (others) {
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
