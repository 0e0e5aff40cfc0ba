#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::local_percentage};
constexpr std::array<std::string_view, 1> rule_policy{"local_completion_percent"};

void check(const CaseFacts& facts, Report& report) {
  const auto percent = facts.policy.resolve("local_completion_percent", facts.as_of);
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        if (!percent || governed_elsewhere(order, facts.as_of)) {
          report.not_applicable(subject);
          return;
        }
        const KnownAmount maximum = facts.max_days(requirement);
        const RarDays& days = strict_days(facts, order, requirement);
        const auto used = static_cast<std::int64_t>(days.days.size());
        auto finding = report.fail(subject, maximum ? maximum.place : requirement.place,
                                   fmt::format("a local completion percentage of {} % is configured; it is no rule of "
                                               "law or nation and clears nothing",
                                               percent->number()));
        finding.here("judged in full")
            .fact("percent", percent->number())
            .fact("counted", used)
            .fact("max_days", maximum ? FactValue{*maximum} : FactValue{});
        finding
            .trace(maximum ? fmt::format("{} of {} days used; every other rule asks the whole maximum", used, *maximum)
                           : fmt::format("{} used", counted(used, "day")))
            .standard(*percent);
      });
}

}  // namespace

extern const Rule rar218;
constinit const Rule rar218{
    .id = "RAR218",
    .slug = "local-completion-percentage",
    .severity = Severity::note,
    .basis = Basis::local,
    .date_test = DateTest::as_at,
    .summary = "A local completion percentage is configured; it is local and clears nothing.",
    .explanation = {.checks =
                        "Whether the policy file in force sets a completion percentage. The law knows none: fewer days "
                        "than the maximum may be enough, and no share of them makes an order complete.",
                    .matters = "Such a figure was once taken for a national rule and was withdrawn as wrong; whoever "
                               "reads the results must know that it is in use.",
                    .to_do = "Nothing, or take the value out of the policy file."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
