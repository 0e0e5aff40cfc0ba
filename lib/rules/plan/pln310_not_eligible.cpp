#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_intervention.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const CaseFacts& facts, Report& report) {
  for_each_intervention_ahead(
      facts, report,
      [&](const Activity& activity, const Intervention& intervention, const Order& order, const Requirement*) {
        const Subject subject = subject_of(activity);
        const Located<Date> start = first_day(activity);
        const std::vector<EligibilityReason> reasons =
            eligibility(facts, order, intervention, start ? *start : facts.as_of);
        const Eligible verdict = worst(reasons);
        const std::string id = *activity.intervention;
        std::vector<std::string> words, missing;
        for (const EligibilityReason& reason : reasons) {
          if (reason.verdict != verdict) continue;
          words.push_back(reason.message);
          for (std::string& pointer : pointers(report, reason.missing)) missing.push_back(std::move(pointer));
        }
        if (verdict == Eligible::eligible) {
          report.pass(subject, activity.intervention.place);
        } else if (verdict == Eligible::undetermined) {
          report
              .undetermined(subject, activity.intervention.place, fmt::format("{}: {}", id, join(words, "; ")), missing)
              .here("this intervention");
        } else {
          auto finding =
              report.fail(subject, activity.intervention.place, fmt::format("{}: {}", id, join(words, "; ")));
          finding.here("not for this person");
          for (const EligibilityReason& reason : reasons) {
            finding.trace(fmt::format("{}: {} ({})", word(reason.ground), reason.message, word(reason.verdict)));
            if (reason.verdict != Eligible::not_eligible) continue;
            if (reason.place.known()) finding.related(reason.place, reason.message);
            if (reason.law != nullptr) finding.source(*reason.law);
          }
          finding.fix("choose an intervention the person is eligible for, or correct the assessment");
        }
      });
}

}  // namespace

extern const Rule pln310;
constinit const Rule pln310{
    .id = "PLN310",
    .slug = "not-eligible",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The person is outside the eligibility of a planned intervention.",
    .explanation = {.checks = "Sex, age on the first day, offences, risk and need rule of each intervention planned or "
                              "in progress, as the catalogue states them.",
                    .matters = "People outside the target group do not gain from the work, and some are harmed by it.",
                    .to_do = "Choose an intervention the person is eligible for, or correct the assessment."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | assessments | plan | person,
    .check_case = &check,
};

}  // namespace probation::rules
