// The subjects of the rules that ask the catalogue: activities planned or running, with the intervention and order
// behind them.
#pragma once
#include "facts/case/activities.hpp"
#include "facts/case/eligibility.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/pointers.hpp"

namespace probation::rules {

// Calls `check(activity, intervention, order, requirement)`, requirement nothing where the activity names none. Without
// a catalogue the rule is undetermined; an intervention that the catalogue does not hold is PLN315's.
template <class Check>
void for_each_intervention_ahead(const CaseFacts& facts, Report& report, Check check) {
  for_each_activity(facts, report, [&](const Activity& activity) {
    const Subject subject = subject_of(activity);
    const Requirement* requirement = facts.requirement_of(activity);
    const Order* order = order_of(facts, activity);
    if (!is_live(facts, activity) || is_elsewhere(facts, activity) ||
        (order != nullptr && !CaseFacts::is_judged(*order))) {
      report.not_applicable(subject);
    } else if (facts.catalogue == nullptr) {
      report.undetermined(subject, activity.place, "no catalogue is at hand; give one with --catalogue",
                          {"input:catalogue"});
    } else if (!activity.intervention) {
      report.undetermined(subject, activity.place, "which intervention it is is not recorded",
                          {report.pointer(activity.place, "intervention")});
    } else if (const Intervention* intervention = intervention_of(facts, activity); intervention == nullptr) {
      report.not_applicable(subject);
    } else if (order == nullptr) {
      report.undetermined(subject, activity.place, "which order the activity belongs to is not recorded",
                          {report.pointer(activity.place, "requirement")});
    } else {
      check(activity, *intervention, *order, requirement);
    }
  });
}

// First day of an activity: its start, else its first planned session.
inline Located<Date> first_day(const Activity& activity) {
  if (activity.start_date) return activity.start_date;
  Located<Date> first;
  for (const PlannedSession& session : activity.sessions)
    if (session.date && (!first || *session.date < *first)) first = session.date;
  return first;
}

// Says what one reason of eligibility came to. `fault` begins the message of a finding.
inline void say_reason(const EligibilityReason& reason, const Subject& subject, const Activity& activity,
                       const Intervention& intervention, Report& report) {
  const std::string id = intervention.id ? intervention.id->text : std::string("the intervention");
  const Place place = activity.intervention.place;
  if (reason.verdict == Eligible::eligible) {
    report.pass(subject, place, reason.message);
  } else if (reason.verdict == Eligible::undetermined) {
    std::vector<std::string> missing = pointers(report, reason.missing);
    if (missing.empty())
      missing.emplace_back(reason.ask_treatment_manager ? "person:treatment_manager" : "input:catalogue");
    report.undetermined(subject, place, fmt::format("{}: {}", id, reason.message), missing).here("this intervention");
  } else {
    auto finding = report.fail(subject, place, fmt::format("{}: {}", id, reason.message));
    finding.here("this intervention").trace(fmt::format("{}: {}", word(reason.ground), reason.message));
    if (reason.place.known()) finding.related(reason.place, "this decides");
    if (reason.law != nullptr) finding.source(*reason.law);
    if (reason.standard) {
      finding.standard(*reason.standard);
      if (reason.only_local) finding.only_local();
    }
  }
}

}  // namespace probation::rules
