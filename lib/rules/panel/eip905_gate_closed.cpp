#include <fmt/format.h>
#include <array>

#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::conjunctive_standards};

void check(const PanelFacts& facts, Report& report) {
  for (const Principle principle : facts.policy.principles) {
    const ClosedGate* closed = nullptr;
    for (const ClosedGate& gate : facts.gates)
      if (gate.principle == principle) closed = &gate;
    if (closed == nullptr) {
      report.pass(subject_of(principle));
      continue;
    }
    auto finding =
        report.fail(subject_of(principle), place_of(facts.sheet),
                    fmt::format("{} is marked {}, less than {}: {} at best", word(principle), number_text(closed->mark),
                                number_text(closed->below), word(closed->at_best)));
    finding.fact("mark", FactValue{closed->mark})
        .fact("below", FactValue{closed->below})
        .fact("at_best", FactValue{std::string(word(closed->at_best))});
    for (const PanelSeat& seat : facts.seats)
      if (seat.counts() && seat.final->mark(principle))
        finding.related(seat.final->mark(principle).place,
                        fmt::format("{} marks {}", subject_of(seat), number_text(*seat.final->mark(principle))));
  }
}

}  // namespace

extern const Rule eip905;
constinit const Rule eip905{
    .id = "EIP905",
    .slug = "gate-closed",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A gate of the policy is closed: the decision cannot be better than it allows, whatever the total.",
    .explanation = {.checks = "The aggregated mark of each principle against the gates of the policy: no harm apart "
                              "from skills, and any principle at the floor.",
                    .matters =
                        "A total can hide that an intervention may do harm, or that one principle is not met at all.",
                    .to_do = "Raise that principle first; more marks elsewhere do not help."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
