#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::adults_only};

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::community_order, [&](const Order& order) {
    const Subject subject = subject_of(order);
    const auto* row = limits::community_order_age_min.at(by_order(order));
    if (lacks_law(row != nullptr, order, order.sentence_date, "sentence_date", subject, report)) return;
    const Located<Date> born = facts.file.person ? facts.file.person->date_of_birth : Located<Date>{};
    std::vector<std::string> missing;
    if (!born)
      missing.push_back(facts.file.person ? report.pointer(facts.file.person->place, "date_of_birth") : "/person");
    if (!order.conviction_date) missing.push_back(report.pointer(order.place, "conviction_date"));
    if (!missing.empty()) {
      report.undetermined(subject, order.place,
                          fmt::format("the age at conviction is not known; passes from {} years on", row->value),
                          missing);
      return;
    }
    const int age = whole_years(*born, *order.conviction_date);
    if (age >= row->value) {
      report.pass(subject, order.conviction_date.place);
      return;
    }
    report
        .fail(subject, order.conviction_date.place,
              fmt::format("aged {} when convicted; a community order is for persons of {} or over", age, row->value))
        .here("convicted here")
        .fact("age", age)
        .fact("age_min", row->value)
        .trace(fmt::format("{} whole years at the conviction on {}", age, format(*order.conviction_date)))
        .fix("correct the birth or conviction date; if they are right, refer the order back");
  });
}

}  // namespace

extern const Rule ord127;
constinit const Rule ord127{
    .id = "ORD127",
    .slug = "person-under-eighteen",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A community order was made on a person under 18 when convicted.",
    .explanation = {.checks = "The age in whole years on the day of conviction.",
                    .matters = "The court had no power to make a community order on a child; youth law governs.",
                    .to_do =
                        "Correct the birth or conviction date. If they are right, refer the order back to the court."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | person,
    .check_case = &check,
};

}  // namespace probation::rules
