// The subjects most rules about RAR days share, and the words for what keeps them from an answer.
#pragma once
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/rar_days.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// Calls `check(order, requirement)` for each requirement of the type on each judged order.
template <class Check>
void for_each_requirement(const CaseFacts& facts, Report& report, RequirementType type, Check check) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    if (!order.requirements.recorded) {
      report.undetermined(subject_of(order), order.place, "the requirements of the order are not recorded",
                          {report.pointer(order.place, "requirements")});
      continue;
    }
    for (const Requirement& requirement : order.requirements)
      if (requirement.type.is(type)) check(order, requirement);
  }
}

// Calls `check(contact)` for each standing contact that is flagged RAR; where contacts are not recorded the rule is
// undetermined.
template <class Check>
void for_each_flagged_contact(const CaseFacts& facts, Report& report, Check check) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!contact->rar_activity.is(true) || !contact->date) continue;
    const Order* order = facts.order_of(*contact);
    if (order != nullptr && (!CaseFacts::is_judged(*order) || governed_elsewhere(*order, *contact->date)))
      report.not_applicable(subject_of(*contact));
    else check(*contact);
  }
}

// Pointers of the outcomes and decisions that awaiting contacts lack.
inline std::vector<std::string> awaiting_pointers(const CaseFacts& facts, const Report& report, const RarDays& days) {
  std::vector<std::string> all;
  for (const std::string& id : days.awaiting_outcome)
    if (const Contact* contact = facts.contact(id)) all.push_back(report.pointer(contact->place, "outcome"));
  for (const std::string& id : days.awaiting_rar_decision)
    if (const Contact* contact = facts.contact(id)) all.push_back(report.pointer(contact->place, "rar_activity"));
  return all;
}

// "3 distinct dates from 2025-03-05 to 2025-03-19", for a trace.
inline std::string counted_dates(const RarDays& days) {
  if (days.days.empty()) return "no date counts";
  if (days.days.size() == 1) return "1 date counts: " + format(days.days.front().date);
  return std::to_string(days.days.size()) + " distinct dates from " + format(days.days.front().date) + " to " +
         format(days.days.back().date);
}

}  // namespace probation::rules
