#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/enforcement/each_failure.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::refer_after_warning_community_order,
                                  sources::refer_after_warning_suspended_sentence, sources::warning_window};

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
    const EnforcementEntry* live = nullptr;  // the latest warning whose twelve months hold the failure
    const EnforcementEntry* unclear = nullptr;
    std::string why;
    std::string missing;
    for (const EnforcementEntry* warning : facts.enforcement) {
      if (!warning->action.is(EnforcementAction::warning) || !warning->date || is_withdrawn(facts, *warning) ||
          names(facts, *warning, contact))
        continue;
      const Order* about = facts.order_of(*warning);
      if (about != nullptr && about != &order) continue;
      const Date given = *warning->date;
      const Date last = warning_window_end(*warning);
      const bool anniversary = order.type.is(OrderType::suspended_sentence_order) &&
                               failure == months_after(given, Months{limits::warning_months.always().value});
      const EnforcementEntry* perhaps = unclear_withdrawal(facts, *warning);
      if (given < failure && failure <= last && about != nullptr && perhaps != nullptr) {
        unclear = warning;
        why = fmt::format("{} does not say which warning it withdraws", subject_of(*perhaps));
        missing = report.pointer(perhaps->place, "enforcement");
      } else if (given < failure && failure <= last && about != nullptr) {
        if (live == nullptr || given > *live->date) live = warning;
      } else if (given < failure && failure <= last) {
        unclear = warning;
        why = "which order the warning belongs to is not recorded";
        missing = report.pointer(warning->place, "order");
      } else if (given == failure) {
        unclear = warning;
        why = "the warning was given on the day of the failure, before or after it";
        missing = report.pointer(contact.place, "time");
      } else if (anniversary) {
        unclear = warning;
        why =
            "the failure lies on the anniversary of the warning, and the text for suspended sentence orders can be "
            "read both ways";
        missing = report.pointer(warning->place, "date");
      }
    }
    if (live == nullptr && unclear == nullptr) {
      report.not_applicable(subject);
      return;
    }
    const Referral referral = referral_after(facts, order, failure);
    if (referral.entry != nullptr && referral.order_known) {
      report.pass(subject, place, fmt::format("referred by {}", subject_of(*referral.entry)));
      return;
    }
    if (live == nullptr || referral.entry != nullptr) {
      const EnforcementEntry& entry = live == nullptr ? *unclear : *referral.entry;
      if (live != nullptr) {
        why = "which order the referral belongs to is not recorded";
        missing = report.pointer(entry.place, "order");
      }
      report
          .undetermined(
              subject, place,
              fmt::format("a failure on {} and a warning of {}: {}", format(failure), format(*entry.date), why),
              {missing})
          .related(entry.date.place, "the entry it hangs on");
      return;
    }
    const Date last = warning_window_end(*live);
    report
        .fail(subject, place,
              fmt::format("{} on {}, within twelve months of the warning of {}, and not referred",
                          spoken(*contact.outcome), format(failure), format(*live->date)))
        .here("failed to comply")
        .identity("failure", failure)
        .fact("warning", *live->date)
        .fact("window_end", last)
        .fact("outcome", FactValue{std::string(document::word(*contact.outcome))})
        .related(live->date.place, fmt::format("this warning opens twelve months, to {}", format(last)))
        .trace(fmt::format("{} months beginning with {} end on {}", limits::warning_months.always().value,
                           format(*live->date), format(last)))
        .trace(fmt::format("{} <= {}: the failure lies within them", format(failure), format(last)))
        .trace(fmt::format("no referral and no start of breach proceedings on or after {}", format(failure)))
        .fix(fmt::format("rar-record enforce {} --contact {} --action referral_to_enforcement_officer --date ...",
                         report.origin().file, subject));
  });
}

}  // namespace

extern const Rule enf403;
constinit const Rule enf403{
    .id = "ENF403",
    .slug = "failure-in-warning-year",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A further failure within twelve months of a warning was not referred to an enforcement officer.",
    .explanation = {.checks = "Each failure that lies in the twelve months beginning with a warning of the same order "
                              "that was not withdrawn: a referral or a start of breach proceedings on or after it.",
                    .matters = "Within a warning's year the officer has no choice: the matter must be referred.",
                    .to_do = "Refer the failure to an enforcement officer. If the absence was acceptable after all, "
                             "record the corrected outcome."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | enforcement | plan,
    .check_case = &check,
};

}  // namespace probation::rules
