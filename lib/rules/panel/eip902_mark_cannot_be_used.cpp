#include <fmt/format.h>
#include <array>
#include <string>
#include <vector>

#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::effective_interventions_panel};

void check(const PanelFacts& facts, Report& report) {
  for (std::size_t i = 0; i < facts.seats.size(); ++i) {
    const PanelSeat& seat = facts.seats[i];
    if (!seat.counts()) continue;
    std::vector<const UnusableMark*> faults;
    for (const UnusableMark& mark : facts.unusable)
      if (mark.seat == i) faults.push_back(&mark);
    if (faults.empty()) {
      report.pass(subject_of(seat), seat.final->place);
      continue;
    }
    const auto said = [](const UnusableMark& fault) {
      return fault.mark ? fmt::format("{} is marked {}", word(fault.principle), number_text(*fault.mark))
                        : fmt::format("{} is unmarked", word(fault.principle));
    };
    std::string list = said(*faults.front());
    for (std::size_t f = 1; f < faults.size(); ++f) list += ", " + said(*faults[f]);
    auto finding = report.fail(subject_of(seat), faults.front()->place,
                               fmt::format("final marks of {} that cannot be used: {}", subject_of(seat), list));
    finding.here(faults.front()->mark ? "not on the scale" : "a principle is missing");
    for (std::size_t f = 1; f < faults.size(); ++f) finding.related(faults[f]->place, said(*faults[f]));
    finding.trace(facts.policy.describe(PolicyPart::scale));
  }
}

}  // namespace

extern const Rule eip902;
constinit const Rule eip902{
    .id = "EIP902",
    .slug = "mark-cannot-be-used",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A final mark is outside the scale of the policy, or a principle was left unmarked.",
    .explanation =
        {.checks = "That every member who counts gave every principle of the policy one of the marks of its scale.",
         .matters = "A principle without a mark of every member has no aggregated mark, and the sheet no total; the "
                    "recommendation is undecided.",
         .to_do = "Ask the member for the mark, or correct the sheet."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
