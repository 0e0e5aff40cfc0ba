#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/enforcement/each_failure.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::warn_or_refer_community_order, sources::warn_or_refer_suspended_sentence};

void check(const CaseFacts& facts, Report& report) {
  for_each_failure(facts, report, [&](const Order& order, const Contact& contact) {
    const std::string subject = subject_of(contact);
    const Place place = contact.outcome.place;
    const Date failure = *contact.date;
    if (!facts.file.enforcement.recorded) {
      report.undetermined(subject, place,
                          fmt::format("a failure on {}; enforcement actions are not recorded", format(failure)),
                          {"/enforcement"});
      return;
    }
    const EnforcementEntry* unnamed = nullptr;
    const EnforcementEntry* withdrawn = nullptr;
    const EnforcementEntry* unclear = nullptr;  // a withdrawal that may be of the warning about this failure
    for (const EnforcementEntry* entry : facts.enforcement) {
      if (!entry->action.is(EnforcementAction::warning)) continue;
      const bool taken_back = is_withdrawn(facts, *entry);
      if (names(facts, *entry, contact)) {
        if (const EnforcementEntry* perhaps = unclear_withdrawal(facts, *entry); perhaps != nullptr) {
          unclear = perhaps;
        } else if (!taken_back) {
          report.pass(subject, place, fmt::format("warned by {}", subject_of(*entry)));
          return;
        } else {
          withdrawn = entry;
        }
      } else if (!names_any_contact(*entry) && !taken_back && entry->date && *entry->date >= failure &&
                 (facts.order_of(*entry) == &order || facts.order_of(*entry) == nullptr)) {
        unnamed = entry;
      }
    }
    const Referral referral = referral_after(facts, order, failure);
    if (referral.entry != nullptr && referral.order_known) {
      report.pass(subject, place, fmt::format("answered by {}", subject_of(*referral.entry)));
      return;
    }
    if (unclear != nullptr) {
      report
          .undetermined(
              subject, place,
              fmt::format("a failure on {} and a warning about it; {} does not say which warning it withdraws",
                          format(failure), subject_of(*unclear)),
              {report.pointer(unclear->place, "enforcement")})
          .related(unclear->place, "names no warning");
      return;
    }
    if (unnamed != nullptr) {
      report
          .undetermined(
              subject, place,
              fmt::format("a failure on {}; the warning of {} names no contact; passes if it is about this one",
                          format(failure), format(*unnamed->date)),
              {report.pointer(unnamed->place, "contact")})
          .related(unnamed->place, "names no contact");
      return;
    }
    if (referral.entry != nullptr) {
      report
          .undetermined(subject, place,
                        fmt::format("a failure on {}; the action of {} does not say which order it is about",
                                    format(failure), format(*referral.entry->date)),
                        {report.pointer(referral.entry->place, "order")})
          .related(referral.entry->place, "names no order");
      return;
    }
    const int ago = days_between(failure, facts.as_of);
    auto finding = report.fail(subject, place,
                               fmt::format("{} on {}: no warning and no referral after {}", spoken(*contact.outcome),
                                           format(failure), counted(ago, "day")));
    finding.here("failed to comply")
        .identity("failure", failure)
        .fact("outcome", FactValue{std::string(document::word(*contact.outcome))});
    if (withdrawn != nullptr) finding.related(withdrawn->place, "this warning was withdrawn");
    finding.trace(
        fmt::format("{} enforcement actions recorded; none is a warning naming {}, a referral, or a start of breach "
                    "proceedings on or after {}",
                    facts.enforcement.size(), subject, format(failure)));
    finding.fix(
        fmt::format("rar-record enforce {} --contact {} --action warning --states "
                    "breach,unacceptable,liable_on_further_breach --date ...",
                    report.origin().file, subject));
  });
}

}  // namespace

extern const Rule enf402;
constinit const Rule enf402{
    .id = "ENF402",
    .slug = "failure-not-acted-on",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A failure to comply without reasonable excuse was followed by neither a warning nor a referral.",
    .explanation = {.checks = "Each outcome that states non-compliance on a community or suspended sentence order, "
                              "from the day after it: a warning that names it and was not withdrawn, a referral to an "
                              "enforcement officer, or a start of breach proceedings on or after it.",
                    .matters = "The officer must either warn or refer. Doing nothing is not an option the law gives, "
                               "and the next failure will find no warning before it.",
                    .to_do = "Decide: give a warning that names the contact, or refer it. If the absence was "
                             "acceptable after all, record the corrected outcome."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | enforcement | plan,
    .check_case = &check,
};

}  // namespace probation::rules
