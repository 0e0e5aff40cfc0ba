#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/early_termination.hpp"
#include "facts/case/in_force.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "law/spoken_times.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::early_termination};

// What must be known or is wrong besides the conditions: the power, the order, the telling.
struct Telling {
  std::optional<std::string> fault;
  Place place;
  Date from = law_start;  // the first day of the power that the fault falls short of, or the last that it is past
  std::vector<std::string> missing, hopes;
};

Telling telling_of(const CaseFacts& facts, const Order& order, const Report& report) {
  Telling out;
  const Termination& termination = *order.termination;
  const std::vector<TimeInForce> times = limits::early_termination_available.times();
  const auto fault_at = [&](std::string words, Place place, Date day) {
    if (out.fault) return;
    out.fault = std::move(words);
    out.place = place;
    out.from = nearest_day(times, day);
  };
  const auto fault = [&](std::string words, const Located<Date>& day) { fault_at(std::move(words), day.place, *day); };
  const auto open = [&](std::string words, std::string pointer) {
    out.hopes.push_back(std::move(words));
    out.missing.push_back(std::move(pointer));
  };
  if (!termination.date) {
    open(fmt::format("the date is not recorded; possible {}", spoken_times(times)),
         report.pointer(termination.place, "date"));
  } else {
    if (!limits::early_termination_available.holds(*termination.date))
      fault(fmt::format("terminated early on {}; that is possible {}", format(*termination.date), spoken_times(times)),
            termination.date);
    const InForce force = would_be_in_force(facts, order, *termination.date);
    if (force.is_no())
      fault(fmt::format("terminated early on {}, and the order was not in force then: {}", format(*termination.date),
                        force.why),
            termination.date);
    else if (!force.answer)
      for (const Missing& fact : force.missing)
        open(fmt::format("whether the order was in force then is not known: {}", force.why),
             report.pointer(fact.record, fact.key));
  }
  if (!order.early_termination && order.considered_later.known())
    fault_at(fmt::format("terminated early, and early termination had not been considered by {}", format(facts.as_of)),
             order.considered_later, termination.date.value.value_or(facts.as_of));
  if (!order.early_termination || !order.early_termination->told_date) {
    if (order.early_termination && facts.is_later(order.early_termination->told_date)) {
      if (termination.date)
        fault_at(fmt::format("the order ended on {}, and the person had not been told by {}: it ends on the day the "
                             "person is told, or later",
                             format(*termination.date), format(facts.as_of)),
                 order.early_termination->told_date.place, *termination.date);
    } else if (order.early_termination)
      open("the day the person was told is not recorded", report.pointer(order.early_termination->place, "told_date"));
    return out;
  }
  const Located<Date>& told = order.early_termination->told_date;
  if (!limits::early_termination_available.holds(*told)) {
    const Date day = nearest_day(times, *told);
    const bool early = *told < day;
    fault(fmt::format("the person was told on {}, {} the power {} on {}", format(*told), early ? "before" : "after",
                      early ? "began" : "ended", format(day)),
          told);
  }
  if (termination.date && *told > *termination.date)
    fault(fmt::format("the person was told on {} that the order ended on {}: it ends on the day the person is told, or "
                      "later",
                      format(*told), format(*termination.date)),
          told);
  return out;
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const Termination& termination = *order.termination;
  const std::vector<TimeInForce> code = limits::code_conviction.times();
  const bool reached = order.conviction_date && limits::code_conviction.holds(*order.conviction_date);
  const Place place = termination.reason.place;
  if (termination.date && governed_elsewhere(order, *termination.date)) {
    report.not_applicable(subject);
    return;
  }
  Telling telling = telling_of(facts, order, report);
  if (telling.fault) {
    report.fail(subject, telling.place, *telling.fault)
        .here("not within the power")
        .related(place, "terminated early")
        .fact("from", telling.from)
        .trace(*telling.fault)
        .fix("correct the date or the reason of the termination, or the day the person was told");
    return;
  }
  const std::vector<TerminationCondition> conditions = termination_conditions(facts, order);
  std::vector<std::string> not_met, missing, hopes;
  Place fault = place;
  for (const TerminationCondition& condition : conditions) {
    if (condition.met == false) {
      if (not_met.empty()) fault = condition.place;
      not_met.push_back(condition.why);
    } else if (!condition.met) {
      if (std::find(hopes.begin(), hopes.end(), condition.why) == hopes.end()) hopes.push_back(condition.why);
      for (const Missing& fact : condition.missing) missing.push_back(report.pointer(fact.record, fact.key));
    }
  }
  if (!not_met.empty() && reached) {
    auto finding = report.fail(subject, fault, fmt::format("terminated early, and {}", join(not_met, "; ")));
    finding.here("this condition is not met").related(place, "terminated early");
    for (const TerminationCondition& condition : conditions)
      finding.trace(
          fmt::format("{}: {}", condition.words, condition.met ? (*condition.met ? "yes" : "no") : "not recorded"));
    finding.fix("record what shows the condition as met, or correct the reason of the termination");
    return;
  }
  missing.insert(missing.begin(), telling.missing.begin(), telling.missing.end());
  hopes.insert(hopes.begin(), telling.hopes.begin(), telling.hopes.end());
  if (!order.conviction_date) {
    missing.push_back(report.pointer(order.place, "conviction_date"));
    hopes.push_back(
        fmt::format("the conviction date is not recorded; the power reaches convictions {}", spoken_times(code)));
  } else if (!reached) {
    missing.emplace_back("law:early_termination_before_the_code");
    hopes.push_back(fmt::format("convicted {}; whether the power reaches such orders is not settled",
                                beside(*order.conviction_date, nearest_day(code, *order.conviction_date))));
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
