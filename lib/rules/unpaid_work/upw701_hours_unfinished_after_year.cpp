#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::unpaid_work_period, sources::unpaid_work_period_repeal};

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const UnpaidWorkPeriod period = unpaid_work_period(facts, order);
  const bool in_time = period.last && (facts.as_of <= *period.last || (order.termination && order.termination->date &&
                                                                       *order.termination->date <= *period.last));
  const bool is_elsewhere =
      governed_elsewhere(order, facts.as_of) || (period.last && governed_elsewhere(order, *period.last));
  if (period.applies == false || in_time || is_elsewhere || !tells_unpaid_work(facts, order, requirement)) {
    report.not_applicable(subject);
    return;
  }
  const UnpaidWork work = unpaid_work(facts, order);
  if (work.finished == true) {
    report.pass(subject, requirement.place, "nothing is left to do");
    return;
  }
  std::vector<Missing> unknown = period.missing;
  if (!work.finished) unknown.insert(unknown.end(), work.missing.begin(), work.missing.end());
  const bool has_undated_end = order.termination && !order.termination->date;
  if (has_undated_end) unknown.push_back({order.termination->place, "date"});
  const bool has_unseen_end = !order.termination && !facts.is_whole(ListName::terminations);
  if (has_unseen_end) unknown.push_back({order.place, "terminations"});
  if (order.transferred && !order.transferred->date) unknown.push_back({order.transferred->place, "date"});
  if (!unknown.empty()) {
    report.undetermined(
        subject, requirement.place,
        period.last ? fmt::format("the time for the hours ended on {}; passes if they are done{}", format(*period.last),
                                  has_undated_end || has_unseen_end ? ", or if the order was terminated by then" : "")
                    : std::string("when the time for the hours ends is not known"),
        pointers(report, unknown));
    return;
  }
  auto finding = report.fail(subject, requirement.place,
                             fmt::format("unpaid work unfinished after {}: {} of {} minutes credited",
                                         format(*period.last), *work.credited_minutes, work.required_shown()));
  finding.here("hours unfinished")
      .related(period.extension != nullptr ? period.extension->place : order.sentence_date.place,
               period.extension != nullptr ? "extended by the court" : "the time runs from here")
      .identity("last_day", *period.last)
      .fact("credited_minutes", *work.credited_minutes)
      .fact("required_minutes", *work.required_most);
  const std::string late = counted(days_between(*period.last, facts.as_of), "day");
  if (period.extension != nullptr)
    finding.trace(fmt::format("extended to {}; {} is {} after it", format(*period.last), format(facts.as_of), late));
  else
    finding.trace(fmt::format("{} + {} months = {}; {} is {} after it", format(*order.sentence_date),
                              limits::unpaid_work_period_months.at(AsAt{facts.as_of})->value, format(*period.last),
                              format(facts.as_of), late));
  finding
      .trace(fmt::format("{} - {} = {} minutes left{}", *work.required_most, *work.credited_minutes, work.most_left(),
                         work.required_minutes ? "" : " at the most"))
      .fix("apply to the court for an extension, or record it as an amendment");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work,
      [&](const Order& order, const Requirement& requirement) { check_one(facts, order, requirement, report); });
}

}  // namespace

extern const Rule upw701;
constinit const Rule upw701{
    .id = "UPW701",
    .slug = "hours-unfinished-after-year",
    .severity = Severity::warning,
    .basis = Basis::statute,
    .date_test = DateTest::as_at,
    .summary = "Unpaid work is unfinished twelve months after the order, and the court did not extend the time.",
    .explanation =
        {.checks = "Hours ordered and adjusted against hours credited, once as-of lies after the anniversary of the "
                   "order; not where the limit was repealed for the order.",
         .matters =
             "The hours had to be done within twelve months; what is done later needs the court to have said so.",
         .to_do = "Apply for an extension, or record the one that was given."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
