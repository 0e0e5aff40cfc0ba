#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  const bool are_all_known = facts.file.orders.recorded && facts.is_whole(ListName::orders);
  for (const Contact* contact : facts.contacts) {
    if (!contact->date) continue;
    const Subject subject = subject_of(*contact);
    std::vector<Missing> missing;
    bool inside = false, open = !are_all_known, elsewhere = false;
    for (const Order& order : facts.file.orders) {
      const InForce here = in_force(facts, order, *contact->date);
      inside = inside || here.is_yes();
      open = open || !here.answer;
      elsewhere = elsewhere || here.elsewhere;
      if (!here.missing.empty()) missing.insert(missing.end(), here.missing.begin(), here.missing.end());
    }
    if (inside) {
      report.pass(subject, contact->date.place);
    } else if (elsewhere) {
      report.not_applicable(subject);
    } else if (open) {
      std::vector<std::string> names = pointers(report, missing);
      if (names.empty() || !facts.is_whole(ListName::orders)) names.emplace_back("/orders");
      report.undetermined(subject, contact->date.place,
                          fmt::format("whether an order was running on {} is not known", format(*contact->date)),
                          std::move(names));
    } else {
      auto finding =
          report.fail(subject, contact->date.place, fmt::format("no order was running on {}", format(*contact->date)));
      finding.here("outside every order");
      for (const Order& order : facts.file.orders) {
        const KnownDate end =
            order.type.is(OrderType::suspended_sentence_order) ? facts.operational_end(order) : facts.end_date(order);
        const bool terminated = order.termination && order.termination->date;
        finding.trace(fmt::format("{}: {} to {}{}", subject_of(order),
                                  order.sentence_date ? format(*order.sentence_date) : std::string("?"),
                                  terminated ? format(*order.termination->date)
                                  : end      ? format(*end)
                                             : std::string("?"),
                                  terminated ? ", terminated" : ""));
        finding.related(order.place, "this order");
      }
      finding.fix("correct the date of the contact, or the dates of the order");
    }
  }
}

}  // namespace

extern const Rule rec504;
constinit const Rule rec504{
    .id = "REC504",
    .slug = "contact-outside-orders",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "A contact lies outside the dates of every order.",
    .explanation =
        {.checks = "The date of each contact against the orders: from the sentence date to the end as amended, a "
                   "suspended sentence order to the end of its operational period, none after its termination; "
                   "unfinished unpaid work carries a community order on.",
         .matters = "There was no order to require it; it counts for nothing, and nothing may follow from missing it.",
         .to_do = "Correct the date, or the dates of the order."},
    .sources = {},
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
