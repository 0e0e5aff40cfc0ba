#include <fmt/format.h>
#include <array>

#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    if (!order.requirements.recorded) {
      report.undetermined(subject_of(order), order.place, "the requirements of the order are not recorded",
                          {report.pointer(order.place, "requirements")});
      continue;
    }
    for (const Requirement& requirement : order.requirements) {
      const Subject subject = subject_of(order, requirement);
      const bool active = requirement.status.is(RequirementStatus::active);
      if (!requirement.status) {
        if (requirement.termination_date)
          report
              .undetermined(subject, requirement.termination_date.place,
                            "a termination date and no status; passes if the requirement is not active",
                            {report.pointer(requirement.place, "status")})
              .here("ended here");
        else report.not_applicable(subject);  // nothing to compare
      } else if (active == requirement.termination_date.recorded() && !facts.is_whole(ListName::terminations)) {
        report.undetermined(subject, requirement.status.place,
                            "status and termination date disagree; passes if a termination that is known to be missing "
                            "says otherwise",
                            {report.pointer(order.place, "terminations")});
      } else if (active == requirement.termination_date.recorded()) {
        auto finding =
            report.fail(subject, requirement.status.place,
                        active ? fmt::format("active, and terminated on {}", format(*requirement.termination_date))
                               : fmt::format("{} without a termination date", document::word(*requirement.status)));
        finding.here(active ? "still active" : "ended, and no date")
            .fact("status", FactValue{std::string(document::word(*requirement.status))});
        if (active) finding.related(requirement.termination_date.place, "and terminated here");
        finding
            .trace(active ? "a requirement with a termination date on or before as-of is not active"
                          : "a requirement that ended did so on a day")
            .fix(active ? "correct the status, or remove the date" : "record the termination date");
      } else {
        report.pass(subject, requirement.status.place);
      }
    }
  }
}

}  // namespace

extern const Rule ord123;
constinit const Rule ord123{
    .id = "ORD123",
    .slug = "status-and-date-disagree",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "The status of a requirement and its termination date disagree.",
    .explanation = {.checks = "An active requirement that has a termination date, and an ended one that has none.",
                    .matters = "Whether the requirement is in force decides what may be asked of the person and which "
                               "days count; the record says both.",
                    .to_do = "Correct the status, or the date."},
    .sources = {},
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
