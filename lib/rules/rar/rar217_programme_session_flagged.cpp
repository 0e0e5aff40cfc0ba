#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::programme_days};

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const Requirement* requirement = facts.requirement_of(contact);
    const bool under_programme = requirement != nullptr && requirement->type.is(RequirementType::accredited_programme);
    const bool programme = contact.type.is(ContactType::programme_session);
    if (!under_programme && !programme) {
      report.pass(subject_of(contact), contact.rar_activity.place);
      return;
    }
    auto finding = report.fail(subject_of(contact), contact.rar_activity.place,
                               fmt::format("programme session of {} is flagged RAR", format(*contact.date)));
    finding.here("flagged RAR")
        .trace(under_programme ? "linked to an accredited programme requirement, which has its own days"
                               : "a session under a programme requirement, by its type");
    if (under_programme) finding.related(requirement->place, "the programme requirement");
    finding.fix(fmt::format("rar-record amend {} {} --set rar_activity=false --reason ...",
                            shell_path(report.origin().file), shell_word(fmt::format("{}", subject_of(contact)))));
  });
}

}  // namespace

extern const Rule rar217;
constinit const Rule rar217{
    .id = "RAR217",
    .slug = "programme-session-flagged",
    .severity = Severity::warning,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A session of a programme requirement is flagged as RAR activity as well.",
    .explanation =
        {.checks = "Programme sessions, and contacts under an accredited programme requirement, whose RAR flag is set.",
         .matters = "A programme requirement has days of its own; the same session cannot use up the RAR days too.",
         .to_do = "Take the RAR flag off, or link the session to the RAR if the programme was instructed under it."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
