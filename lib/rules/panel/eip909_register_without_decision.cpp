#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "facts/catalogue/catalogue_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::board_ratifies};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const bool approved = it.lifecycle && (it.lifecycle->state.is(LifecycleState::approved) ||
                                         it.lifecycle->state.is(LifecycleState::review_due));
  if (!approved || facts.catalogue == nullptr ||
      facts.catalogue->sheets.empty()) {  // no sheet at hand: nothing to hold it against
    report.not_applicable(subject_of(it));
    return;
  }
  std::vector<const CatalogueSheet*> about;
  for (const CatalogueSheet& sheet : facts.catalogue->sheets)
    if (sheet.intervention == subject_of(it)) about.push_back(&sheet);
  const Place place = it.lifecycle->state.place;
  if (about.empty()) {
    report.undetermined(
        subject_of(it), place,
        fmt::format("{} in the register, and none of the mark sheets at hand is about it", word(*it.lifecycle->state)),
        {"/ratification/decision"});
    return;
  }
  const auto supports = [&](const CatalogueSheet* sheet) {
    return sheet->ratified == PanelDecision::approved &&
           (!sheet->version || !it.version || *sheet->version == *it.version);
  };
  if (std::any_of(about.begin(), about.end(), supports)) {
    report.pass(subject_of(it), place);
    return;
  }
  auto finding =
      report.fail(subject_of(it), place,
                  fmt::format("{} in the register, and no ratified decision supports it", word(*it.lifecycle->state)));
  finding.here("the state in the register");
  for (const CatalogueSheet* sheet : about)
    finding.trace(fmt::format(
        "{}: version {}, {}", sheet->file, sheet->version ? fmt::format("{}", *sheet->version) : "not recorded",
        sheet->ratified ? fmt::format("ratified as {}", word(*sheet->ratified)) : "not ratified"));
}

}  // namespace

extern const Rule eip909;
constinit const Rule eip909{
    .id = "EIP909",
    .slug = "register-without-decision",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The register says approved, and no ratified decision supports it.",
    .explanation = {.checks = "That an intervention which is approved, or approved and due for review, has a mark "
                              "sheet of its version that the board ratified as approved. "
                              "It asks only where mark sheets lie beside the interventions.",
                    .matters = "The panel recommends, the board decides: what is delivered as approved must have been.",
                    .to_do = "Add the sheet with its ratification, or correct the state."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
