#include <fmt/format.h>
#include <array>

#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::treatment_willingness};

void check(const CaseFacts& facts, Report& report) {
  const auto treatment = [](RequirementType type) {
    return type == RequirementType::mental_health_treatment || type == RequirementType::drug_rehabilitation ||
           type == RequirementType::alcohol_treatment;
  };
  for_each_sentenced_requirement(
      facts, report, "treatment requirement", treatment, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        if (requirement.willing.is(true)) {
          report.pass(subject, requirement.willing.place);
          return;
        }
        if (needs_order_type(order, subject, requirement.place, report)) return;
        auto finding = report.fail(
            subject, requirement.willing ? requirement.willing.place : requirement.place,
            requirement.willing ? fmt::format("{} for a person recorded as not willing", spoken(*requirement.type))
                                : fmt::format("{} with no recorded willingness", spoken(*requirement.type)));
        finding.here(requirement.willing ? "not willing" : "no `willing`")
            .trace("the court needs the person's expressed willingness; the record must show it")
            .fix("record `willing: true` from the court report");
      });
}

}  // namespace

extern const Rule ord117;
constinit const Rule ord117{
    .id = "ORD117",
    .slug = "treatment-without-willingness",
    .severity = Severity::warning,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A treatment requirement has no recorded willingness of the person to comply with it.",
    .explanation =
        {.checks = "Mental health treatment, drug rehabilitation and alcohol treatment requirements against the "
                   "recorded willingness.",
         .matters = "The court may make such a requirement only when the person expressed willingness; without it on "
                    "record the requirement rests on nothing.",
         .to_do = "Record `willing: true` from the court report; if the person was not willing, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
