#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!contact->date || *contact->date >= facts.as_of) continue;
    const Subject subject = subject_of(*contact);
    const Order* order = facts.order_of(*contact);
    if (contact->rar_activity.is(true) ||
        (order != nullptr && (!CaseFacts::is_judged(*order) || governed_elsewhere(*order, *contact->date)))) {
      report.not_applicable(subject);
    } else if (contact->outcome) {
      report.pass(subject, contact->outcome.place);
    } else {
      const int ago = days_between(*contact->date, facts.as_of);
      report
          .fail(subject, contact->date.place,
                fmt::format("the {} of {} has no outcome after {}", document::word(*contact->type),
                            format(*contact->date), counted(ago, "day")))
          .here("past, and no outcome")
          .identity("date", *contact->date)
          .trace(fmt::format("{} is {} before {}", format(*contact->date), counted(ago, "day"), format(facts.as_of)))
          .fix("record the outcome");
    }
  }
}

}  // namespace

extern const Rule rec502;
constinit const Rule rec502{
    .id = "REC502",
    .slug = "past-without-outcome",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A past appointment has no outcome.",
    .explanation =
        {.checks =
             "Contacts dated before as-of that carry no outcome, other than those flagged RAR, of which RAR206 speaks.",
         .matters = "Nobody can tell whether the person came; a missed appointment may go without an answer.",
         .to_do = "Record what came of it."},
    .sources = {},
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
