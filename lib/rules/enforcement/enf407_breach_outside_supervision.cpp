#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::supervision_breach, sources::supervision_with_unpaid_work};

void check_action(const CaseFacts& facts, const Order& order, const EnforcementEntry& action, Report& report) {
  const std::string subject = subject_of(action);
  const KnownDate end = facts.supervision_end(order), operational = facts.operational_end(order);
  std::vector<const Contact*> named;  // failures, and contacts that may be one
  for (const Contact* contact : facts.contacts)
    if (contact->date && names(facts, action, *contact) && (!contact->outcome || is_failure(*contact)))
      named.push_back(contact);
  if (named.empty() && names_any_contact(action)) {
    report.not_applicable(subject);  // about no failure: ENF409
    return;
  }
  if (named.empty()) {
    report.undetermined(subject, action.place,
                        "the breach action names no contact; passes if the failure lies in the supervision period",
                        {report.pointer(action.place, "contact")});
    return;
  }
  const Contact* outside = nullptr;
  std::vector<std::string> missing;
  std::string hope;
  for (const Contact* contact : named) {
    const Date day = *contact->date;
    const bool certain =
        outside != nullptr && outside->outcome;  // a failure outside decides before one that may be none
    if (order.sentence_date && day < *order.sentence_date && !certain) outside = contact;
    if (end && day > *end) {
      // Unfinished unpaid work carries supervision on, never past the operational period.
      const std::optional<bool> unfinished = has_unfinished_unpaid_work(facts, order);
      const bool unpaid_work =
          std::any_of(order.requirements.begin(), order.requirements.end(),
                      [](const Requirement& r) { return r.type.is(RequirementType::unpaid_work); });
      if ((operational && day > *operational) || (unfinished == false && !unpaid_work)) {
        if (!certain) outside = contact;
      } else {
        missing.push_back(unpaid_work || order.requirements.recorded ? "/contacts"
                                                                     : report.pointer(order.place, "requirements"));
        hope = fmt::format(
            "the failure of {} lies after the supervision end of {}; passes if unpaid work was unfinished then",
            format(day), format(*end));
      }
    }
    if (!end) {
      missing.push_back(report.pointer(end.place, end.key));
      hope = fmt::format("passes if supervision ended on {} or later", format(day));
    }
    if (!order.sentence_date) {
      missing.push_back(report.pointer(order.place, "sentence_date"));
      hope = fmt::format("passes if the order was made on {} or earlier", format(day));
    }
  }
  if (outside != nullptr && !outside->outcome) {
    missing.push_back(report.pointer(outside->place, "outcome"));
    hope = fmt::format("the outcome of {} is not recorded; passes if the person did not fail to comply",
                       format(*outside->date));
    outside = nullptr;
  }
  if (outside != nullptr) {
    const Date day = *outside->date;
    const bool before = order.sentence_date && day < *order.sentence_date;
    auto finding =
        report.fail(subject, action.place,
                    before ? fmt::format("breach action on a contact of {}, before the order was made on {}",
                                         format(day), format(*order.sentence_date))
                           : fmt::format("breach action on a failure of {}, after the supervision period ended on {}",
                                         format(day), format(*end)));
    finding.here("rests on it").related(outside->date.place, "the failure").identity("failure", day);
    if (end)
      finding.related(end.place, "supervision ends here")
          .trace(before ? fmt::format("{} is before {}", format(day), format(*order.sentence_date))
                        : fmt::format("{} is {} after {}", format(day), counted(days_between(*end, day), "day"),
                                      format(*end)));
    finding.fix("withdraw the action, or correct the dates");
  } else if (!missing.empty()) {
    report.undetermined(subject, action.place, hope, missing);
  } else {
    report.pass(subject, action.place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  if (std::none_of(facts.file.orders.begin(), facts.file.orders.end(),
                   [](const Order& o) { return !o.type || o.type.is(OrderType::suspended_sentence_order); }))
    return;
  if (!facts.file.enforcement.recorded) {
    report.undetermined("file", facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  if (!facts.file.contacts.recorded && !facts.enforcement.empty()) {
    report.undetermined("file", facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const EnforcementEntry* action : facts.enforcement) {
    if (!action->action.is(EnforcementAction::breach_started) &&
        !action->action.is(EnforcementAction::referral_to_enforcement_officer))
      continue;
    const Order* order = facts.order_of(*action);
    if (order == nullptr)
      report.undetermined(subject_of(*action), action->place, "which order the action is about is not recorded",
                          {report.pointer(action->place, "order")});
    else if (!order->type)
      report.undetermined(subject_of(*action), action->place,
                          "the type of the order is not recorded; passes if it is no suspended sentence order",
                          {report.pointer(order->place, "type")});
    else if (!order->type.is(OrderType::suspended_sentence_order)) report.not_applicable(subject_of(*action));
    else check_action(facts, *order, *action, report);
  }
}

}  // namespace

extern const Rule enf407;
constinit const Rule enf407{
    .id = "ENF407",
    .slug = "breach-outside-supervision",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "Breach action on a suspended sentence order rests on a failure outside the supervision period.",
    .explanation = {.checks = "Referrals and starts of breach proceedings on a suspended sentence order, and the dates "
                              "of the contacts they name, against the supervision period as amended.",
                    .matters = "A community requirement of such an order can be breached in its supervision period "
                               "only; activation on such a failure would be unlawful.",
                    .to_do = "Withdraw the action, or correct the date or the supervision end."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
