#include <fmt/format.h>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::alcohol_abstinence};

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::alcohol_abstinence_monitoring,
      [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        const auto* row = limits::alcohol_abstinence_max_days.at(by_order(order));
        if (lacks_law(row != nullptr, order, order.sentence_date, "sentence_date", subject, report)) return;
        const int most = row->value;
        const Requirement* treatment = nullptr;
        for (const Requirement& other : order.requirements)
          if (other.type.is(RequirementType::alcohol_treatment)) treatment = &other;
        const bool too_long = requirement.days && *requirement.days > most;
        if (too_long || treatment != nullptr) {
          if (needs_order_type(order, subject, too_long ? requirement.days.place : requirement.type.place, report))
            return;
          const std::string words =
              too_long && treatment != nullptr
                  ? fmt::format("{} days of alcohol abstinence, at most {}, and beside alcohol treatment",
                                *requirement.days, most)
              : too_long
                  ? fmt::format("{} days of alcohol abstinence; the law allows at most {}", *requirement.days, most)
                  : std::string("alcohol abstinence and monitoring beside alcohol treatment in one order");
          auto finding = report.fail(subject, too_long ? requirement.days.place : requirement.type.place, words);
          finding.here(too_long ? "too many days" : "not together with treatment");
          if (requirement.days)
            finding.fact("days", *requirement.days)
                .fact("max_days", most)
                .trace(fmt::format("{} days against at most {}", *requirement.days, most));
          if (treatment != nullptr) finding.related(treatment->place, "alcohol treatment in the same order");
          finding.fix("check with the court register; if it is right, refer the order back");
        } else if (!requirement.days) {
          report
              .undetermined(subject, requirement.place,
                            fmt::format("the days are not recorded; passes if they are at most {}", most),
                            {report.pointer(requirement.place, "days")})
              .here("no `days`");
        } else {
          report.pass(subject, requirement.days.place);
        }
      });
}

}  // namespace

extern const Rule ord113;
constinit const Rule ord113{
    .id = "ORD113",
    .slug = "alcohol-abstinence",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "An alcohol abstinence and monitoring requirement is too long, or stands beside alcohol treatment.",
    .explanation = {.checks = "The days of each alcohol abstinence and monitoring requirement, and whether the same "
                              "order holds an alcohol treatment requirement.",
                    .matters = "Abstinence monitoring is for people who are not dependent, treatment for those who "
                               "are; the law lets no order hold both.",
                    .to_do = "Check with the court register; if it is right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
