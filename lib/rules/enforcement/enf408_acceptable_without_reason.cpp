#include <fmt/format.h>
#include <array>

#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!contact->outcome.is(Outcome::acceptable_absence) || !contact->date) continue;
    const Subject subject = subject_of(*contact);
    if (const Order* order = facts.order_of(*contact); order != nullptr && governed_elsewhere(*order, *contact->date)) {
      report.not_applicable(subject);
      continue;
    }
    if (contact->absence_reason) {
      report.pass(subject, contact->absence_reason.place);
      continue;
    }
    auto finding = report.fail(
        subject, contact->outcome.place,
        fmt::format("the absence of {} was accepted and no reason category is recorded", format(*contact->date)));
    finding.here("why?")
        .trace("outcome acceptable_absence, no absence_reason")
        .fix(fmt::format("rar-record amend {} {} --set absence_reason=... --reason ...",
                         shell_path(report.origin().file), shell_word(fmt::format("{}", subject))));
  }
}

}  // namespace

extern const Rule enf408;
constinit const Rule enf408{
    .id = "ENF408",
    .slug = "acceptable-without-reason",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "An acceptable absence has no reason category.",
    .explanation = {.checks = "Contacts with the outcome acceptable_absence and no `absence_reason`.",
                    .matters = "What made the absence acceptable decides whether anything follows; without it the "
                               "decision cannot be reviewed.",
                    .to_do = "Record the reason category."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
