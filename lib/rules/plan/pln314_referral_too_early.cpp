#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/activities.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::programmes_bulletin_2019};

void check(const CaseFacts& facts, Report& report) {
  for_each_activity(facts, report, [&](const Activity& activity) {
    const Subject subject = subject_of(activity);
    const std::optional<InterventionKind> kind = kind_of(facts, activity);
    const Located<Date>& referred = activity.referred_date ? activity.referred_date : activity.start_date;
    if (kind && *kind != InterventionKind::structured_intervention) {
      report.not_applicable(subject);
      return;
    }
    const Plan& plan = *facts.file.plan;
    const Assessment* rests_on = nullptr;
    const Assessment* first = nullptr;  // the earliest completed: what a referral could rest on at all
    for (const Assessment& assessment : facts.file.assessments) {
      if (plan.assessment && assessment.id && assessment.id->text == plan.assessment->text) rests_on = &assessment;
      if (assessment.completed_date && (first == nullptr || *assessment.completed_date < *first->completed_date))
        first = &assessment;
    }
    const Assessment* basis = rests_on != nullptr ? rests_on : first;
    std::vector<std::string> missing;
    if (!kind) missing.push_back(report.pointer(activity.place, "kind"));
    if (!referred) missing.push_back(report.pointer(activity.place, "referred_date"));
    const bool whole = facts.is_whole(ListName::assessments);
    const bool no_assessment = whole && facts.file.assessments.empty();
    // Completed after as-of: by a referral of before as-of it was not.
    const bool not_yet = facts.is_later(plan.completed_date) && referred && *referred <= facts.as_of;
    if (!plan.completed_date && !not_yet) missing.push_back(report.pointer(plan.place, "completed_date"));
    if (!no_assessment && (basis == nullptr || !basis->completed_date))
      missing.push_back(basis != nullptr ? report.pointer(basis->place, "completed_date") : "/assessments");
    std::vector<std::string> faults;
    Place other;
    if (kind && referred) {
      if (plan.completed_date && *referred < *plan.completed_date) {
        faults.push_back(fmt::format("the plan was completed on {}", format(*plan.completed_date)));
        other = plan.completed_date.place;
      } else if (not_yet) {
        faults.push_back(fmt::format("the plan was not completed by {}", format(facts.as_of)));
        other = plan.completed_date.place;
      }
      if (basis != nullptr && basis->completed_date && *referred < *basis->completed_date && rests_on == nullptr &&
          !whole) {
        missing.emplace_back("/assessments");  // an earlier one may not be in the file
      } else if (basis != nullptr && basis->completed_date && *referred < *basis->completed_date) {
        faults.push_back(fmt::format("the assessment was completed on {}", format(*basis->completed_date)));
        other = basis->completed_date.place;
      }
      if (no_assessment) {
        faults.emplace_back("no assessment is recorded");
        other = facts.file.assessments.place;
      }
    }
    if (!faults.empty()) {
      auto finding = report.fail(subject, referred.place,
                                 fmt::format("{} on {}; {}", activity.referred_date ? "referred" : "started",
                                             format(*referred), join(faults, ", ")));
      finding.here("too early")
          .related(other, "not complete before")
          .trace(fmt::format("{} is before what it should rest on: {}", format(*referred), join(faults, ", ")))
          .fix("complete assessment and plan first");
    } else if (!missing.empty()) {
      report.undetermined(
          subject, referred ? referred.place : activity.place,
          kind
              ? std::string("passes if assessment and plan were complete at the referral")
              : std::string(
                    "passes if it is no structured intervention, or assessment and plan were complete at the referral"),
          missing);
    } else {
      report.pass(subject, referred.place);
    }
  });
}

}  // namespace

extern const Rule pln314;
constinit const Rule pln314{
    .id = "PLN314",
    .slug = "referral-too-early",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A referral to a structured intervention was made before assessment and plan were complete.",
    .explanation =
        {.checks = "The referral date of each structured intervention, or its start where none is recorded, against "
                   "the completion of the plan and of the assessment it rests on.",
         .matters = "The offer then decides the need, and not the other way round.",
         .to_do = "Complete assessment and plan, and look again at whether the intervention serves the first need."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | assessments | plan,
    .check_case = &check,
};

}  // namespace probation::rules
