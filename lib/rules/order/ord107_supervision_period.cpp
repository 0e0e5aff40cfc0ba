#include <fmt/format.h>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/each_end.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule ord107;

namespace {

constexpr std::array rule_sources{sources::supervision_period};

struct SupervisionLimits {
  Months least, most;
};

Report::Draft say_failed(const Order& order, const KnownDate& end, const std::string& message, const std::string& trace,
                         Date limit, Report& report) {
  auto finding = report.fail(subject_of(order), end.place,
                             fmt::format("the supervision period ends on {}: {}", format(*end), message));
  finding.here("the supervision period ends here");
  if (order.sentence_date) finding.related(order.sentence_date.place, "it begins with this day");
  finding.fact("end", *end)
      .fact("limit", limit)
      .trace(trace)
      .fix("check the end with the court register; if it is right, refer the order back");
  return finding;
}

// The period by itself; false: it is said to be too short or too long.
bool is_of_lawful_length(const Order& order, const KnownDate& end, const SupervisionLimits& law, Report& report) {
  if (!end || !order.sentence_date) return true;
  const Date start = *order.sentence_date, shortest = period_beginning_with(start, law.least),
             longest = period_beginning_with(start, law.most);
  if (*end < shortest)
    say_failed(order, end,
               fmt::format("less than the {} months it must last, which end on {}", law.least.count, format(shortest)),
               fmt::format("{} months beginning with {} end on {}; {} is {} before it", law.least.count, format(start),
                           format(shortest), format(*end), counted(days_between(*end, shortest), "day")),
               shortest, report);
  else if (*end > longest)
    say_failed(order, end, fmt::format("more than {} months, which end on {}", law.most.count, format(longest)),
               fmt::format("{} months beginning with {} end on {}; {} is {} after it", law.most.count, format(start),
                           format(longest), format(*end), counted(days_between(longest, *end), "day")),
               longest, report);
  return *end >= shortest && *end <= longest;
}

void judge(const Order& order, const KnownDate& end, const KnownDate& operational, const SupervisionLimits& law,
           Report& report) {
  if (!is_of_lawful_length(order, end, law, report)) return;
  if (end && operational && *end > *operational) {
    say_failed(order, end, fmt::format("after the operational period, which ends on {}", format(*operational)),
               fmt::format("{} is {} after {}", format(*end), counted(days_between(*operational, *end), "day"),
                           format(*operational)),
               *operational, report)
        .related(operational.place, "the operational period ends here");
    return;
  }
  std::vector<std::string> missing;
  if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
  if (!end) missing.push_back(report.pointer(end.place, end.key));
  if (!operational) missing.push_back(report.pointer(operational.place, operational.key));
  if (missing.empty()) {
    report.pass(subject_of(order), end.place);
    return;
  }
  std::string words = fmt::format(
      "the date of the order is not recorded; passes if the supervision period is {} to {} months and ends within the "
      "operational period",
      law.least.count, law.most.count);
  if (order.sentence_date && end)
    words = fmt::format("the end of the operational period is not known; passes if it is {} or later", format(*end));
  else if (order.sentence_date)
    words = fmt::format(
        "the end of the supervision period is not known; passes from {} to {}, within the operational period",
        format(period_beginning_with(*order.sentence_date, law.least)),
        format(period_beginning_with(*order.sentence_date, law.most)));
  report.undetermined(subject_of(order), end.place, words, missing);
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  AmendedEnd supervision = end_of(facts, order, EndOf::supervision);
  const AmendedEnd operational = end_of(facts, order, EndOf::operational);
  if (!supervision.end && !supervision.end.amended && facts.knows_requirements(order) && order.requirements.empty()) {
    report.not_applicable(subject_of(order));  // no requirement, no supervision period
    return;
  }
  const auto* least = limits::supervision_min_months.at(by_order(order));
  const auto* most = limits::supervision_max_months.at(by_order(order));
  if (lacks_law(least != nullptr && most != nullptr, order, order.sentence_date, "sentence_date", subject_of(order),
                report))
    return;
  const SupervisionLimits law{Months{least->value}, Months{most->value}};
  // One that is too long already no amendment that is known to be missing made shorter.
  if (const AmendedEnd there = end_of(order, EndOf::supervision);
      there.end && order.sentence_date && *there.end > period_beginning_with(*order.sentence_date, law.most))
    supervision = there;
  for_each_end(facts, ord107, supervision, report, [&](const KnownDate& end, Report& said) {
    for_each_end(facts, ord107, operational, said,
                 [&](const KnownDate& last, Report& of_both) { judge(order, end, last, law, of_both); });
  });
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order,
                 [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

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
