#include <fmt/format.h>
#include <array>

#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::review_practice_conflicts};

void check(const PanelFacts& facts, Report& report) {
  for (const PanelSeat& seat : facts.seats) {
    if (!seat.conflicted()) {
      report.pass(subject_of(seat), seat.member->place);
      continue;
    }
    auto finding = report.fail(
        subject_of(seat), seat.member->conflict.place,
        fmt::format("{} has a conflict of interest ({}); {}", subject_of(seat), word(*seat.member->conflict),
                    seat.final != nullptr || seat.independent != nullptr ? "the marks are dropped"
                                                                         : "there are no marks to drop"));
    finding.here("the conflict").fact("conflict", FactValue{std::string(word(*seat.member->conflict))});
    if (seat.final != nullptr) finding.related(seat.final->place, "dropped");
  }
}

}  // namespace

extern const Rule eip903;
constinit const Rule eip903{
    .id = "EIP903",
    .slug = "conflicted-marks-dropped",
    .severity = Severity::note,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The marks of a member with a conflict of interest were dropped.",
    .explanation = {.checks = "Which members have a conflict of interest recorded: they developed, deliver or manage "
                              "what is marked, or are employed by who offers it.",
                    .matters =
                        "Their marks, votes and comments count for nothing, and the quorum is counted without them.",
                    .to_do = "Nothing, if the conflict is recorded rightly."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
