#include <fmt/format.h>
#include <array>

#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::independent_then_final};

void check(const PanelFacts& facts, Report& report) {
  for (const PanelSeat& seat : facts.seats) {
    if (!seat.counts()) continue;
    if (seat.independent != nullptr) report.pass(subject_of(seat), seat.independent->place);
    else
      report
          .fail(subject_of(seat), seat.final->place,
                fmt::format("{} has final marks and no independent marks", subject_of(seat)))
          .here("the final marks");
  }
}

}  // namespace

extern const Rule eip907;
constinit const Rule eip907{
    .id = "EIP907",
    .slug = "no-independent-marks",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A member gave final marks and no independent marks before them.",
    .explanation =
        {.checks = "That every member who counts marked alone before the discussion.",
         .matters =
             "Marks given only after the discussion follow the loudest voice, and how far they agree says nothing.",
         .to_do = "Have members mark alone before the sitting, and keep both."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
