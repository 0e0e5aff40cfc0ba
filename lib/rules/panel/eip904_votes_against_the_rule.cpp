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
  if (!facts.rule_decision || !facts.vote_decision) {
    report.not_applicable(subject_of(sheet));
    return;
  }
  if (*facts.rule_decision == *facts.vote_decision || facts.chair_gives_reason) {
    report.pass(subject_of(sheet), place_of(sheet));
    return;
  }
  auto finding =
      report.fail(subject_of(sheet), sheet.chair_reason.place.known() ? sheet.chair_reason.place : place_of(sheet),
                  fmt::format("the votes say {}, the rule says {}, and the chair gives no reason",
                              word(*facts.vote_decision), word(*facts.rule_decision)));
  finding.fact("vote_decision", FactValue{std::string(word(*facts.vote_decision))})
      .fact("rule_decision", FactValue{std::string(word(*facts.rule_decision))});
  for (const PanelSeat& seat : facts.seats)
    if (seat.counts() && seat.final->vote)
      finding.related(seat.final->vote.place, fmt::format("{} votes {}", subject_of(seat), word(*seat.final->vote)));
  finding.fix("write the reason under `chair_reason`");
}

}  // namespace

extern const Rule eip904;
constinit const Rule eip904{
    .id = "EIP904",
    .slug = "votes-against-the-rule",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The votes and the rule of the policy disagree, and the chair gives no reason.",
    .explanation = {.checks = "That the chair gave a reason where the votes say otherwise than the bands and gates.",
                    .matters = "The developers, and the board that ratifies, must be able to see why the panel left "
                               "its own rule; until then the recommendation is undecided.",
                    .to_do = "The chair writes the reason under `chair_reason`."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
