#include <fmt/format.h>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::supervision_period};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const KnownDate end = facts.supervision_end(order), operational = facts.operational_end(order);
  if (!end && !end.amended && order.requirements.recorded && order.requirements.empty()) {
    report.not_applicable(subject);  // no requirement, no supervision period
    return;
  }
  const auto* least_row = limits::supervision_min_months.at(by_order(order));
  const auto* most_row = limits::supervision_max_months.at(by_order(order));
  if (lacks_law(least_row != nullptr && most_row != nullptr, order, order.sentence_date, "sentence_date", subject,
                report))
    return;
  const Months least{least_row->value}, most{most_row->value};
  std::vector<std::string> missing;
  if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
  if (!end) missing.push_back(report.pointer(end.place, end.key));
  if (!operational) missing.push_back(report.pointer(operational.place, operational.key));
  const auto fail = [&](const std::string& message, const std::string& trace, Date limit) {
    auto finding =
        report.fail(subject, end.place, fmt::format("the supervision period ends on {}: {}", format(*end), message));
    finding.here("the supervision period ends here");
    if (order.sentence_date) finding.related(order.sentence_date.place, "it begins with this day");
    finding.fact("end", *end)
        .fact("limit", limit)
        .trace(trace)
        .fix("check the end with the court register; if it is right, refer the order back");
    return finding;
  };
  if (end && order.sentence_date) {
    const Date start = *order.sentence_date, shortest = period_beginning_with(start, least),
               longest = period_beginning_with(start, most);
    if (*end < shortest) {
      fail(fmt::format("less than the {} months it must last, which end on {}", least.count, format(shortest)),
           fmt::format("{} months beginning with {} end on {}; {} is {} before it", least.count, format(start),
                       format(shortest), format(*end), counted(days_between(*end, shortest), "day")),
           shortest);
      return;
    }
    if (*end > longest) {
      fail(fmt::format("more than {} months, which end on {}", most.count, format(longest)),
           fmt::format("{} months beginning with {} end on {}; {} is {} after it", most.count, format(start),
                       format(longest), format(*end), counted(days_between(longest, *end), "day")),
           longest);
      return;
    }
  }
  if (end && operational && *end > *operational) {
    fail(fmt::format("after the operational period, which ends on {}", format(*operational)),
         fmt::format("{} is {} after {}", format(*end), counted(days_between(*operational, *end), "day"),
                     format(*operational)),
         *operational)
        .related(operational.place, "the operational period ends here");
    return;
  }
  if (missing.empty()) {
    report.pass(subject, end.place);
    return;
  }
  std::string words = fmt::format(
      "the date of the order is not recorded; passes if the supervision period is {} to {} months and ends within the "
      "operational period",
      least.count, most.count);
  if (order.sentence_date && end)
    words = fmt::format("the end of the operational period is not known; passes if it is {} or later", format(*end));
  else if (order.sentence_date)
    words = fmt::format(
        "the end of the supervision period is not known; passes from {} to {}, within the operational period",
        format(period_beginning_with(*order.sentence_date, least)),
        format(period_beginning_with(*order.sentence_date, most)));
  report.undetermined(subject, end.place, words, missing);
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order,
                 [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

extern const Rule ord107;
constinit const Rule ord107{
    .id = "ORD107",
    .slug = "supervision-period",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "The supervision period of a suspended sentence order is too short or too long.",
    .explanation = {.checks = "The supervision period, which begins with the day of the order: at least six months, at "
                              "most two years, and not beyond the operational period.",
                    .matters = "Requirements bind only in a lawful supervision period.",
                    .to_do = "Check the dates with the court register."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
