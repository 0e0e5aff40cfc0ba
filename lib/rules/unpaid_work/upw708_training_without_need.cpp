#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::unpaid_work_guidance_2024};

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        if (!facts.file.contacts.recorded) {
          report.undetermined(subject, requirement.place, "contacts are not recorded", {"/contacts"});
          return;
        }
        const TrainingMinutes training = training_minutes(facts, requirement);
        if (training.credited == 0 && training.perhaps == 0 && training.uncredited.empty()) {
          report.not_applicable(subject);
          return;
        }
        const auto has_need = [](const Assessment& assessment) {
          return std::any_of(assessment.needs.begin(), assessment.needs.end(), [](const Need& need) {
            return need.area.is(NeedArea::education_training_and_employability);
          });
        };
        const Assessment* newest = nullptr;
        std::vector<std::string> missing;
        bool may_be_newer = !facts.is_whole(ListName::assessments);  // one that is without the need
        if (may_be_newer) missing.emplace_back("/assessments");
        for (const Assessment& assessment : facts.file.assessments) {
          if (assessment.completed_date) {
            if (newest == nullptr || *assessment.completed_date >= *newest->completed_date) newest = &assessment;
          } else {
            missing.push_back(report.pointer(assessment.place, "completed_date"));
            may_be_newer = may_be_newer || !has_need(assessment);
          }
        }
        if (newest != nullptr && has_need(*newest) && !may_be_newer) {
          report.pass(subject, requirement.place);
          return;
        }
        if (newest != nullptr && !newest->needs.recorded) missing.push_back(report.pointer(newest->place, "needs"));
        if (training.credited == 0)
          for (const Contact* contact : training.unsaid) missing.push_back(report.pointer(contact->place, "ete"));
        if (training.credited == 0)
          for (const Contact* contact : training.uncredited)
            missing.push_back(report.pointer(contact->place, "minutes_credited"));
        if (!missing.empty()) {
          report.undetermined(subject, requirement.place,
                              fmt::format("{} of training credited; passes if such a need was assessed",
                                          counted(training.credited, "minute")),
                              missing);
          return;
        }
        auto finding = report.fail(
            subject, requirement.place,
            fmt::format("{} of training credited and no need in education, training and employability assessed",
                        counted(training.credited, "minute")));
        finding.here("the requirement")
            .fact("training_minutes", training.credited)
            .trace(newest == nullptr ? std::string("no assessment is recorded")
                                     : fmt::format("{} in {}, none of them this one",
                                                   counted(static_cast<long long>(newest->needs.size()), "area"),
                                                   newest->id ? newest->id->text : std::string("it")));
        if (newest != nullptr) finding.related(newest->place, "the newest assessment");
      });
}

}  // namespace

extern const Rule upw708;
constinit const Rule upw708{
    .id = "UPW708",
    .slug = "training-without-need",
    .severity = Severity::note,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "Education, training and employment hours are credited and no such need was assessed.",
    .explanation =
        {.checks =
             "Training credited under each unpaid work requirement against the need areas of the newest assessment.",
         .matters = "Training in place of work is meant for people who need it.",
         .to_do = "Check the assessment, or credit other hours."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan | assessments,
    .check_case = &check,
};

}  // namespace probation::rules
