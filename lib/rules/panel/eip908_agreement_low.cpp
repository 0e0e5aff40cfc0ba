#include <fmt/format.h>
#include <array>

#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::krippendorff_bounds};

void check(const PanelFacts& facts, Report& report) {
  const PanelSheet& sheet = facts.sheet;
  if (!facts.unusable.empty()) {  // EIP902: the marks are not a table yet
    report.not_applicable(subject_of(sheet));
    return;
  }
  const auto& bound = facts.policy.agreement_low_below;
  if (!facts.alpha) {
    report.fail(subject_of(sheet), place_of(sheet), fmt::format("agreement is undefined: {}", facts.alpha_undefined))
        .fact("alpha", FactValue{});
    return;
  }
  if (!bound || *facts.alpha >= *bound) {
    report.pass(subject_of(sheet), place_of(sheet));
    return;
  }
  report
      .fail(subject_of(sheet), place_of(sheet),
            fmt::format("Krippendorff's alpha is {:.3f}, less than {}", *facts.alpha, number_text(*bound)))
      .fact("alpha", FactValue{*facts.alpha})
      .fact("bound", FactValue{*bound})
      .trace(fmt::format("{} level, final marks of the members who count", word(facts.policy.level)));
}

}  // namespace

extern const Rule eip908;
constinit const Rule eip908{
    .id = "EIP908",
    .slug = "agreement-low",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The members agree little beyond chance, or agreement is undefined because nothing varies.",
    .explanation =
        {.checks = "Krippendorff's alpha of the final marks, at the level of the policy's scale, against the bound of "
                   "the policy.",
         .matters = "A decision on which the members do not agree may fall otherwise with another panel. Where every "
                    "mark is the same, alpha is undefined: that is no proof of disagreement, and none of agreement.",
         .to_do = "Read the agreement, the members' severity and the stability beside the decision; talk over the "
                  "principle with the widest spread."},
    .sources = rule_sources,
    .policy = {},
    .check_panel = &check,
};

}  // namespace probation::rules
