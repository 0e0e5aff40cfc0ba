#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"
#include "rules/unpaid_work/first_session.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const CaseFacts& facts, Report& all) {
  for_each_first_session(facts, all, [&](const Requirement&, const Contact& first, Report& report) {
    const Subject session = subject_of(first);
    const Date day = *first.date;
    if (!facts.file.assessments.recorded) {
      report.undetermined(
          session, first.date.place,
          fmt::format("first session on {}; passes if an assessment was completed by then", format(day)),
          {"/assessments"});
      return;
    }
    std::vector<std::string> missing;
    if (!facts.is_whole(ListName::assessments)) missing.emplace_back("/assessments");
    for (const Assessment& assessment : facts.file.assessments) {
      if (assessment.tool.is(AssessmentTool::other)) continue;
      if (assessment.completed_date && *assessment.completed_date <= day) {
        if (assessment.tool) {
          report.pass(session, first.date.place,
                      [&] { return fmt::format("assessed on {}", format(*assessment.completed_date)); });
          return;
        }
        missing.push_back(report.pointer(assessment.place, "tool"));
      }
      if (!assessment.completed_date) missing.push_back(report.pointer(assessment.place, "completed_date"));
    }
    if (!missing.empty()) {
      report.undetermined(
          session, first.date.place,
          fmt::format("first session on {}; passes if an assessment of layer 1 at least was completed by then",
                      format(day)),
          missing);
      return;
    }
    auto finding =
        report.fail(session, first.date.place,
                    fmt::format("first session of unpaid work on {} with no assessment before it", format(day)));
    finding.here("the first session");
    for (const Assessment& assessment : facts.file.assessments)
      if (assessment.completed_date)
        finding.related(assessment.completed_date.place, "completed here")
            .trace(*assessment.completed_date <= day
                       ? fmt::format("assessment of {}: made with another tool", format(*assessment.completed_date))
                       : fmt::format("assessment of {}: {} after the session", format(*assessment.completed_date),
                                     counted(days_between(day, *assessment.completed_date), "day")));
    if (facts.file.assessments.empty()) finding.trace("no assessment is recorded");
    finding.fix("assess now, and look at the placement again");
  });
}

}  // namespace

extern const Rule upw706;
constinit const Rule upw706{
    .id = "UPW706",
    .slug = "session-without-assessment",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The first session of unpaid work came before any assessment.",
    .explanation =
        {.checks = "The first attended session of each unpaid work requirement against the assessments completed by "
                   "that day; layer 1 is enough.",
         .matters = "Nobody had asked what risk the person brings to a worksite, or what a worksite brings to them.",
         .to_do = "Assess now, and look at the placement again."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan | assessments,
    .check_case = &check,
};

}  // namespace probation::rules
