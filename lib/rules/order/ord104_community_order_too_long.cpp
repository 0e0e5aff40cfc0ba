#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::community_order_end, sources::community_order_breach_extension,
                                  sources::community_order_application_extension};

// The first day on which an order may be made that ends on `end`.
Date earliest_order(Date end, Months longest) {
  const Date day = months_before(end, longest);
  return months_after(day, longest) < end ? day + Days{1} : day;  // 29 February has no counterpart
}

void check_order(const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const auto* most = limits::community_order_max_months.at(by_order(order));
  const auto* breach_row = limits::extension_on_breach_max_months.at(by_order(order));
  const auto* application_row = limits::extension_on_application_max_months.at(by_order(order));
  if (lacks_law(most != nullptr && breach_row != nullptr && application_row != nullptr, order, order.sentence_date,
                "sentence_date", subject, report))
    return;
  const Months longest{most->value}, on_breach{breach_row->value}, on_application{application_row->value};

  std::vector<std::string> trace;  // what was added up so far
  std::optional<Date> cap;         // the latest lawful end of the order as first made
  if (order.sentence_date) {
    cap = months_after(*order.sentence_date, longest);
    trace.push_back(fmt::format("{} + {} months = {}", format(*order.sentence_date), longest.count, format(*cap)));
  }
  const auto fail = [&](const Located<Date>& end, const std::string& message, const std::string& step,
                        std::optional<Date> latest) {
    auto finding = report.fail(subject, end.place, message);
    finding.here(latest ? fmt::format("the latest lawful end is {}", format(*latest)) : std::string("not allowed"));
    if (order.sentence_date) finding.related(order.sentence_date.place, "the order was made here");
    finding.fact("end", *end);
    if (latest) finding.fact("latest_end", *latest);
    for (const std::string& sentence : trace) finding.trace(sentence);
    finding.trace(step).fix("check the end with the court register; if it is right, refer the order back");
    return finding;
  };

  if (cap && order.end_date && *order.end_date > *cap) {
    const std::string late = counted(days_between(*cap, *order.end_date), "day");
    fail(order.end_date,
         fmt::format("the order ends on {}, {} after the latest lawful end {}", format(*order.end_date), late,
                     format(*cap)),
         fmt::format("{} is {} later", format(*order.end_date), late), cap);
    return;
  }

  std::vector<const Amendment*> changes;
  std::vector<std::string> missing;
  for (const Amendment& amendment : order.amendments)
    if (amendment.end_date) {
      changes.push_back(&amendment);
      if (!amendment.date) missing.push_back(report.pointer(amendment.place, "date"));
    }
  if (!missing.empty()) {
    const Amendment& undated =
        **std::find_if(changes.begin(), changes.end(), [](const Amendment* a) { return !a->date; });
    report
        .undetermined(subject, undated.end_date.place,
                      "the end was amended on a day that is not recorded, so that no extension can be measured from "
                      "the end before it",
                      missing)
        .here("since when?");
    return;
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Amendment* a, const Amendment* b) { return *a->date < *b->date; });

  if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
  if (!order.end_date) missing.push_back(report.pointer(order.place, "end_date"));
  Place open = order.end_date ? order.end_date.place : order.place;
  Located<Date> before = order.end_date;  // the end that the next amendment changes
  std::optional<Date> furthest = cap;     // the cap, moved by the extensions made so far
  int breaches = 0, applications = 0;
  for (const Amendment* amendment : changes) {
    const Located<Date>& end = amendment->end_date;
    const bool breach = amendment->kind.is(AmendmentKind::end_date_extended_on_breach);
    const bool application = amendment->kind.is(AmendmentKind::end_date_extended_on_application);
    if (before && *end <= *before) {  // not later than an end already judged
      trace.push_back(
          fmt::format("amended on {}: ends on {}, not later than before", format(*amendment->date), format(*end)));
    } else if (!amendment->kind) {
      const auto [less, more] = std::minmax(on_breach.count, on_application.count);
      const Date latest = before ? months_after(*before, Months{more}) : *end;
      if (changes.size() == 1 && furthest && *end <= *furthest && before && *end <= months_after(*before, Months{less}))
        break;  // lawful, whatever it was
      if (furthest && *end > *furthest && before && *end > latest) {
        fail(end, fmt::format("the amended end {} is later than any extension could make it", format(*end)),
             fmt::format("of no recorded kind: an extension reaches {} at most, another change {}", format(latest),
                         format(*furthest)),
             std::max(latest, *furthest))
            .related(before.place, "the end before it");
        return;
      }
      missing.push_back(report.pointer(amendment->place, "kind"));
      open = end.place;
      if (furthest) furthest = std::max(*furthest, *end);
    } else if (breach || application) {
      const std::string_view how = breach ? "on breach" : "on application";
      const Months extra = breach ? on_breach : on_application;
      if (++(breach ? breaches : applications) > 1) {
        auto finding = fail(
            end, fmt::format("the end was moved {} a second time, to {}; it may be moved so once", how, format(*end)),
            fmt::format("amended on {}: a second extension {}", format(*amendment->date), how), std::nullopt);
        if (before) finding.related(before.place, "the end before it");
        return;
      }
      if (before) {
        const Date latest = months_after(*before, extra);
        if (*end > latest) {
          fail(end,
               fmt::format("the extension {} moves the end from {} to {}; it may add {} months at most, to {}", how,
                           format(*before), format(*end), extra.count, format(latest)),
               fmt::format("{} + {} months = {}; {} is {} later", format(*before), extra.count, format(latest),
                           format(*end), counted(days_between(latest, *end), "day")),
               latest)
              .related(before.place, "the end before it");
          return;
        }
        trace.push_back(fmt::format("extended {} on {}: {} + {} months = {}, and {} is not later", how,
                                    format(*amendment->date), format(*before), extra.count, format(latest),
                                    format(*end)));
      }
      if (furthest) furthest = std::max(*furthest, *end);
    } else if (furthest && *end > *furthest) {
      auto finding = fail(end,
                          fmt::format("the amended end {} is {} after the latest lawful end {}", format(*end),
                                      counted(days_between(*furthest, *end), "day"), format(*furthest)),
                          fmt::format("amended on {}, neither on breach nor on application to extend: {} is after {}",
                                      format(*amendment->date), format(*end), format(*furthest)),
                          furthest);
      if (before) finding.related(before.place, "the end before it");
      return;
    } else {
      trace.push_back(fmt::format("amended on {}: ends on {}", format(*amendment->date), format(*end)));
    }
    before = end;
  }
  if (missing.empty()) {
    report.pass(subject, before.place);
    return;
  }
  std::string words =
      "what kind of change moved the end is not recorded; passes if it was an extension the law allows, or another "
      "change that keeps within the latest lawful end";
  if (!order.sentence_date && order.end_date)
    words = fmt::format("the date of the order is not recorded; its end {} is lawful if it was made on or after {}",
                        format(*order.end_date), format(earliest_order(*order.end_date, longest)));
  else if (!order.sentence_date)
    words = fmt::format("neither date nor end of the order is recorded; passes if they are at most {} months apart",
                        longest.count);
  else if (!order.end_date)
    words = fmt::format("the end of the order as first made is not recorded; it is lawful up to {}", format(*cap));
  auto finding = report.undetermined(subject, open, words, missing);
  for (const std::string& sentence : trace) finding.trace(sentence);
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::community_order, [&](const Order& order) { check_order(order, report); });
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
    .explanation =
        {.checks = "The end of a community order against three years after its date; and each extension, on breach and "
                   "on application, which may add six months once each, measured from the end before it.",
         .matters = "Beyond that day the order has ended by law, and nothing under it can be instructed or enforced.",
         .to_do = "Check the dates against the court register. If they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
