// The subjects of the rules about failures: each on a community or suspended sentence order.
#pragma once
#include "facts/case/answers.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/in_force.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {

inline bool is_enforced_as_order(const Order& order) {
  return order.type.is(OrderType::community_order) || order.type.is(OrderType::suspended_sentence_order);
}

// Calls `check(order, contact, force)` for each failure dated before as-of on an order `wanted` takes. A failure of a
// day on which the order was not in force is not applicable; `force` is yes or not known.
template <class Wanted, class Check>
void for_each_failure(const CaseFacts& facts, Report& report, Wanted wanted, Check check) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!is_failure(*contact) || !contact->date || *contact->date >= facts.as_of) continue;
    const Subject subject = subject_of(*contact);
    const Order* order = facts.order_of(*contact);
    if (order == nullptr) {
      report.undetermined(subject, contact->outcome.place, "a failure, and which order it belongs to is not recorded",
                          {report.pointer(contact->place, "order")});
    } else if (!order->type) {
      report.undetermined(subject, contact->outcome.place, "a failure, and the type of its order is not recorded",
                          {report.pointer(order->place, "type")});
    } else if (!wanted(*order)) {
      report.not_applicable(subject);
    } else {
      const InForce force = contact_in_force(facts, *order, *contact);
      if (force.is_no()) report.not_applicable(subject);
      else check(*order, *contact, force);
    }
  }
}

template <class Check>
void for_each_failure(const CaseFacts& facts, Report& report, Check check) {
  for_each_failure(facts, report, is_enforced_as_order, check);
}

// An action on failures of days on which their order was not in force is judged by ENF407 and ENF411 alone.
inline bool is_only_about_no_order(const CaseFacts& facts, const EnforcementEntry& action) {
  const Order* order = facts.order_of(action);
  bool any = false;
  if (order == nullptr) return any;
  for (const std::string_view event : named_events(facts, action))
    for (const Contact* contact : facts.contacts_of_event(event)) {
      if (!contact->date || !facts.stands(*contact)) continue;
      if (!requirements_in_force(facts, *order, *contact->date).is_no()) return false;
      any = true;
    }
  return any;
}

}  // namespace probation::rules
