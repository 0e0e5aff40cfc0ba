#include <fmt/format.h>
#include <array>

#include "facts/catalogue/catalogue_facts.hpp"
#include "law/sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  if (!it.kind.is(InterventionKind::structured_intervention)) {
    report.not_applicable(subject_of(it));
    return;
  }
  if (it.need_area) {
    report.pass(subject_of(it), it.need_area.place);
    return;
  }
  report.fail(subject_of(it), it.kind.place, "a structured intervention without a need area")
      .here("structured interventions have exactly one")
      .trace("`need_area` is not recorded")
      .fix("add `need_area`, one of the three words");
}

}  // namespace

extern const Rule int802;
constinit const Rule int802{
    .id = "INT802",
    .slug = "no-need-area",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A structured intervention is not in exactly one of the three need areas.",
    .explanation =
        {.checks = "That a structured intervention names one need area: attitudes, thinking and behaviour; domestic "
                   "abuse; or emotional management.",
         .matters =
             "Regions must cover all three areas, and nobody can tell whether they do if an intervention has none.",
         .to_do = "Add `need_area`."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
