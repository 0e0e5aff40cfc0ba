#include <fmt/format.h>
#include <array>

#include "facts/case/term.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::suspended_term, sources::suspended_term_2026};

void check_order(const Order& order, Report& report) {
  const std::string subject = subject_of(order);
  const auto& rows = limits::suspended_term_max_months.rows;
  const int old_cap = rows[0].value, new_cap = rows[1].value;
  const std::optional<bool> over_old = term_exceeds(order.custodial_term, old_cap),
                            over_new = term_exceeds(order.custodial_term, new_cap);
  const Place place = order.custodial_term ? order.custodial_term->place : order.place;
  const bool recent = order.conviction_date && *order.conviction_date >= rows[1].from;
  if (over_old == false) {
    report.pass(subject, place);
    return;
  }
  const std::optional<bool> over =
      order.conviction_date ? (recent ? over_new : over_old) : (over_new == true ? over_new : std::nullopt);
  if (over == false) {
    report.pass(subject, place);
  } else if (over == true) {
    const int cap = order.conviction_date && !recent ? old_cap : new_cap;
    auto finding = report.fail(subject, place, fmt::format("a suspended term of more than {} months", cap));
    finding.here("the term").fact("max_months", cap);
    if (order.conviction_date)
      finding.related(order.conviction_date.place, "convicted here")
          .trace(
              fmt::format("convicted on {}: at most {} months may be suspended", format(*order.conviction_date), cap));
    else finding.trace(fmt::format("more than {} months, the most for any conviction", new_cap));
    finding.fix("check the term and the conviction date; if they are right, refer the order back");
  } else {
    std::vector<std::string> missing;
    if (!order.custodial_term || !over_old) missing.push_back(report.pointer(order.place, "custodial_term"));
    if (!order.conviction_date) missing.push_back(report.pointer(order.place, "conviction_date"));
    if (missing.empty()) missing.push_back(report.pointer(order.place, "custodial_term"));
    report
        .undetermined(
            subject, place,
            fmt::format("passes if the term is at most {} months, or at most {} for a conviction on or after {}",
                        old_cap, new_cap, format(rows[1].from)),
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
