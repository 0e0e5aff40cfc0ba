#include <fmt/format.h>
#include <array>

#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::attendance_counts};

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const Subject subject = subject_of(contact);
    if (!contact.outcome) {
      report.not_applicable(subject);  // RAR206 speaks of past ones
      return;
    }
    const Outcome outcome = *contact.outcome;
    const bool absent = attended(outcome) == Stated::no;
    const bool failed = complied(outcome) == Stated::no;
    const bool no_session = outcome == Outcome::attended_sent_home_service;
    if (absent || failed || no_session) {
      report.fail(subject, contact.rar_activity.place, fmt::format("flagged RAR, but {}", spoken(outcome)))
          .here("the flag")
          .related(contact.outcome.place, std::string(absent   ? "not attended"
                                                      : failed ? "failed to comply"
                                                               : "no session took place"))
          .fact("outcome", FactValue{std::string(word(outcome))})
          .trace("a RAR day needs attendance and compliance at a session that took place")
          .fix("take the flag away, or correct the outcome");
      return;
    }
    if (attended(outcome) == Stated::not_stated) {
      report.undetermined(subject, contact.rar_activity.place,
                          fmt::format("flagged RAR, and the outcome ({}) does not state attendance", spoken(outcome)),
                          {report.pointer(contact.place, "outcome")});
      return;
    }
    report.pass(subject);
  });
}

}  // namespace

extern const Rule rar207;
constinit const Rule rar207{
    .id = "RAR207",
    .slug = "flagged-without-session",
    .severity = Severity::warning,
    .basis = Basis::system,
    .date_test = DateTest::event,
    .summary = "A contact is flagged RAR although the person did not attend, did not comply, or no session took place.",
    .explanation = {.checks = "The outcome of each contact flagged RAR: it must state attendance and compliance, and a "
                              "session must have taken place.",
                    .matters = "Such a contact is no RAR day, but programs that look at the flag alone count it.",
                    .to_do = "Take the flag away, or correct the outcome."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders,
    .check_case = &check,
};

}  // namespace probation::rules
