#include <fmt/format.h>
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
  const Termination& termination = *order.termination;
  const Date first_day = limits::early_termination_available.always().from,
             code = limits::code_conviction.always().from;
  const Place place = termination.reason.place;
  if (termination.date && *termination.date < first_day) {
    report
        .fail(subject, termination.date.place,
              fmt::format("terminated early on {}; that is possible from {}", format(*termination.date),
                          format(first_day)))
        .here("before the power")
        .related(place, "the reason")
        .fact("from", first_day)
        .trace(fmt::format("{} is {} before {}", format(*termination.date),
                           counted(days_between(*termination.date, first_day), "day"), format(first_day)))
        .fix("correct the date or the reason of the termination");
    return;
  }
  std::vector<TerminationCondition> conditions = termination_conditions(facts, order);
  std::vector<std::string> not_met, missing, hopes;
  Place fault = place;
  for (const TerminationCondition& condition : conditions) {
    if (condition.met == false) {
      if (not_met.empty()) fault = condition.place;
      not_met.push_back(condition.why);
    } else if (!condition.met) {
      hopes.push_back(condition.why);
      for (const Missing& fact : condition.missing) missing.push_back(report.pointer(fact.record, fact.key));
    }
  }
  if (!not_met.empty() && order.conviction_date && *order.conviction_date >= code) {
    auto finding = report.fail(subject, fault, fmt::format("terminated early, and {}", join(not_met, "; ")));
    finding.here("this condition is not met").related(place, "terminated early");
    for (const TerminationCondition& condition : conditions)
      finding.trace(
          fmt::format("{}: {}", condition.words, condition.met ? (*condition.met ? "yes" : "no") : "not recorded"));
    finding.fix("record what shows the condition as met, or correct the reason of the termination");
    return;
  }
  if (!termination.date) {
    missing.insert(missing.begin(), report.pointer(termination.place, "date"));
    hopes.insert(hopes.begin(), fmt::format("the date is not recorded; possible from {}", format(first_day)));
  }
  if (order.early_termination && !order.early_termination->told_date) {
    missing.push_back(report.pointer(order.early_termination->place, "told_date"));
    hopes.push_back("the day the person was told is not recorded");
  }
  if (!order.conviction_date) {
    missing.push_back(report.pointer(order.place, "conviction_date"));
    hopes.push_back(
        fmt::format("the conviction date is not recorded; the power reaches convictions from {}", format(code)));
  } else if (*order.conviction_date < code) {
    missing.push_back("law:early_termination_before_the_code");
    hopes.push_back(
        fmt::format("convicted before {}; whether the power reaches such orders is not settled", format(code)));
  }
  if (!missing.empty()) {
    report.undetermined(subject, place, fmt::format("terminated early; {}", join(hopes, "; ")), missing)
        .here("terminated early");
  } else {
    report.pass(subject, place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if ((order.type && !is_sentence(order)) || !order.termination ||
        !order.termination->reason.is(TerminationReason::early_termination)) {
      if (order.termination && !order.termination->reason && (!order.type || is_sentence(order)))
        report.undetermined(subject_of(order), order.termination->place,
                            "the reason of the termination is not recorded; passes if it was not early termination",
                            {report.pointer(order.termination->place, "reason")});
      else report.not_applicable(subject_of(order));
    } else if (!needs_order_type(order, subject_of(order), order.termination->reason.place, report,
                                 "early termination is for community and suspended sentence orders")) {
      check_order(facts, order, report);
    }
  }
}

}  // namespace

extern const Rule ord118;
constinit const Rule ord118{
    .id = "ORD118",
    .slug = "early-termination-unlawful",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "An order was terminated early before that was possible, or without every condition recorded as met.",
    .explanation =
        {.checks = "A termination with the reason early_termination: its date against the first day of the power, and "
                   "each condition: no special procedures, no further instructions needed, every other requirement "
                   "complied with, the objectives of the plan met and none to add, the person told of the date.",
         .matters = "An order ended without power has not ended: the person remains liable, and nobody supervises.",
         .to_do = "Record the condition that is missing from the record, or correct the reason of the termination; "
                  "otherwise treat the order as running and seek advice."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
