#include <fmt/format.h>
#include <array>

#include "facts/case/term.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::suspended_term, sources::suspended_term_2026};

void check_order(const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const auto rows = limits::suspended_term_max_months.candidates(by_conviction(order));
  if (lacks_law(rows.front() != nullptr, order, order.conviction_date, "conviction_date", subject, report)) return;
  const Place place = order.custodial_term ? order.custodial_term->place : order.place;
  const Dated<int>* lowest = rows.front();
  const Dated<int>* highest = rows.front();
  bool over_all = true, over_any = false, known = true;
  for (const Dated<int>* row : rows) {
    const std::optional<bool> over = term_exceeds(order.custodial_term, row->value);
    known = known && over;
    over_all = over_all && over == true;
    over_any = over_any || over != false;
    if (row->value < lowest->value) lowest = row;
    if (row->value > highest->value) highest = row;
  }
  if (!over_any) {
    report.pass(subject, place);
  } else if (over_all) {
    const int cap = highest->value;
    auto finding = report.fail(subject, place, fmt::format("a suspended term of more than {} months", cap));
    finding.here("the term").fact("max_months", cap);
    if (order.conviction_date)
      finding.related(order.conviction_date.place, "convicted here")
          .trace(
              fmt::format("convicted on {}: at most {} months may be suspended", format(*order.conviction_date), cap));
    else finding.trace(fmt::format("more than {} months, the most for any conviction", cap));
    finding.fix("check the term and the conviction date; if they are right, refer the order back");
  } else {
    std::vector<std::string> missing;
    if (!known) missing.push_back(report.pointer(order.place, "custodial_term"));
    if (!order.conviction_date) missing.push_back(report.pointer(order.place, "conviction_date"));
    report
        .undetermined(
            subject, place,
            lowest == highest
                ? fmt::format("passes if the term is at most {} months", lowest->value)
                : fmt::format("passes if the term is at most {} months, or at most {} for a conviction on or after {}",
                              lowest->value, highest->value, format(highest->from)),
            missing)
        .here(order.custodial_term ? "the term" : "no `custodial_term`");
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order,
                 [&](const Order& order) { check_order(order, report); });
}

}  // namespace

extern const Rule ord125;
constinit const Rule ord125{
    .id = "ORD125",
    .slug = "suspended-term-too-long",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::conviction,
    .summary = "The term that was suspended is longer than the law in force at conviction allows.",
    .explanation =
        {.checks = "The custodial term of each suspended sentence order against the row of the conviction date.",
         .matters = "A longer term cannot be suspended; activating it would rest on an order the court could not make.",
         .to_do = "Check the term and the conviction date; if they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
