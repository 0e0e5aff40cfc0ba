#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "facts/case/answers.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/failures.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::failure_count};

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.enforcement.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  for (const EnforcementEntry* action : facts.enforcement) {
    if (!is_enforcement_action(*action)) continue;
    const Subject subject = subject_of(*action);
    if (!names_any_contact(*action) || is_taken_back(facts, *action)) {
      report.not_applicable(subject);
      continue;
    }
    if (!facts.file.contacts.recorded) {
      report.undetermined(subject, action->place, "contacts are not recorded", {"/contacts"});
      continue;
    }
    const Contact* complied_with = nullptr;
    const Contact* unknown = nullptr;
    for (const Contact* contact : facts.contacts) {
      if (!names(facts, *action, *contact)) continue;
      if (!contact->outcome) unknown = contact;
      else if (complied(*contact->outcome) == Stated::yes && !contact->supersedes)
        complied_with = contact;  // ENF412 speaks of one that was corrected since
    }
    if (complied_with != nullptr) {
      report
          .fail(subject, action->place,
                fmt::format("{} on {}, which says {}", document::word(*action->action), subject_of(*complied_with),
                            spoken(*complied_with->outcome)))
          .here("names it")
          .related(complied_with->outcome.place, "complied")
          .trace(fmt::format("outcome of {}: {}, which states compliance", subject_of(*complied_with),
                             document::word(*complied_with->outcome)))
          .fix("withdraw the action, or correct the outcome");
    } else if (unknown != nullptr) {
      report.undetermined(subject, action->place,
                          fmt::format("names {}, whose outcome is not recorded; passes if the person did not comply",
                                      subject_of(*unknown)),
                          {report.pointer(unknown->place, "outcome")});
    } else {
      report.pass(subject, action->place);
    }
  }
}

}  // namespace

extern const Rule enf409;
constinit const Rule enf409{
    .id = "ENF409",
    .slug = "action-on-compliance",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "An enforcement action names a contact at which the person complied.",
    .explanation = {.checks = "Warnings, referrals and starts of breach proceedings that were not withdrawn, and the "
                              "outcome that now stands for each contact they name.",
                    .matters = "The person is treated as having failed when the record says the opposite; the next "
                               "real failure would then be judged wrongly.",
                    .to_do = "Withdraw the action, or correct the outcome."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
