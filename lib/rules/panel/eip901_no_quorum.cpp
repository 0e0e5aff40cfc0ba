#include <fmt/format.h>
#include <array>

#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::effective_interventions_panel};

void check(const PanelFacts& facts, Report& report) {
  const PanelSheet& sheet = facts.sheet;
  const ScoringPolicy& policy = facts.policy;
  if (!sheet.members.recorded || !sheet.marks.recorded) {
    report.undetermined(subject_of(sheet), place_of(sheet), "who sat, or how they marked, is not recorded",
                        {sheet.members.recorded ? "/marks" : "/members"});
    return;
  }
  if (facts.quorum_met) {
    report.pass(subject_of(sheet), sheet.members.place);
    return;
  }
  const bool lacks_chair = policy.quorum_chair && !facts.chair_present;
  auto finding = report.fail(subject_of(sheet), sheet.members.place,
                             fmt::format("{} of the {} members needed can decide{}", facts.present,
                                         policy.quorum_members, lacks_chair ? ", and no chair is among them" : ""));
  finding.here("the members")
      .fact("needed", policy.quorum_members)
      .fact("present", facts.present)
      .fact("chair_present", FactValue{facts.chair_present});
  for (const PanelSeat& seat : facts.seats) {
    if (seat.conflicted()) finding.related(seat.member->conflict.place, fmt::format("{}: conflict", subject_of(seat)));
    else if (seat.final == nullptr)
      finding.related(seat.member->place, fmt::format("{}: no final marks", subject_of(seat)));
  }
  finding.trace(fmt::format("{} counted after conflicts; {}", facts.present, policy.describe(PolicyPart::quorum)));
}

}  // namespace

extern const Rule eip901;
constinit const Rule eip901{
    .id = "EIP901",
    .slug = "no-quorum",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The quorum of the panel is not met after conflicts.",
    .explanation = {.checks = "That as many members as the scoring policy asks for, the chair among them where it says "
                              "so, gave final marks and have no conflict of interest.",
                    .matters = "A decision by too few is not the panel's; the recommendation is undecided.",
                    .to_do = "Sit again with members who have no conflict, or name a substitute."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
