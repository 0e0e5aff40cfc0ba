#include <fmt/format.h>
#include <array>
#include <string>

#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::effective_interventions_panel};

void check(const PanelFacts& facts, Report& report) {
  const PanelSheet& sheet = facts.sheet;
  if (facts.policy.assumptions.empty()) {
    report.pass(subject_of(sheet), place_of(sheet));
    return;
  }
  std::string names;
  for (const PolicyPart part : facts.policy.assumptions)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", word(part));
  auto finding = report.fail(subject_of(sheet), sheet.policy ? sheet.policy.place : place_of(sheet),
                             fmt::format("decided under {}, which assumes: {}", facts.policy.id, names));
  finding.here("the policy").fact("policy", FactValue{facts.policy.id}).fact("assumptions", FactValue{names});
  for (const PolicyPart part : facts.policy.assumptions) finding.trace(facts.policy.describe(part));
}

}  // namespace

extern const Rule eip906;
constinit const Rule eip906{
    .id = "EIP906",
    .slug = "rests-on-assumptions",
    .severity = Severity::note,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The decision rests on assumptions of the scoring policy.",
    .explanation = {.checks = "Which parts of the scoring policy have no published source.",
                    .matters = "No source found publishes the panel's scale, thresholds, quorum or way of voting; a "
                               "decision must not look firmer than its ground.",
                    .to_do = "Read them with the decision; where a source is known, write it into the policy file."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
