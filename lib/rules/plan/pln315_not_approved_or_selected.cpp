#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "document/refused.hpp"
#include "facts/case/activities.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/eligibility.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/case/selected.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_intervention.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const CaseFacts& facts, Report& report) {
  for_each_activity(facts, report, [&](const Activity& activity) {
    const Subject subject = subject_of(activity);
    if (!is_ahead(activity) || is_elsewhere(facts, activity)) {
      report.not_applicable(subject);
      return;
    }
    if (facts.catalogue == nullptr) {
      report.undetermined(subject, activity.place, "no catalogue is at hand; give one with --catalogue",
                          {"input:catalogue"});
      return;
    }
    if (!activity.intervention) {
      report.undetermined(subject, activity.place, "which intervention it is is not recorded",
                          {report.pointer(activity.place, "intervention")});
      return;
    }
    const std::string& id = *activity.intervention;
    const Intervention* intervention = intervention_of(facts, activity);
    const Located<Date> start = first_day(activity);
    const Date day = start ? *start : facts.as_of;
    std::vector<std::string> missing;
    std::optional<std::string> fault;
    if (intervention == nullptr) fault = "is not in the catalogue";
    else if (const Approval approval = approval_on(*intervention, day); approval.approved == false)
      fault = approval.why_not;
    else if (!approval.approved) missing.push_back(fmt::format("catalogue: {}", approval.missing));
    if (!fault) {
      const RegionsChoice choice = choice_of_region(facts, *intervention, day);
      if (choice.selected == false)
        fault = fmt::format("is not selected in {} on {}", region_shown(facts), format(day));
      else if (!choice.selected && choice.missing.empty())
        missing.push_back(fmt::format("selections of {}", region_shown(facts)));
      for (const Missing& one : choice.missing) missing.push_back(report.pointer(one.record, one.key));
    }
    if (fault) {
      // One that no catalogue knows may be any words.
      const bool is_shown = intervention != nullptr ||
                            (!words_of_person_are_hidden(facts) && document::may_be_slip(id, document::Wanted::any));
      const std::string shown = is_shown ? id : "what is planned";
      report.fail(subject, activity.intervention.place, fmt::format("{} {}", shown, *fault))
          .here("this intervention")
          .trace(fmt::format("asked for {}: {} {}", format(day), shown, *fault))
          .fix("choose an approved intervention that the region delivers");
    } else if (!missing.empty()) {
      report.undetermined(subject, activity.intervention.place, fmt::format("whether {} may be given is not known", id),
                          missing);
    } else {
      report.pass(subject, activity.intervention.place);
    }
  });
}

}  // namespace

extern const Rule pln315;
constinit const Rule pln315{
    .id = "PLN315",
    .slug = "not-approved-or-selected",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary =
        "A planned intervention is not in the catalogue, not approved on the date, or not selected in the region.",
    .explanation =
        {.checks =
             "Each activity planned or in progress: its intervention in the catalogue, approved by the first day and "
             "not ended since, and, where selections are given, chosen by the region of the person on that day.",
         .matters = "Only appraised work is known to do no harm; what a region did not choose is not delivered there, "
                    "and the days will be left.",
         .to_do = "Choose an approved intervention that the region delivers."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan | manager,
    .check_case = &check,
};

}  // namespace probation::rules
