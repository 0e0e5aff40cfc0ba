#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/enforcement/each_failure.hpp"
#include "rules/report.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::licence_failures};

// A step that ends another is none that answers an absence.
bool takes_back(const EnforcementEntry& entry) {
  return entry.action.is(EnforcementAction::warning_withdrawn) ||
         (entry.action.is(EnforcementAction::breach_concluded) && entry.outcome.is(BreachOutcome::withdrawn));
}

void check(const CaseFacts& facts, Report& report) {
  const auto is_wanted = [](const Order& order) {
    return order.type.is(OrderType::licence) || order.type.is(OrderType::post_sentence_supervision);
  };
  if (std::none_of(facts.file.orders.begin(), facts.file.orders.end(),
                   [&](const Order& o) { return !o.type || is_wanted(o); }))
    return;
  for_each_failure(facts, report, is_wanted, [&](const Order& order, const Contact& contact, const InForce& force) {
    const Subject subject = subject_of(contact);
    const Place place = contact.outcome.place;
    if (!contact.outcome.is(Outcome::unacceptable_absence)) {
      report.not_applicable(subject);
      return;
    }
    const Date absence = *contact.date;
    if (!facts.file.enforcement.recorded) {
      report.undetermined(subject, place,
                          fmt::format("an absence on {}; enforcement actions are not recorded", format(absence)),
                          {"/enforcement"});
      return;
    }
    const EnforcementEntry* unnamed = nullptr;
    const EnforcementEntry* unclear = nullptr;  // a withdrawal that may be of the only answer
    for (const EnforcementEntry* entry : facts.enforcement) {
      if (takes_back(*entry) || !entry->date || *entry->date < absence || is_taken_back(facts, *entry)) continue;
      if (names(facts, *entry, contact)) {
        const EnforcementEntry* by =
            entry->action.is(EnforcementAction::warning) ? unclear_withdrawal(facts, *entry) : nullptr;
        if (by != nullptr) {
          unclear = by;
          continue;
        }
        report.pass(subject, place, [&] { return fmt::format("answered by {}", subject_of(*entry)); });
        return;
      }
      const Order* about = facts.order_of(*entry);
      // One that names another entry is about what that one is about.
      if (!names_any_contact(*entry) && !entry->enforcement && (about == &order || about == nullptr)) unnamed = entry;
    }
    std::string why;
    std::vector<Missing> missing;
    if (!force.answer) why = force.why, missing = force.missing;
    else if (unclear != nullptr)
      why = fmt::format("{} does not say which warning it withdraws", subject_of(*unclear)),
      missing = {{unclear->place, "enforcement"}};
    else if (unnamed != nullptr)
      why = fmt::format("{} names no contact", subject_of(*unnamed)), missing = {{unnamed->place, "contact"}};
    else if (!facts.is_whole(ListName::enforcement))
      why = "something of the enforcement is known to be missing", missing = {{facts.file.place, "enforcement"}};
    if (!missing.empty()) {
      report.undetermined(subject, place,
                          fmt::format("an absence on {} that nothing is known to answer: {}", format(absence), why),
                          pointers(report, missing));
      return;
    }
    report
        .fail(subject, place,
              fmt::format("unacceptable absence on {} under {}: nothing was done about it after {}", format(absence),
                          spoken(*order.type), counted(days_between(absence, facts.as_of), "day")))
        .here("not answered")
        .identity("absence", absence)
        .trace(fmt::format("{} enforcement entries recorded; none names {} on or after {}", facts.enforcement.size(),
                           subject, format(absence)))
        .fix(fmt::format("rar-record enforce {} --contact {} --action ... --date ...", shell_path(report.origin().file),
                         shell_word(fmt::format("{}", subject))));
  });
}

}  // namespace

extern const Rule enf413;
constinit const Rule enf413{
    .id = "ENF413",
    .slug = "licence-failure-unanswered",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary =
        "An unacceptable absence under a licence or post-sentence supervision is answered by no enforcement entry.",
    .explanation =
        {.checks = "Each unacceptable absence on a licence or under post-sentence supervision while it was in force, "
                   "and whether an enforcement entry names it on or after its day.",
         .matters =
             "An absence that nobody decides about looks accepted, and the next one finds no decision before it.",
         .to_do = "Record what was decided: a warning, a referral to recall, or no further action."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | enforcement | plan,
    .check_case = &check,
};

}  // namespace probation::rules
