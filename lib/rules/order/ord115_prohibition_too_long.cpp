#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/order/requirement_period.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::foreign_travel, sources::exclusion};

void check_one(const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const bool travel = requirement.type.is(RequirementType::foreign_travel_prohibition);
  if (!travel && order.type.is(OrderType::suspended_sentence_order)) {
    report.not_applicable(subject);
    return;
  }
  const auto* row =
      travel ? limits::foreign_travel_max_months.at(by_order(order)) : limits::exclusion_max_months.at(by_order(order));
  if (lacks_law(row != nullptr, order, order.sentence_date, "sentence_date", subject, report)) return;
  const int months = row->value;
  const RequirementPeriod period = requirement_period(order, requirement);
  const auto last_of = [&](const std::optional<Date>& first) {
    return first ? std::optional(period_beginning_with(*first, Months{months})) : std::nullopt;
  };
  const CountedFrom from = travel ? counted_from(order, requirement, limits::foreign_travel_from_the_order, report)
                                  : CountedFrom{period.first};
  const std::optional<Date> limit = last_of(from.day);
  if (limit && period.last && *period.last <= *limit) {
    if (from.conviction_decides && !(from.order_day && *period.last <= *last_of(from.order_day)))
      report
          .undetermined(subject, period.last_place,
                        fmt::format("{} ends on {}; passes if its {} {}", spoken(*requirement.type),
                                    format(*period.last), months, from.hope),
                        from.missing)
          .here("the conviction decides");
    else report.pass(subject, period.last_place);
    return;
  }
  if (!limit || !period.last || period.last_is_the_orders) {
    std::vector<std::string> missing;
    if (!limit) missing.push_back(report.pointer(order.place, "sentence_date"));
    if (!period.last || period.last_is_the_orders) missing.push_back(report.pointer(requirement.place, "end_date"));
    report
        .undetermined(subject, requirement.place,
                      limit ? fmt::format("its end is not recorded; passes if it ends by {}", format(*limit))
                            : fmt::format("passes if it lasts at most {} months", months),
                      missing)
        .here("no end of its own");
    return;
  }
  if (needs_order_type(order, subject, period.last_place, report,
                       travel ? "passes if it is neither a community nor a suspended sentence order"
                              : "passes if it is no community order"))
    return;
  report
      .fail(subject, period.last_place,
            fmt::format("{} ends on {}, more than {} months from {}", spoken(*requirement.type), format(*period.last),
                        months, format(*from.day)))
      .here("too late")
      .fact("end", *period.last)
      .fact("limit", *limit)
      .trace(fmt::format("{} months beginning with {} end on {}; {} is {} after it", months, format(*from.day),
                         format(*limit), format(*period.last), counted(days_between(*limit, *period.last), "day")))
      .fix("check the dates with the court register; if they are right, refer the order back");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, "foreign travel prohibition or exclusion",
      [](RequirementType type) {
        return type == RequirementType::foreign_travel_prohibition || type == RequirementType::exclusion;
      },
      [&](const Order& order, const Requirement& requirement) { check_one(order, requirement, report); });
}

}  // namespace

extern const Rule ord115;
constinit const Rule ord115{
    .id = "ORD115",
    .slug = "prohibition-too-long",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A foreign travel prohibition, or an exclusion in a community order, lasts too long.",
    .explanation =
        {.checks =
             "The length from the first to the last day of each foreign travel prohibition (from the day of the order "
             "for a conviction before the Code), and of each exclusion in a community order; a suspended sentence "
             "order has no cap on exclusion.",
         .matters = "Beyond the limit the prohibition has no force, and acting on a breach of it would be unlawful.",
         .to_do = "Check the dates with the court register; if they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
