#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  for (const Contact* contact : facts.contacts) {
    if (!contact->activity) continue;
    const Subject subject = subject_of(*contact);
    if (!facts.rests_on_withdrawn(*contact)) {
      report.pass(subject);
      continue;
    }
    report
        .fail(subject, contact->activity.place,
              fmt::format("stands, and its activity {} was withdrawn", contact->activity->text))
        .here("rests on it")
        .related(facts.activity(contact->activity->text)->place, "withdrawn")
        .trace("an entry that supersedes the activity withdraws it, and nothing stands in its place")
        .fix("withdraw the contact too, or link it to the activity it was under");
  }
  const auto& plan = facts.file.plan;
  if (!plan || !plan->assessment) return;
  const bool stands =
      std::any_of(facts.file.assessments.begin(), facts.file.assessments.end(),
                  [&](const Assessment& a) { return a.id && facts.same_entry(a.id->text, plan->assessment->text); });
  if (stands || !facts.file.assessments.recorded) return;
  report
      .fail(Subject::file(), plan->assessment.place,
            "the plan rests on an assessment, which was withdrawn or does not stand")
      .here("rests on it")
      .trace("no assessment of that id stands")
      .fix("link the plan to the assessment it was made from");
}

}  // namespace

extern const Rule rec508;
constinit const Rule rec508{
    .id = "REC508",
    .slug = "rests-on-withdrawn",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "An entry stands and rests on one that was withdrawn.",
    .explanation = {.checks = "Contacts whose activity was withdrawn altogether, and a plan whose assessment was.",
                    .matters = "A session on an activity that never was may be no day; a plan on a withdrawn "
                               "assessment has lost its ground.",
                    .to_do = "Withdraw what rests on it, or correct the link."},
    .sources = {},
    .policy = {},
    .reads = contacts | plan | assessments | orders,
    .check_case = &check,
};

}  // namespace probation::rules
