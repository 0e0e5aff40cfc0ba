#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/enforcement/each_failure.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::warning_contents, sources::warning_contents_suspended};

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.enforcement.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  for (const EnforcementEntry* warning : facts.enforcement) {
    if (!warning->action.is(EnforcementAction::warning)) continue;
    const Subject subject = subject_of(*warning);
    const Order* order = facts.order_of(*warning);
    if (order == nullptr || !order->type) {
      report.undetermined(
          subject, warning->place, "which order the warning belongs to, or its type, is not recorded",
          {order == nullptr ? report.pointer(warning->place, "order") : report.pointer(order->place, "type")});
      continue;
    }
    if (!is_enforced_as_order(*order) || is_withdrawn(facts, *warning) || is_only_about_no_order(facts, *warning)) {
      report.not_applicable(subject);
      continue;
    }
    if (!warning->states.recorded) {
      report.undetermined(subject, warning->place,
                          "what the warning states is not recorded; passes if it makes all three statements",
                          {report.pointer(warning->place, "states")});
      continue;
    }
    std::vector<std::string> lacking;
    for (const WarningStatement statement :
         {WarningStatement::breach, WarningStatement::unacceptable, WarningStatement::liable_on_further_breach})
      if (std::none_of(warning->states.begin(), warning->states.end(),
                       [&](const Located<WarningStatement>& s) { return s.is(statement); }))
        lacking.emplace_back(document::word(statement));
    if (lacking.empty()) {
      report.pass(subject, warning->place);
      continue;
    }
    report
        .fail(subject, warning->place,
              fmt::format("the warning{} lacks: {}", warning->date ? " of " + format(*warning->date) : std::string{},
                          join(lacking, ", ")))
        .here("the warning")
        .related(warning->states.place, "what it states")
        .fact("lacking", FactValue{join(lacking, " ")})
        .trace(fmt::format("3 statements are prescribed, {} made", 3 - lacking.size()))
        .fix("give the warning again, complete; its twelve months run all the same");
  }
}

}  // namespace

extern const Rule enf404;
constinit const Rule enf404{
    .id = "ENF404",
    .slug = "warning-incomplete",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A warning lacks one of its three statements.",
    .explanation = {.checks = "That a warning on a community or suspended sentence order describes the breach, says "
                              "that it is unacceptable, and says that a further breach within twelve months makes the "
                              "person liable to go to court.",
                    .matters =
                        "The law prescribes all three. A court may hold that a letter without them was no warning.",
                    .to_do = "Give the warning again, complete; or record the statements if the letter had them."},
    .sources = rule_sources,
    .policy = {},
    .reads = enforcement | orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
