// The subjects of the rules about failures: each on a community or suspended sentence order.
#pragma once
#include "facts/case/case_facts.hpp"
#include "facts/case/failures.hpp"
#include "rules/report.hpp"

namespace probation::rules {

inline bool is_enforced_as_order(const Order& order) {
  return order.type.is(OrderType::community_order) || order.type.is(OrderType::suspended_sentence_order);
}

// Calls `check(order, contact)` for each failure dated before as-of.
template <class Check>
void for_each_failure(const CaseFacts& facts, Report& report, Check check) {
  if (!facts.file.contacts.recorded) {
    report.undetermined("file", facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!is_failure(*contact) || !contact->date || *contact->date >= facts.as_of) continue;
    const std::string subject = subject_of(*contact);
    const Order* order = facts.order_of(*contact);
    if (order == nullptr)
      report.undetermined(subject, contact->outcome.place, "a failure, and which order it belongs to is not recorded",
                          {report.pointer(contact->place, "order")});
    else if (!order->type)
      report.undetermined(subject, contact->outcome.place, "a failure, and the type of its order is not recorded",
                          {report.pointer(order->place, "type")});
    else if (!is_enforced_as_order(*order)) report.not_applicable(subject);
    else check(*order, *contact);
  }
}

}  // namespace probation::rules
