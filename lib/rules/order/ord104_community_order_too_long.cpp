#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::community_order_end, sources::community_order_breach_extension, sources::community_order_application_extension};

void check(const CaseFacts& facts, Report& report) {
  const Months longest{limits::community_order_max_months.always().value};
  for_each_order(facts, report, OrderType::community_order, [&](const Order& order) {
    const std::string subject = subject_of(order);
    if (!order.sentence_date || !order.end_date) {
      std::vector<std::string> missing;
      if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
      if (!order.end_date) missing.push_back(report.pointer(order.place, "end_date"));
      report.undetermined(subject, order.end_date ? order.end_date.place : order.place,
                          order.sentence_date ? fmt::format("passes if the end is {} or earlier", format(months_after(*order.sentence_date, longest))) : std::string("the date of the order is not recorded"), missing);
      return;
    }
    const Date cap = months_after(*order.sentence_date, longest);
    bool failed = false;
    auto say = [&](Place place, const std::string& message, Date latest, const std::string& step) {
      if (failed) return;  // one finding a subject: the first fault
      failed = true;
      report.fail(subject, place, message).here(fmt::format("the latest lawful end is {}", format(latest))).related(order.sentence_date.place, "the order was made here")
          .fact("latest_end", latest).trace(fmt::format("{} + {} months = {}", format(*order.sentence_date), longest.count, format(cap))).trace(step).fix("check the end with the court; if it is right, refer the order back");
    };
    if (*order.end_date > cap)
      say(order.end_date.place, fmt::format("the order ends {} after the latest lawful end", days_between(cap, *order.end_date) == 1 ? std::string("1 day") : fmt::format("{} days", days_between(cap, *order.end_date))), cap,
          fmt::format("{} is after {}", format(*order.end_date), format(cap)));
    std::vector<const Amendment*> changes;
    for (const Amendment& amendment : order.amendments)
      if (amendment.end_date) changes.push_back(&amendment);
    for (const Amendment* amendment : changes)
      if (!amendment->date || !amendment->kind) {
        if (!failed)
          report.undetermined(subject, amendment->end_date.place, "the end was amended, and when or why is not recorded", {report.pointer(amendment->place, amendment->date ? "kind" : "date")});
        return;
      }
    std::stable_sort(changes.begin(), changes.end(), [](const Amendment* a, const Amendment* b) { return *a->date < *b->date; });
    Date before = *order.end_date;
    int on_breach = 0, on_application = 0;
    Date furthest = cap;  // the cap moved by the extensions made so far
    for (const Amendment* amendment : changes) {
      const Date now = *amendment->end_date;
      const bool breach = amendment->kind.is(AmendmentKind::end_date_extended_on_breach);
      const bool application = amendment->kind.is(AmendmentKind::end_date_extended_on_application);
      if ((breach || application) && now > before) {
        const Months extra{breach ? limits::extension_on_breach_max_months.always().value : limits::extension_on_application_max_months.always().value};
        const Date latest = months_after(before, extra);
        if (++(breach ? on_breach : on_application) > 1)
          say(amendment->end_date.place, fmt::format("the order was extended {} a second time; once is allowed", breach ? "on breach" : "on application"), before, fmt::format("an extension {} may be made once", breach ? "on breach" : "on application"));
        else if (now > latest)
          say(amendment->end_date.place, fmt::format("the extension {} adds more than {} months", breach ? "on breach" : "on application", extra.count), latest, fmt::format("{} + {} months = {}; {} is after it", format(before), extra.count, format(latest), format(now)));
        furthest = std::max(furthest, now);
      } else if (now > furthest) {
        say(amendment->end_date.place, "the amended end is after the latest lawful end", furthest, fmt::format("{} is after {}", format(now), format(furthest)));
      }
      before = now;
    }
    if (!failed) report.pass(subject, order.end_date.place);
  });
}

}  // namespace

extern const Rule ord104;
constinit const Rule ord104{
    .id = "ORD104",
    .slug = "community-order-too-long",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A community order ends later than the law allows.",
    .explanation = {.checks = "The end of a community order against three years after its date; and each extension, on breach and on application, which may add six months once each, measured from the end before it.",
                    .matters = "Beyond that day the order has ended by law, and nothing under it can be instructed or enforced.",
                    .to_do = "Check the dates against the court register. If they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
