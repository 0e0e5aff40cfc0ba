#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/early_termination.hpp"
#include "facts/case/in_force.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::early_termination};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const bool decided = order.early_termination && order.early_termination->decision;
  const InForce force = requirements_in_force(facts, order, facts.as_of);
  if (!limits::early_termination_available.holds(facts.as_of) || order.termination || decided || force.is_no()) {
    report.not_applicable(subject);
    return;
  }
  const std::vector<TerminationCondition> conditions = termination_conditions(facts, order);
  std::vector<std::string> missing, hopes;
  for (const TerminationCondition& condition : conditions) {
    if (condition.met == false) {
      report.pass(subject, condition.place, condition.why);
      return;
    }
    if (condition.met) continue;
    hopes.push_back(condition.why);
    for (const Missing& fact : condition.missing) missing.push_back(report.pointer(fact.record, fact.key));
  }
  if (!force.answer) {
    for (std::string& pointer : pointers(report, force.missing)) missing.push_back(std::move(pointer));
    hopes.push_back("whether the order still runs is not known");
  }
  if (!order.conviction_date) {
    missing.push_back(report.pointer(order.place, "conviction_date"));
    hopes.push_back("the conviction date is not recorded");
  } else if (!limits::code_conviction.holds(*order.conviction_date)) {
    missing.emplace_back("law:early_termination_before_the_code");
    hopes.push_back("whether the power reaches convictions before the Code is not settled");
  }
  if (!missing.empty()) {
    std::sort(hopes.begin(), hopes.end());
    hopes.erase(std::unique(hopes.begin(), hopes.end()), hopes.end());
    report.undetermined(subject, order.early_termination ? order.early_termination->place : order.place,
                        fmt::format("whether early termination is open cannot be told: {}", join(hopes, "; ")),
                        missing);
    return;
  }
  const Place place = order.early_termination ? order.early_termination->place : order.place;
  auto finding =
      report.fail(subject, place, "every condition of early termination is recorded as met, and no decision");
  finding.here("no `decision`");
  for (const TerminationCondition& condition : conditions) finding.trace(fmt::format("{}: yes", condition.words));
  finding.fix("record the decision: terminated, or not_now");
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if (order.type && !is_sentence(order)) report.not_applicable(subject_of(order));
    else check_order(facts, order, report);
  }
}

}  // namespace

extern const Rule ord119;
constinit const Rule ord119{
    .id = "ORD119",
    .slug = "early-termination-undecided",
    .severity = Severity::note,
    .basis = Basis::statute,
    .date_test = DateTest::as_at,
    .summary = "Every condition of early termination is recorded as met, and no decision is recorded.",
    .explanation =
        {.checks = "Running orders of persons convicted under the Sentencing Code, from the first day of the power: "
                   "every condition recorded as met, and neither a termination nor a decision not to terminate now.",
         .matters = "The order may be one that no longer has a purpose; the law lets it end, and nobody has said why "
                    "it does not.",
         .to_do = "Record the decision: terminated with the day the person was told, or not now."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
