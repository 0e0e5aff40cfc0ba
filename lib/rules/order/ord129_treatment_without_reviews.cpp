#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::treatment_reviews};

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::drug_rehabilitation, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        const auto* row = limits::drug_rehabilitation_reviews_over_months.at(by_order(order));
        if (lacks_law(row != nullptr, order, order.sentence_date, "sentence_date", subject, report)) return;
        if ((requirement.months && *requirement.months <= row->value) || requirement.court_reviews.is(true)) {
          report.pass(subject, requirement.place);
          return;
        }
        std::vector<std::string> missing;
        if (!requirement.months) missing.push_back(report.pointer(requirement.place, "months"));
        if (!requirement.court_reviews) missing.push_back(report.pointer(requirement.place, "court_reviews"));
        if (!missing.empty()) {
          report
              .undetermined(subject, requirement.place,
                            fmt::format("passes if it lasts at most {} months or the court reviews it", row->value),
                            missing)
              .here("the requirement");
          return;
        }
        if (needs_order_type(order, subject, requirement.court_reviews.place, report)) return;
        report
            .fail(subject, requirement.court_reviews.place,
                  fmt::format(
                      "drug rehabilitation of {} months without reviews by the court; over {} months it must have "
                      "them",
                      *requirement.months, row->value))
            .here("no reviews")
            .related(requirement.months.place, "how long it lasts")
            .fact("months", *requirement.months)
            .fact("over_months", row->value)
            .trace(fmt::format("{} months > {} months, and `court_reviews` is false", *requirement.months, row->value))
            .fix("check with the court register; if it is right, refer the order back");
      });
}

}  // namespace

extern const Rule ord129;
constinit const Rule ord129{
    .id = "ORD129",
    .slug = "treatment-without-reviews",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A drug rehabilitation requirement of more than 12 months has no reviews by the court.",
    .explanation =
        {.checks = "The months of each drug rehabilitation requirement and whether the court ordered reviews.",
         .matters =
             "Long drug rehabilitation must come back to the court; without reviews it is not made as the law says.",
         .to_do = "Check with the court register. If it is right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
