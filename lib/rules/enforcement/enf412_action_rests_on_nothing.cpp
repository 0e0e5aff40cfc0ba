#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "facts/case/answers.hpp"
#include "facts/case/failures.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.enforcement.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  for (const EnforcementEntry* action : facts.enforcement) {
    if (!is_enforcement_action(*action) || !action->date) continue;
    const Subject subject = subject_of(*action);
    if (!names_any_contact(*action) || is_withdrawn(facts, *action)) {
      report.not_applicable(subject);
      continue;
    }
    if (!facts.file.contacts.recorded) {
      report.undetermined(subject, action->place, "contacts are not recorded", {"/contacts"});
      continue;
    }
    const Rests rests = rests_on_failure(facts, *action);
    if (!rests.answer) {
      report.undetermined(
          subject, action->place,
          fmt::format("{} on {}; passes if it is decided to be a failure", document::word(*action->action), rests.why),
          pointers(report, rests.missing));
    } else if (*rests.answer) {
      report.pass(subject, action->place);
    } else {
      report.fail(subject, action->place, fmt::format("{} on {}", document::word(*action->action), rests.why))
          .here("stands, and rests on nothing")
          .related(rests.because->place, "what it names")
          .trace(fmt::format("none of the contacts that {} names stands as a failure on or before {}", subject,
                             format(*action->date)))
          .fix(fmt::format("rar-record void {} {} --reason ...", shell_path(report.origin().file),
                           shell_word(fmt::format("{}", subject))));
    }
  }
}

}  // namespace

extern const Rule enf412;
constinit const Rule enf412{
    .id = "ENF412",
    .slug = "action-rests-on-nothing",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary =
        "A warning, referral or breach action stands and rests on nothing: what it names was withdrawn, lies later, or "
        "is no failure as corrected.",
    .explanation = {.checks = "Each warning, referral and start of breach proceedings that was not withdrawn, and "
                              "whether one of the contacts it names stands as a failure on or before its day.",
                    .matters = "A live warning on an absence that was none turns the next failure into a breach.",
                    .to_do = "Withdraw the action, or correct what it names."},
    .sources = {},
    .policy = {},
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
