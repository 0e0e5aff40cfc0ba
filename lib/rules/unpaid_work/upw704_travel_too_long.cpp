#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/unpaid_work.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 2> rule_policy{"unpaid_work_induction_travel_minutes",
                                                      "unpaid_work_travel_minutes"};

void check_contact(const CaseFacts& facts, const Contact& contact, std::string_view standard, std::string_view where,
                   Report& report) {
  const Subject subject = subject_of(contact);
  const auto limit = facts.policy.resolve(standard, *contact.date);
  if (!limit) {
    report.not_applicable(subject);
  } else if (!contact.travel_minutes) {
    report.undetermined(subject, contact.place,
                        fmt::format("the way to {} is not recorded; passes if it takes at most {}", where,
                                    counted(limit->number(), "minute")),
                        {report.pointer(contact.place, "travel_minutes")});
  } else if (*contact.travel_minutes <= limit->number()) {
    report.pass(subject, contact.travel_minutes.place);
  } else {
    auto finding = report.fail(subject, contact.travel_minutes.place,
                               fmt::format("{} each way to {}; at most {} are asked",
                                           counted(*contact.travel_minutes, "minute"), where, limit->number()));
    finding.here("the way")
        .fact("minutes", *contact.travel_minutes)
        .fact("limit_minutes", limit->number())
        .trace(fmt::format("{} - {} = {} too many", *contact.travel_minutes, limit->number(),
                           *contact.travel_minutes - limit->number()))
        .standard(*limit);
    if (*contact.travel_minutes <= limit->national_number()) finding.only_local();
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        if (!facts.file.contacts.recorded) {
          report.undetermined(subject, requirement.place, "contacts are not recorded", {"/contacts"});
          return;
        }
        const auto sessions = unpaid_work_contacts(facts, requirement, ContactType::unpaid_work_session);
        const auto inductions = unpaid_work_contacts(facts, requirement, ContactType::unpaid_work_induction);
        if (sessions.empty() && inductions.empty()) report.not_applicable(subject);
        if (!sessions.empty())
          check_contact(facts, *sessions.front(), "unpaid_work_travel_minutes", "the first worksite", report);
        for (const Contact* induction : inductions)
          check_contact(facts, *induction, "unpaid_work_induction_travel_minutes", "the induction", report);
      });
}

}  // namespace

extern const Rule upw704;
constinit const Rule upw704{
    .id = "UPW704",
    .slug = "travel-too-long",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The way to unpaid work is longer than policy allows.",
    .explanation = {.checks =
                        "Minutes each way to the first worksite, and to the induction, against the limits of the day.",
                    .matters =
                        "A way that long makes missed sessions likely, and the person was not meant to be sent so far.",
                    .to_do = "Offer a nearer worksite."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
