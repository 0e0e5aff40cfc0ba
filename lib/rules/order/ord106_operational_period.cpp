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

constexpr std::array rule_sources{sources::operational_period, sources::operational_period_2026};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const KnownDate end = facts.operational_end(order);
  const auto* least_row = limits::operational_min_months.at(by_order(order));
  const auto* most_row = limits::operational_max_months.at(by_order(order));
  if (lacks_law(least_row != nullptr && most_row != nullptr, order, order.sentence_date, "sentence_date", subject,
                report))
    return;
  const Months least{least_row->value}, most{most_row->value};
  // The longer cap needs a long term and a conviction for which it is in force; not known: the longest there may be.
  const Dated<int>* long_row = nullptr;
  for (const Dated<int>* row : limits::operational_max_months_long_term.candidates(by_conviction(order)))
    if (row != nullptr && (long_row == nullptr || row->value > long_row->value)) long_row = row;
  const auto* term_row = limits::long_term_months.at(by_conviction(order));
  const int long_term_months = term_row != nullptr ? term_row->value : most.count;
  if (!end || !order.sentence_date) {
    std::vector<std::string> missing;
    if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
    if (!end) missing.push_back(report.pointer(end.place, end.key));
    const std::string words =
        order.sentence_date
            ? fmt::format("the end of the operational period is not known; passes from {} to {}",
                          format(period_beginning_with(*order.sentence_date, least)),
                          format(period_beginning_with(*order.sentence_date, most)))
            : fmt::format("the date of the order is not recorded; passes if the operational period is {} to {} months",
                          least.count, most.count);
    report.undetermined(subject, end.place, words, missing);
    return;
  }
  const Date start = *order.sentence_date;
  const Date shortest = period_beginning_with(start, least), longest = period_beginning_with(start, most),
             longest_of_all = long_row == nullptr ? longest : period_beginning_with(start, Months{long_row->value});
  const auto period = [&](Months months, Date last) {
    return fmt::format("{} months beginning with {} end on {}", months.count, format(start), format(last));
  };
  const auto fail = [&](const std::string& fault, Months months, Date limit) {
    auto finding = report.fail(
        subject, end.place,
        fmt::format("the operational period ends on {}: {}, which end on {}", format(*end), fault, format(limit)));
    finding.here("the operational period ends here")
        .related(order.sentence_date.place, "it begins with this day")
        .fact("end", *end)
        .fact("limit", limit);
    const int apart = *end < limit ? days_between(*end, limit) : days_between(limit, *end);
    finding
        .trace(fmt::format("{}; {} is {} {}", period(months, limit), format(*end), counted(apart, "day"),
                           *end < limit ? "before it" : "after it"))
        .fix("check the end with the court register; if it is right, refer the order back");
    return finding;
  };
  if (*end < shortest) {
    fail(fmt::format("less than the {} months it must last", least.count), least, shortest);
    return;
  }
  if (*end <= longest) {
    report.pass(subject, end.place);
    return;
  }
  if (*end > longest_of_all) {
    const Months cap{long_row == nullptr ? most.count : long_row->value};
    fail(fmt::format("more than {} months, the most for any term", cap.count), cap, longest_of_all);
    return;
  }
  // Between the two caps: the longer one needs a long term and a recent conviction.
  const std::optional<bool> long_term = term_exceeds(order.custodial_term, long_term_months);
  // A conviction that is known has its row, or none, and then the longest of all is the shorter cap.
  const bool recent = static_cast<bool>(order.conviction_date);
  if (long_term == false) {
    auto finding = fail(fmt::format("more than {} months", most.count), most, longest);
    finding.trace(fmt::format("{} months need a suspended term of more than {} months and a conviction on or after {}",
                              long_row->value, long_term_months, format(long_row->from)));
    finding.trace(fmt::format("the suspended term is not more than {} months", long_term_months))
        .related(order.custodial_term->place, "the suspended term");
    return;
  }
  if (long_term == true && recent) {
    report.pass(subject, end.place);
    return;
  }
  std::vector<std::string> missing, conditions;
  if (!long_term) {
    missing.push_back(report.pointer(order.place, "custodial_term"));
    conditions.push_back(fmt::format("the suspended term is more than {} months", long_term_months));
  }
  if (!recent) {
    missing.push_back(report.pointer(order.place, "conviction_date"));
    conditions.push_back(fmt::format("the conviction was on or after {}", format(long_row->from)));
  }
  report
      .undetermined(subject, end.place,
                    fmt::format("the operational period ends on {}, between {} and {} months; passes if {}",
                                format(*end), most.count, long_row->value, join(conditions, " and ")),
                    missing)
      .here("the operational period ends here")
      .related(order.sentence_date.place, "it begins with this day")
      .trace(period(most, longest))
      .trace(period(Months{long_row->value}, longest_of_all));
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order,
                 [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

extern const Rule ord106;
constinit const Rule ord106{
    .id = "ORD106",
    .slug = "operational-period",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::conviction,
    .summary = "The operational period of a suspended sentence order is too short or too long.",
    .explanation = {.checks =
                        "The operational period, which begins with the day of the order, against its least and "
                        "greatest length. The greater one holds where the term is long and the conviction recent.",
                    .matters = "Outside the limits the order is not one the court could make; an activation after its "
                               "lawful end would be unlawful.",
                    .to_do = "Check the dates with the court register."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
