#include <fmt/format.h>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "law/spoken_times.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::drug_testing};

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::drug_testing, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        const auto* row = limits::drug_testing_available.at(by_conviction(order));
        const std::vector<TimeInForce> times = limits::drug_testing_available.times();
        if (row != nullptr && row->value) {
          report.pass(subject, requirement.type.place);
        } else if (!order.conviction_date) {
          report
              .undetermined(subject, requirement.type.place,
                            fmt::format("passes if the person was convicted {}", spoken_times(times, "on or after")),
                            {report.pointer(order.place, "conviction_date")})
              .here("exists from a day on");
        } else {
          if (needs_order_type(order, subject, requirement.type.place, report)) return;
          const Date day = nearest_day(times, *order.conviction_date);
          report
              .fail(subject, requirement.type.place,
                    fmt::format("a drug testing requirement for a conviction of {}; it can be made for convictions {}",
                                format(*order.conviction_date), spoken_times(times)))
              .here("did not exist then")
              .related(order.conviction_date.place, "convicted here")
              .fact("from", day)
              .trace(fmt::format("{} is {}", format(*order.conviction_date), days_beside(*order.conviction_date, day)))
              .source(sources::drug_testing)
              .fix("correct the conviction date; if it is right, refer the order back");
        }
      });
}

}  // namespace

extern const Rule ord124;
constinit const Rule ord124{
    .id = "ORD124",
    .slug = "drug-testing-too-early",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::conviction,
    .summary = "A drug testing requirement stands in an order made before the requirement existed.",
    .explanation = {.checks = "The date of each order that holds a drug testing requirement against the first day the "
                              "requirement could be made.",
                    .matters = "The court had no power to make it; a positive test breaches nothing.",
                    .to_do = "Correct the date of the order; if it is right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
