#include <fmt/format.h>
#include <array>

#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::supplier_assessment, sources::rar_instructions};

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const bool assessment = contact.type.is(ContactType::supplier_assessment);
    const bool supervision = contact.type.is(ContactType::supervision_appointment);
    if (!assessment && !supervision) {
      report.pass(subject_of(contact));
      return;
    }
    report
        .fail(subject_of(contact), contact.rar_activity.place,
              assessment ? "a supplier assessment is flagged RAR; it counts for no day"
                         : "plain supervision is flagged RAR; it counts as a day")
        .here("the flag")
        .related(contact.type.place, "what kind of contact it was")
        .fact("type", FactValue{std::string(word(*contact.type))})
        .trace(assessment
                   ? "the first meeting with a supplier is not delivery"
                   : "appointments use no day; the strict count takes the flag's word that activity was delivered")
        .fix(assessment ? "take the flag away" : "record the activity as an activity session, or take the flag away");
  });
}

}  // namespace

extern const Rule rar208;
constinit const Rule rar208{
    .id = "RAR208",
    .slug = "supervision-flagged",
    .severity = Severity::warning,
    .basis = Basis::system,
    .date_test = DateTest::event,
    .summary = "A supplier assessment or plain supervision is flagged RAR.",
    .explanation = {.checks = "The type of each contact flagged RAR.",
                    .matters = "A first meeting with a supplier and an appointment with the practitioner use no day "
                               "unless activity is delivered in them.",
                    .to_do = "If activity was delivered, record it as an activity session under its activity; else "
                             "take the flag away."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders,
    .check_case = &check,
};

}  // namespace probation::rules
