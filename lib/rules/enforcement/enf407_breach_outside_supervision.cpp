#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/enforcement/outside_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::supervision_breach, sources::supervision_with_unpaid_work};

void check(const CaseFacts& facts, Report& report) {
  if (std::none_of(facts.file.orders.begin(), facts.file.orders.end(),
                   [](const Order& o) { return !o.type || o.type.is(OrderType::suspended_sentence_order); }))
    return;
  check_actions_in_force(facts, report, "the supervision period", "passes if it is no suspended sentence order",
                         [](const Order& order) { return order.type.is(OrderType::suspended_sentence_order); });
}

}  // namespace

extern const Rule enf407;
constinit const Rule enf407{
    .id = "ENF407",
    .slug = "breach-outside-supervision",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary =
        "A warning or breach action on a suspended sentence order rests on a failure outside the supervision period.",
    .explanation =
        {.checks = "Warnings, referrals and starts of breach proceedings on a suspended sentence order, and the dates "
                   "of the contacts they name, against the supervision period as amended.",
         .matters = "A community requirement of such an order can be breached in its supervision period "
                    "only; activation on such a failure would be unlawful.",
         .to_do = "Withdraw the action, or correct the date or the supervision end."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
