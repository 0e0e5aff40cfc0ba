#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/in_force.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::one_active_rar};

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    const Subject subject = subject_of(order);
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject);
      continue;
    }
    if (governed_elsewhere(order, facts.as_of)) {
      report.not_applicable(subject);
      continue;
    }
    if (!order.requirements.recorded) {
      report.undetermined(
          subject, order.place,
          "the requirements are not recorded; passes if at most one is an active rehabilitation activity requirement",
          {report.pointer(order.place, "requirements")});
      continue;
    }
    std::vector<const Requirement*> active, unknown;
    for (const Requirement& requirement : order.requirements) {
      if (!requirement.type.is(RequirementType::rehabilitation_activity)) continue;
      if (!requirement.status) {
        if (!requirement.termination_date) unknown.push_back(&requirement);  // one that was terminated is not active
      } else if (requirement.status.is(RequirementStatus::active)) {
        active.push_back(&requirement);
      }
    }
    if (active.size() > 1) {
      auto finding =
          report.fail(subject, active[1]->place,
                      fmt::format("{} active rehabilitation activity requirements on one order", active.size()));
      finding.here("one too many").fact("active", active.size());
      for (const Requirement* requirement : active)
        finding.related(requirement->place, "active")
            .trace(fmt::format("{} is active", subject_of(order, *requirement)));
      finding.fix("end the requirement that no longer holds");
    } else if (active.size() + unknown.size() > 1) {
      std::vector<std::string> missing;
      for (const Requirement* requirement : unknown) missing.push_back(report.pointer(requirement->place, "status"));
      report.undetermined(
          subject, unknown.front()->place,
          "the status of a rehabilitation activity requirement is not recorded; passes if only one is active", missing);
    } else if (!facts.knows_requirements(order)) {
      report.undetermined(subject, order.place,
                          "a requirement is known to be missing; passes if it is no active rehabilitation activity "
                          "requirement",
                          {report.pointer(order.place, "requirements")});
    } else {
      report.pass(subject, order.place);
    }
  }
}

}  // namespace

extern const Rule ord121;
constinit const Rule ord121{
    .id = "ORD121",
    .slug = "several-active-rars",
    .severity = Severity::warning,
    .basis = Basis::system,
    .date_test = DateTest::as_at,
    .summary = "One order holds more than one active rehabilitation activity requirement.",
    .explanation = {.checks = "The active rehabilitation activity requirements of each order.",
                    .matters = "Booking of commissioned services fails, and the official programs add the days "
                               "together or take one of them; nobody knows which maximum holds.",
                    .to_do = "End the requirement that no longer holds, or ask the court which one does."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
