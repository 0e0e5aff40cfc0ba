#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017_records};

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    if (contact.outcome || *contact.date >= facts.as_of) {
      report.pass(subject_of(contact));
      return;
    }
    const int ago = days_between(*contact.date, facts.as_of);
    report
        .fail(subject_of(contact), contact.date.place,
              fmt::format("RAR contact of {} has no outcome after {}", format(*contact.date), counted(ago, "day")))
        .here("past, and no outcome recorded")
        .identity("date", *contact.date)
        .trace(fmt::format("{} is {} before {}", format(*contact.date), counted(ago, "day"), format(facts.as_of)))
        .fix("record the outcome; until then the date counts for no day");
  });
}

}  // namespace

extern const Rule rar206;
constinit const Rule rar206{
    .id = "RAR206",
    .slug = "past-contact-without-outcome",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A past RAR contact has no outcome.",
    .explanation = {.checks = "Contacts flagged RAR dated before as-of that carry no outcome.",
                    .matters = "It cannot be counted, and a missed session behind it is not acted on.",
                    .to_do = "Record what came of it."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders,
    .check_case = &check,
};

}  // namespace probation::rules
