#include <fmt/format.h>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::record_under_intervention};

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const auto* row = limits::record_under_intervention.at(ByEvent{contact.date.value});
    const Requirement* requirement = contact.requirement ? facts.requirement(contact.requirement->text) : nullptr;
    if (requirement == nullptr || row == nullptr || !row->value) {
      report.not_applicable(subject_of(contact));
      return;
    }
    if (!requirement->type.is(RequirementType::rehabilitation_activity)) {
      report.not_applicable(subject_of(contact));
      return;
    }
    report
        .fail(subject_of(contact), contact.rar_activity.place,
              fmt::format("RAR contact of {} is linked to {} and to no activity", format(*contact.date),
                          contact.requirement->text))
        .here("the flag")
        .related(contact.requirement.place, "linked straight to the requirement")
        .identity("date", *contact.date)
        .trace(fmt::format("since {} RAR work is recorded under an intervention", format(row->from)))
        .fix("link the contact to its activity");
  });
}

}  // namespace

extern const Rule rar209;
constinit const Rule rar209{
    .id = "RAR209",
    .slug = "linked-to-requirement",
    .severity = Severity::note,
    .basis = Basis::system,
    .date_test = DateTest::event,
    .summary = "A RAR contact is linked to the requirement and not to an activity.",
    .explanation =
        {.checks = "Contacts flagged RAR, on or after the day from which work is recorded under an intervention, that "
                   "name the requirement directly.",
         .matters = "Several programs count only what hangs from an intervention; these days are invisible to them.",
         .to_do = "Add the activity to the plan and link the contact to it."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders,
    .check_case = &check,
};

}  // namespace probation::rules
