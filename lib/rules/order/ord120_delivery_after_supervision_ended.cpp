#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::post_sentence_supervision_end};

void check(const CaseFacts& facts, Report& report) {
  // The first day after which it did not exist; without one it always did.
  const std::optional<Date> first_end = limits::post_sentence_supervision_exists.last_day(ByEvent{law_start});
  if (!first_end) return;
  const bool any = std::any_of(facts.file.orders.begin(), facts.file.orders.end(), [](const Order& o) {
    return !o.type || o.type.is(OrderType::post_sentence_supervision);
  });
  if (!any) return;
  if (!facts.file.contacts.recorded) {
    if (facts.as_of > *first_end)
      report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!contact->date) continue;
    const Subject subject = subject_of(*contact);
    const Order* order = facts.order_of(*contact);
    if (order != nullptr && order->type && !order->type.is(OrderType::post_sentence_supervision)) continue;
    if (limits::post_sentence_supervision_exists.holds(*contact->date)) {
      report.pass(subject, contact->date.place);
      continue;
    }
    if (!contact->outcome) {
      if (*contact->date >= facts.as_of) continue;  // nothing delivered yet
      report.undetermined(
          subject, contact->date.place,
          fmt::format("what came of the contact of {} is not recorded; passes if the person did not attend",
                      format(*contact->date)),
          {report.pointer(contact->place, "outcome")});
    } else if (attended(*contact->outcome) == Stated::no || contact->outcome.is(Outcome::attended_sent_home_service)) {
      report.pass(subject, contact->date.place);  // nothing was delivered
    } else if (attended(*contact->outcome) == Stated::not_stated) {
      report.undetermined(subject, contact->outcome.place,
                          fmt::format("the outcome of {} does not say whether the person attended; passes if not",
                                      format(*contact->date)),
                          {report.pointer(contact->place, "outcome")});
    } else if (order == nullptr) {
      report.undetermined(subject, contact->date.place,
                          "which order it belongs to is not recorded; passes if it is no post-sentence supervision",
                          {report.pointer(contact->place, "order")});
    } else if (!order->type) {
      report.undetermined(subject, contact->date.place,
                          "the type of its order is not recorded; passes if it is no post-sentence supervision",
                          {report.pointer(order->place, "type")});
    } else {
      const Date last_day =
          limits::post_sentence_supervision_exists.last_day(ByEvent{contact->date.value}).value_or(*first_end);
      report
          .fail(subject, contact->date.place,
                fmt::format("delivered on {} under post-sentence supervision, which ended on {}",
                            format(*contact->date), format(last_day)))
          .here("after the last day")
          .related(order->type.place, "the order")
          .fact("last_day", last_day)
          .trace(fmt::format("{} is {} after {}", format(*contact->date),
                             counted(days_between(last_day, *contact->date), "day"), format(last_day)))
          .fix("correct the date or the order of the contact");
    }
  }
}

}  // namespace

extern const Rule ord120;
constinit const Rule ord120{
    .id = "ORD120",
    .slug = "delivery-after-supervision-ended",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "Work was delivered under post-sentence supervision after it was abolished.",
    .explanation = {.checks = "Attended contacts of post-sentence supervision orders dated after its last day.",
                    .matters = "There was no longer an order to deliver under; attendance could not be required.",
                    .to_do = "Correct the date or the order; end the supervision on the record."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
