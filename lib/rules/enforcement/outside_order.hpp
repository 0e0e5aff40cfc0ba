// Warnings, referrals and breach action on failures of days on which their order, or its supervision, was not in force.
#pragma once
#include <string>

#include "rules/enforcement/each_failure.hpp"

namespace probation::rules {

// Judges one action of an order. `what`: "the supervision period", "the order".
inline void check_action_in_force(const CaseFacts& facts, const Order& order, const EnforcementEntry& action,
                                  std::string_view what, Report& report) {
  const Subject subject = subject_of(action);
  if (!names_any_contact(action)) {
    report.undetermined(subject, action.place,
                        fmt::format("the action names no contact; passes if the failure lies within {}", what),
                        {report.pointer(action.place, "contact")});
    return;
  }
  const Contact* outside = nullptr;
  InForce outside_force;
  std::vector<std::string> missing;
  std::string hope;
  bool any = false;
  for (const Contact* contact : named_contacts(facts, action)) {
    if (!facts.stands(*contact) || !contact->date || (contact->outcome && !is_failure(*contact))) continue;
    const InForce force = requirements_in_force(facts, order, *contact->date);
    if (force.elsewhere) continue;
    any = true;
    if (force.is_no() && contact->outcome) {
      if (outside == nullptr) outside = contact, outside_force = force;
    } else if (force.is_no()) {
      missing.push_back(report.pointer(contact->place, "outcome"));
      hope = fmt::format("the outcome of {} is not recorded; passes if the person did not fail to comply",
                         format(*contact->date));
    } else if (!force.answer) {
      for (std::string& pointer : pointers(report, force.missing)) missing.push_back(std::move(pointer));
      hope = fmt::format("the failure of {}; passes if it lies within {}: {}", format(*contact->date), what, force.why);
    }
  }
  if (!any) {
    report.not_applicable(subject);  // about no failure: ENF409, ENF412
  } else if (outside != nullptr) {
    const Date day = *outside->date;
    auto finding = report.fail(subject, action.place,
                               fmt::format("{} on a failure of {}, outside {}: {}", document::word(*action.action),
                                           format(day), what, outside_force.why));
    finding.here("rests on it").related(outside->date.place, "the failure").identity("failure", day);
    if (outside_force.place.known()) finding.related(outside_force.place, outside_force.why);
    finding.trace(fmt::format("{}: outside {}: {}", format(day), what, outside_force.why))
        .fix("withdraw the action, or correct the dates");
  } else if (!missing.empty()) {
    report.undetermined(subject, action.place, hope, missing);
  } else {
    report.pass(subject, action.place);
  }
}

// Every action that stands, of the orders `wanted` takes. `type_hope`: when an order of no recorded type passes.
template <class Wanted>
void check_actions_in_force(const CaseFacts& facts, Report& report, std::string_view what, std::string_view type_hope,
                            Wanted wanted) {
  if (!facts.file.enforcement.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  if (!facts.file.contacts.recorded && !facts.enforcement.empty()) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const EnforcementEntry* action : facts.enforcement) {
    if (!is_enforcement_action(*action)) continue;
    const Subject subject = subject_of(*action);
    const Order* order = facts.order_of(*action);
    if (order == nullptr)
      report.undetermined(subject, action->place, "which order the action is about is not recorded",
                          {report.pointer(action->place, "order")});
    else if (!order->type)
      report.undetermined(subject, action->place, fmt::format("the type of the order is not recorded; {}", type_hope),
                          {report.pointer(order->place, "type")});
    else if (!wanted(*order) || is_withdrawn(facts, *action)) report.not_applicable(subject);
    else check_action_in_force(facts, *order, *action, what, report);
  }
}

}  // namespace probation::rules
