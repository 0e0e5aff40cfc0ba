#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/catalogue/life.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_intervention.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const CaseFacts& facts, Report& report) {
  for_each_intervention_ahead(
      facts, report,
      [&](const Activity& activity, const Intervention& intervention, const Order& order,
          const Requirement* requirement) {
        const Subject subject = subject_of(activity);
        if (!intervention.kind.is(InterventionKind::structured_intervention)) {
          report.not_applicable(subject);
          return;
        }
        if (activity.reason && !activity.reason->empty()) {
          report.pass(subject, activity.reason.place, "the reason is recorded");
          return;
        }
        const Located<Date> start = first_day(activity);
        const Date first = start ? *start : facts.as_of + Days{1};
        std::vector<std::string> suitable, perhaps, missing;
        for (const CatalogueEntry& entry : facts.catalogue->entries) {
          const Intervention& programme = entry.intervention;
          if (!programme.kind.is(InterventionKind::accredited_programme) || !life_on(programme, facts.as_of).in_use() ||
              !programme.id)
            continue;
          // One that the plan holds already, done or to be done, was considered.
          if (std::any_of(facts.activities.begin(), facts.activities.end(), [&](const Activity* other) {
                return other->intervention.is(programme.id->text) && !other->status.is(ActivityStatus::withdrawn);
              }))
            continue;
          // What is delivered in custody alone is no choice here.
          if (programme.delivery && programme.delivery->settings.recorded &&
              std::none_of(programme.delivery->settings.begin(), programme.delivery->settings.end(),
                           [](const Located<Setting>& setting) { return setting.is(Setting::community); }))
            continue;
          // A programme that serves none of the needs this activity is for stands in no competition with it.
          if (activity.need && std::none_of(programme.needs.begin(), programme.needs.end(),
                                            [&](const Located<NeedArea>& area) { return area.is(*activity.need); }))
            continue;
          std::vector<EligibilityReason> reasons = eligibility(facts, order, programme, first);
          if (auto substances = substance_use_reason(facts, programme)) reasons.push_back(std::move(*substances));
          if (auto months = months_remaining_reason(facts, order, requirement, programme, first))
            reasons.push_back(std::move(*months));
          const Eligible verdict = worst(reasons);
          if (verdict == Eligible::eligible) suitable.push_back(programme.id->text);
          if (verdict != Eligible::undetermined) continue;
          perhaps.push_back(programme.id->text);
          for (const EligibilityReason& reason : reasons)
            if (reason.verdict == Eligible::undetermined)
              for (std::string& pointer : pointers(report, reason.missing)) missing.push_back(std::move(pointer));
        }
        if (!suitable.empty()) {
          report
              .fail(subject, activity.intervention.place,
                    fmt::format("{} is planned, and the person is eligible for {}", *activity.intervention,
                                join(suitable, ", ")))
              .here("structured intervention")
              .fact("programmes", FactValue{join(suitable, " ")})
              .trace(fmt::format("every recorded condition of {} holds on {}, and the months it asks for remain",
                                 join(suitable, ", "), format(first)))
              .fix("refer to the programme, or record under `reason` why not");
        } else if (!perhaps.empty()) {
          if (missing.empty()) missing.emplace_back("person:treatment_manager");
          report.undetermined(subject, activity.intervention.place,
                              fmt::format("whether the person is eligible for {} is not known", join(perhaps, ", ")),
                              missing);
        } else {
          report.pass(subject, activity.intervention.place);
        }
      });
}

}  // namespace

extern const Rule pln309;
constinit const Rule pln309{
    .id = "PLN309",
    .slug = "programme-not-considered",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary =
        "A structured intervention is planned for a person who is eligible for an accredited programme that fits "
        "before the end.",
    .explanation =
        {.checks =
             "Each structured intervention planned or in progress, with no recorded reason: the accredited programmes "
             "of the catalogue that are approved, for which every recorded condition holds, and whose months remain.",
         .matters = "Structured interventions are for people who are not eligible for a programme; the stronger work "
                    "was passed over unsaid.",
         .to_do = "Refer to the programme, or record under `reason` why not."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | assessments | plan | person,
    .check_case = &check,
};

}  // namespace probation::rules
