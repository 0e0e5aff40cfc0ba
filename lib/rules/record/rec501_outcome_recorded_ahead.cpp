#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

bool known_ahead(Outcome outcome) {
  return outcome == Outcome::acceptable_absence || outcome == Outcome::rescheduled_by_service ||
         outcome == Outcome::rescheduled_by_person;
}

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!contact->recorded || !contact->outcome || !contact->date || known_ahead(*contact->outcome)) continue;
    const Subject subject = subject_of(*contact);
    const document::Moment entered = *contact->recorded;
    const bool earlier_day = entered.date < *contact->date;
    const bool earlier_hour = entered.date == *contact->date && entered.minute_of_day && contact->time &&
                              *entered.minute_of_day < contact->time->minute_of_day;
    if (entered.date == *contact->date && entered.minute_of_day && !contact->time) {
      report.not_applicable(subject);  // which came first is not known, and nobody writes down the minute
      continue;
    }
    if (!earlier_day && !earlier_hour) {
      report.pass(subject, contact->recorded.place);
      continue;
    }
    report
        .fail(subject, contact->recorded.place,
              earlier_day ? fmt::format("{} on {} was recorded on {}, {} before", spoken(*contact->outcome),
                                        format(*contact->date), format(entered.date),
                                        counted(days_between(entered.date, *contact->date), "day"))
                          : fmt::format("{} on {} was recorded on that day before the event began",
                                        spoken(*contact->outcome), format(*contact->date)))
        .here("entered here")
        .related(contact->date.place, "the event")
        .related(contact->outcome.place, "not knowable then")
        .trace(fmt::format("recorded {}, event {}", format(entered.date), format(*contact->date)))
        .fix("correct the date or the outcome with a superseding entry");
  }
}

}  // namespace

extern const Rule rec501;
constinit const Rule rec501{
    .id = "REC501",
    .slug = "outcome-recorded-ahead",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "An outcome was recorded before the event, and cannot have been known then.",
    .explanation = {.checks = "The time of entry of each contact with an outcome against the event; an acceptable "
                              "absence and a rescheduling can be known ahead.",
                    .matters = "An outcome nobody could have known was assumed, or the dates are wrong; either way a "
                               "day or a failure rests on it.",
                    .to_do = "Correct the date or the outcome with a superseding entry."},
    .sources = {},
    .policy = {},
    .reads = contacts,
    .check_case = &check,
};

}  // namespace probation::rules
