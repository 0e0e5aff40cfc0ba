#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/working_day_limits.hpp"
#include "law/sources.hpp"
#include "rules/enforcement/each_failure.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::record_warning, sources::record_warning_suspended};
constexpr std::array<std::string_view, 1> rule_policy{"warning_record_working_days"};

// A value was in force on the warning's day, and its order is, or may be, one under which the law speaks of warnings.
bool may_be_judged(const CaseFacts& facts, const EnforcementEntry& warning) {
  const Order* order = facts.order_of(warning);
  return (order == nullptr || !order->type || is_enforced_as_order(*order)) &&
         !is_only_about_no_order(facts, warning) &&
         (!warning.date || facts.policy.resolve("warning_record_working_days", *warning.date));
}

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.enforcement.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  for (const EnforcementEntry* warning : facts.enforcement)
    if (warning->action.is(EnforcementAction::warning) && !warning->recorded && may_be_judged(facts, *warning))
      report.undetermined(subject_of(*warning), warning->place, "when the warning was entered is not recorded",
                          {report.pointer(warning->place, "recorded")});
  for (const WarningEntry& row : facts.once(warning_entries)) {
    const WorkingDayLimit& limit = row.question.limit;
    const Subject subject = row.question.subject;
    const Date entered = row.question.asked;
    const Order* order = facts.order_of(*row.warning);
    if ((order != nullptr && order->type && !is_enforced_as_order(*order)) ||
        is_only_about_no_order(facts, *row.warning)) {
      report.not_applicable(subject);
    } else if (const auto in_time = limit.in_time(entered); !in_time) {
      report.undetermined(subject, row.warning->date.place, limit.words(), {"law:bank_holidays"});
    } else if (*in_time) {
      report.pass(subject, row.warning->recorded.place, [&] { return limit.words(); });
    } else {
      auto finding = report.fail(subject, row.warning->recorded.place,
                                 fmt::format("the warning of {} was recorded on {}, {} later", format(limit.event),
                                             format(entered), counted(days_between(limit.event, entered), "day")));
      finding.here("entered here")
          .related(row.warning->date.place, "given here")
          .identity("warning", limit.event)
          .fact("limit", *limit.last)
          .trace(limit.words())
          .standard(limit.standard);
      if (limit.in_time_nationally(entered) == true) finding.only_local();
    }
  }
}

}  // namespace

extern const Rule enf405;
constinit const Rule enf405{
    .id = "ENF405",
    .slug = "warning-recorded-late",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A warning was recorded later than a set number of working days after it was given.",
    .explanation = {.checks = "The day each warning was entered against the working days since its date. The law says "
                              "as soon as practicable and names no number.",
                    .matters = "A warning that is not on record is not found when the next failure is decided.",
                    .to_do = "Record warnings on the day they are given."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
