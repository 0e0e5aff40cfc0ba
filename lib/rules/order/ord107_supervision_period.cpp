#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::supervision_period};

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order, [&](const Order& order) {
    const std::string subject = subject_of(order);
    const KnownDate end = facts.supervision_end(order);
    const KnownDate operational = facts.operational_end(order);
    if (!end) {
      if (end.key == "supervision_end_date" && order.requirements.recorded) report.not_applicable(subject);  // ORD108 speaks where one is needed
      else report.undetermined(subject, end.place, "the supervision period is not recorded", {report.pointer(end.place, end.key)});
      return;
    }
    if (!order.sentence_date) {
      report.undetermined(subject, end.place, "the date of the order is not recorded", {report.pointer(order.place, "sentence_date")});
      return;
    }
    const Date start = *order.sentence_date;
    const Months least{limits::supervision_min_months.always().value}, most{limits::supervision_max_months.always().value};
    const Date shortest = period_beginning_with(start, least), longest = period_beginning_with(start, most);
    const auto fail = [&](const std::string& message, const std::string& trace) -> Report::Draft {
      auto finding = report.fail(subject, end.place, message);
      finding.here("the supervision period ends here").related(order.sentence_date.place, "it begins with this day").trace(trace).fix("check the end with the court register");
      return finding;
    };
    if (*end < shortest) fail(fmt::format("the supervision period is shorter than {} months", least.count), fmt::format("{} months beginning with {} end on {}; {} is before it", least.count, format(start), format(shortest), format(*end)));
    else if (*end > longest) fail(fmt::format("the supervision period is longer than {} months", most.count), fmt::format("{} months beginning with {} end on {}; {} is after it", most.count, format(start), format(longest), format(*end)));
    else if (operational && *end > *operational) fail("the supervision period runs past the operational period", fmt::format("{} is after {}", format(*end), format(*operational))).related(operational.place, "the operational period ends here");
    else if (!operational) report.undetermined(subject, end.place, fmt::format("passes if the operational period ends on {} or later", format(*end)), {report.pointer(operational.place, operational.key)});
    else report.pass(subject, end.place);
  });
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
    .explanation = {.checks = "The supervision period, which begins with the day of the order: at least six months, at most two years, and not beyond the operational period.",
                    .matters = "Requirements bind only in a lawful supervision period.",
                    .to_do = "Check the dates with the court register."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
