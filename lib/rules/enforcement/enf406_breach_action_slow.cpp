#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/working_day_limits.hpp"
#include "rules/enforcement/each_failure.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 1> rule_policy{"breach_action_working_days"};

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.enforcement.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  if (!facts.file.contacts.recorded && !facts.enforcement.empty()) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const BreachAction& row : facts.once(breach_actions)) {
    const Subject subject = subject_of(*row.action);
    const Place place = row.action->date.place;
    if (row.several) {
      report.undetermined(subject, place,
                          "the action names no contact, and several failures came before it; passes if the last of "
                          "them is meant in time",
                          {report.pointer(row.action->place, "contact")});
    } else if (!row.question || is_only_about_no_order(facts, *row.action)) {
      report.not_applicable(subject);
    } else if (const auto in_time = row.question->limit.in_time(row.question->asked); !in_time) {
      report.undetermined(subject, place, row.question->limit.words(), {"law:bank_holidays"});
    } else if (*in_time) {
      report.pass(subject, place, [&] { return row.question->limit.words(); });
    } else {
      const WorkingDayLimit& limit = row.question->limit;
      auto finding =
          report.fail(subject, place,
                      fmt::format("breach action on {} about the failure of {}, {} later", format(row.question->asked),
                                  format(limit.event), counted(days_between(limit.event, row.question->asked), "day")));
      finding.here("the first action on it")
          .related(row.failure->date.place, "the failure")
          .identity("failure", limit.event)
          .fact("limit", *limit.last)
          .trace(limit.words())
          .trace(fmt::format("{} is {} after {}", format(row.question->asked),
                             counted(days_between(*limit.last, row.question->asked), "day"), format(*limit.last)))
          .standard(limit.standard);
      if (limit.in_time_nationally(row.question->asked) == true) finding.only_local();
    }
  }
}

}  // namespace

extern const Rule enf406;
constinit const Rule enf406{
    .id = "ENF406",
    .slug = "breach-action-slow",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Breach action came later than a set number of working days after the failure.",
    .explanation =
        {.checks =
             "The first referral or start of breach proceedings on each failure against the working days since it.",
         .matters = "Slow action weakens the case in court and leaves the person unsure whether the failure mattered.",
         .to_do = "Nothing can be undone; look at why it took so long."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
