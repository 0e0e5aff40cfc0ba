#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "facts/case/term.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::shortest_suspended_term};

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order, [&](const Order& order) {
    const Subject subject = subject_of(order);
    const auto* row = limits::suspended_term_min_days.at(by_order(order));
    if (lacks_law(row != nullptr, order, order.sentence_date, "sentence_date", subject, report)) return;
    const std::optional<bool> under = term_is_under(order.custodial_term, row->value);
    const Place place = order.custodial_term ? order.custodial_term->place : order.place;
    if (!under) {
      report.undetermined(subject, place, fmt::format("the term is not recorded; passes from {} days on", row->value),
                          {report.pointer(order.place, "custodial_term")});
    } else if (!*under) {
      report.pass(subject, place);
    } else {
      report.fail(subject, place, fmt::format("a suspended term of less than {} days", row->value))
          .here("the term")
          .fact("min_days", row->value)
          .trace(fmt::format("the shortest term that can be suspended is {} days", row->value))
          .fix("check the term with the court register; if it is right, refer the order back");
    }
  });
}

}  // namespace

extern const Rule ord128;
constinit const Rule ord128{
    .id = "ORD128",
    .slug = "suspended-term-too-short",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A suspended term is shorter than the shortest that can be suspended.",
    .explanation = {.checks = "The suspended term against the least number of days.",
                    .matters = "A sentence that cannot be passed cannot be activated.",
                    .to_do = "Check the term with the court register. If it is right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
