#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/working_day_limits.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 1> rule_policy{"outcome_decision_working_days"};

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const OpenAbsence& absence : facts.once(open_absences)) {
    const Contact& contact = *absence.contact;
    const WorkingDayLimit& limit = absence.question.limit;
    const Subject subject = absence.question.subject;
    const Order* order = facts.order_of(contact);
    const InForce force =
        order != nullptr ? contact_in_force(facts, *order, contact) : InForce{true, false, {}, {}, {}};
    if ((order != nullptr && !CaseFacts::is_judged(*order)) || force.is_no()) {
      report.not_applicable(subject);
    } else if (!force.answer && limit.in_time(facts.as_of) == false) {
      report.undetermined(subject, contact.outcome.place,
                          fmt::format("an absence of {} is undecided; passes if the order was not in force then: {}",
                                      format(limit.event), force.why),
                          pointers(report, force.missing));
    } else if (const auto in_time = limit.in_time(facts.as_of); !in_time) {
      report.undetermined(subject, contact.date.place,
                          fmt::format("an absence on {} is undecided; {}", format(limit.event), limit.words()),
                          {"law:bank_holidays"});
    } else if (*in_time) {
      report.pass(subject, contact.outcome.place, [&] { return limit.words(); });
    } else {
      const int ago = days_between(limit.event, facts.as_of);
      auto finding = report.fail(
          subject, contact.outcome.place,
          fmt::format("the absence of {} is still undecided after {}", format(limit.event), counted(ago, "day")));
      finding.here("not decided")
          .identity("absence", limit.event)
          .fact("limit", *limit.last)
          .trace(limit.words())
          .trace(fmt::format("{} is {} after {}", format(facts.as_of),
                             counted(days_between(*limit.last, facts.as_of), "day"), format(*limit.last)))
          .standard(limit.standard);
      if (limit.in_time_nationally(facts.as_of) == true) finding.only_local();
      finding.fix(fmt::format("rar-record amend {} {} --set outcome=... --reason ...", shell_path(report.origin().file),
                              shell_word(fmt::format("{}", subject))));
    }
  }
}

}  // namespace

extern const Rule enf401;
constinit const Rule enf401{
    .id = "ENF401",
    .slug = "absence-undecided",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "An absence is still undecided after a set number of working days.",
    .explanation = {.checks = "Outcomes failed_to_attend against the working days since the absence.",
                    .matters =
                        "Until somebody decides whether the absence was acceptable, the choice the law gives between "
                        "warning and referral is not made, and the person does not know where they stand.",
                    .to_do = "Decide the absence and record the corrected outcome."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
