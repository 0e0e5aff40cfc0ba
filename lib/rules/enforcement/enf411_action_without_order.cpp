#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/sources.hpp"
#include "rules/enforcement/outside_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::order_in_force};

void check(const CaseFacts& facts, Report& report) {
  const auto is_wanted = [](const Order& order) {
    return CaseFacts::is_judged(order) && !order.type.is(OrderType::suspended_sentence_order);
  };
  if (std::none_of(facts.file.orders.begin(), facts.file.orders.end(),
                   [&](const Order& o) { return !o.type || is_wanted(o); }))
    return;
  check_actions_in_force(facts, report, "the time in which the order was in force",
                         "passes if it was in force on the day of the failure", is_wanted);
}

}  // namespace

extern const Rule enf411;
constinit const Rule enf411{
    .id = "ENF411",
    .slug = "action-without-order",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A warning, referral or breach action rests on a failure of a day on which the order was not in force.",
    .explanation =
        {.checks =
             "Warnings, referrals and starts of breach proceedings on a community order, a licence or post-sentence "
             "supervision, and the days of the contacts they name, against the time in which the order was in force.",
         .matters = "Nobody can be warned or breached for a day on which no order bound them; proceedings on such a "
                    "failure would be unlawful.",
         .to_do = "Withdraw the action, or correct the dates of the contact or of the order."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
