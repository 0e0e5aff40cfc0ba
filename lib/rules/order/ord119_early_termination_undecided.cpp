#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/early_termination.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::early_termination};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const std::string subject = subject_of(order);
  const Date first_day = limits::early_termination_available.always().from,
             code = limits::code_conviction.always().from;
  const KnownDate end = facts.delivery_end(order);
  const bool decided = order.early_termination && order.early_termination->decision;
  if (facts.as_of < first_day || order.termination || decided || (end && *end < facts.as_of) ||
      (order.conviction_date && *order.conviction_date < code)) {
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
  if (!end) {
    missing.push_back(report.pointer(end.place, end.key));
    hopes.push_back("whether the order still runs is not known");
  }
  if (!order.conviction_date) {
    missing.push_back(report.pointer(order.place, "conviction_date"));
    hopes.push_back("the conviction date is not recorded");
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
