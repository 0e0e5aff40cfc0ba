#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::unpaid_work_hours, sources::unpaid_work_on_breach};

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const std::string subject = subject_of(order, requirement);
  const Located<std::int64_t> hours = facts.hours(requirement);
  const int least = limits::unpaid_work_min_hours.always().value, most = limits::unpaid_work_max_hours.always().value,
            least_on_breach = limits::unpaid_work_on_breach_min_hours.always().value;
  if (!hours) {
    report
        .undetermined(subject, requirement.place,
                      fmt::format("the hours are not recorded; passes from {} to {}", least, most),
                      {report.pointer(requirement.place, "hours")})
        .here("no `hours`");
    return;
  }
  const auto fail = [&](const std::string& words, int limit) {
    if (needs_order_type(order, subject, hours.place, report)) return;
    report.fail(subject, hours.place, words)
        .here("the hours ordered")
        .fact("hours", *hours)
        .fact("limit", limit)
        .trace(fmt::format("{} hours against {} to {}", *hours, least, most))
        .fix("check the hours with the court register; if they are right, refer the order back");
  };
  if (*hours > most) {
    fail(fmt::format("{} hours of unpaid work; the law allows at most {}", *hours, most), most);
  } else if (*hours >= least) {
    report.pass(subject, hours.place);
  } else if (*hours < least_on_breach) {
    fail(fmt::format("{} hours of unpaid work; the law asks for at least {}", *hours, least), least);
  } else if (order.type.is(OrderType::suspended_sentence_order) || requirement.imposed_on.is(ImposedOn::sentence)) {
    fail(fmt::format(
             "{} hours of unpaid work; the law asks for at least {} unless a community order first gets it on breach",
             *hours, least),
         least);
  } else if (order.type && requirement.imposed_on) {
    report.pass(subject, hours.place, "first imposed on breach");
  } else {
    std::vector<std::string> missing;
    if (!order.type) missing.push_back(report.pointer(order.place, "type"));
    if (!requirement.imposed_on) missing.push_back(report.pointer(requirement.place, "imposed_on"));
    report
        .undetermined(
            subject, hours.place,
            fmt::format("{} hours are under {}; passes if a community order first got them on breach ({} at least)",
                        *hours, least, least_on_breach),
            missing)
        .here("the hours ordered");
  }
}

// Concurrent or added, not concurrent with others: together they keep to the same maximum.
void check_sum(const CaseFacts& facts, const Order& order, Report& report) {
  std::int64_t sum = 0;
  int several = 0;
  std::vector<std::string> missing;
  const Requirement* last = nullptr;
  for (const Requirement& requirement : order.requirements) {
    if (!requirement.type.is(RequirementType::unpaid_work)) continue;
    ++several;
    last = &requirement;
    if (const auto hours = facts.hours(requirement)) sum += std::min<std::int64_t>(*hours, 1'000'000);
    else missing.push_back(report.pointer(requirement.place, "hours"));
  }
  if (several < 2) return;
  const int most = limits::unpaid_work_max_hours.always().value;
  if (sum > most) {
    if (needs_order_type(order, subject_of(order), last->place, report)) return;
    auto finding =
        report.fail(subject_of(order), last->place,
                    fmt::format("{} unpaid work requirements ask for {} hours together; the law allows at most {}",
                                several, sum, most));
    finding.fact("hours", sum).fact("limit", most).here("the last of them");
    for (const Requirement& requirement : order.requirements)
      if (requirement.type.is(RequirementType::unpaid_work) && facts.hours(requirement))
        finding.trace(fmt::format("{}: {} hours", subject_of(order, requirement), *facts.hours(requirement)));
    finding.fix("check with the court register whether they run at the same time; if not, refer the order back");
  } else if (!missing.empty()) {
    report.undetermined(
        subject_of(order), last->place,
        fmt::format("{} hours are recorded of several unpaid work requirements; passes if they are at most {} together",
                    sum, most),
        missing);
  } else {
    report.pass(subject_of(order), last->place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work,
      [&](const Order& order, const Requirement& requirement) { check_one(facts, order, requirement, report); });
  for (const Order& order : facts.file.orders)
    if (!order.type || is_sentence(order)) check_sum(facts, order, report);
}

}  // namespace

extern const Rule ord111;
constinit const Rule ord111{
    .id = "ORD111",
    .slug = "unpaid-work-hours",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "An unpaid work requirement asks for fewer or more hours than a court may order.",
    .explanation =
        {.checks =
             "The hours of each unpaid work requirement, as amended by as-of, and their sum on one order, against the "
             "least and the most the law allows; the lower floor where a community order got it on breach.",
         .matters =
             "Hours outside the limits were never lawfully ordered, and hours worked beyond them cannot be given back.",
         .to_do = "Check the hours with the court register; if they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
