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

constexpr std::array rule_sources{sources::refer_after_warning_community_order,
                                  sources::refer_after_warning_suspended_sentence, sources::warning_window,
                                  sources::warning_window_suspended};

// A warning of the order whose twelve months hold the failure, or may.
struct Window {
  const EnforcementEntry* live = nullptr;     // the latest that certainly does
  const EnforcementEntry* unclear = nullptr;  // one that may
  std::string why;
  Missing missing;
};

// A dated warning that is live, or may be, with what is asked of it for every failure.
struct LiveWarning {
  const EnforcementEntry* entry;
  const Order* about;  // nothing: not known
  WarningLife life;
  Date window_end, anniversary;
  std::vector<std::string_view> about_events;  // sorted: the contacts it answers
};

std::vector<LiveWarning> live_warnings(const CaseFacts& facts) {
  std::vector<LiveWarning> live;
  for (const EnforcementEntry* warning : facts.enforcement) {
    if (!warning->date) continue;
    WarningLife life = life_of(facts, *warning);
    if (life.answer == false) continue;
    live.push_back({warning, facts.order_of(*warning), std::move(life), warning_window_end(*warning),
                    months_after(*warning->date, Months{warning_months(*warning->date).value}),
                    named_events(facts, *warning)});
  }
  return live;
}

Window window_of(const CaseFacts& facts, const std::vector<LiveWarning>& warnings, const Order& order,
                 const Contact& contact) {
  Window window;
  const Date failure = *contact.date;
  const auto unclear = [&](const EnforcementEntry& warning, std::string why, Missing missing) {
    window.unclear = &warning;
    window.why = std::move(why);
    window.missing = missing;
  };
  const std::string_view event = contact.id ? facts.event_of(contact.id->text) : std::string_view{};
  for (const auto& [warning, about, life, window_end, anniversary, about_events] : warnings) {
    const Date given = *warning->date;
    if (failure < given || (failure > window_end && failure != anniversary)) continue;
    if ((about != nullptr && about != &order) ||
        (contact.id && std::binary_search(about_events.begin(), about_events.end(), event)))
      continue;
    const bool inside = given < failure && failure <= window_end;
    if (inside && about != nullptr && !life.answer) unclear(*warning, life.why, life.missing.front());
    else if (inside && about != nullptr) {
      if (window.live == nullptr || given > *window.live->date) window.live = warning;
    } else if (inside) {
      unclear(*warning, "which order the warning belongs to is not recorded", {warning->place, "order"});
    } else if (given == failure) {
      unclear(*warning, "the warning was given on the day of the failure, before or after it", {contact.place, "time"});
    } else if (order.type.is(OrderType::suspended_sentence_order) && failure == anniversary) {
      unclear(*warning,
              "the failure lies on the anniversary of the warning, and the text for suspended sentence orders can be "
              "read both ways",
              {warning->place, "date"});
    }
  }
  return window;
}

void check(const CaseFacts& facts, Report& report) {
  const std::vector<LiveWarning> warnings = live_warnings(facts);
  for_each_failure(facts, report, [&](const Order& order, const Contact& contact, const InForce& force) {
    const Subject subject = subject_of(contact);
    const Place place = contact.outcome.place;
    const Date failure = *contact.date;
    if (!facts.file.enforcement.recorded) {
      report.undetermined(subject, place,
                          fmt::format("a failure on {}; enforcement actions are not recorded", format(failure)),
                          {"/enforcement"});
      return;
    }
    const Window window = window_of(facts, warnings, order, contact);
    const bool no_warning = window.live == nullptr && window.unclear == nullptr;
    if (no_warning && facts.is_whole(ListName::enforcement)) {
      report.not_applicable(subject);
      return;
    }
    const Answer answer = answer_to(facts, order, contact, true);
    if (answer.entry != nullptr) {
      report.pass(subject, place, [&] { return fmt::format("referred by {}", subject_of(*answer.entry)); });
      return;
    }
    if (no_warning) {
      report.undetermined(
          subject, place,
          fmt::format("a failure on {}; a warning that opens twelve months may be among the enforcement "
                      "that is known to be missing",
                      format(failure)),
          {"/enforcement"});
      return;
    }
    const EnforcementEntry& warning = window.live != nullptr ? *window.live : *window.unclear;
    std::string why;
    std::vector<Missing> missing;
    if (!force.answer) why = force.why, missing = force.missing;
    else if (window.live == nullptr) why = window.why, missing = {window.missing};
    else if (answer.perhaps != nullptr) why = answer.why, missing = answer.missing;
    if (!missing.empty()) {
      report
          .undetermined(
              subject, place,
              fmt::format("a failure on {} and a warning of {}: {}", format(failure), format(*warning.date), why),
              pointers(report, missing))
          .related(warning.date.place, "the warning it hangs on");
      return;
    }
    const Date last = warning_window_end(warning);
    report
        .fail(subject, place,
              fmt::format("{} on {}, within twelve months of the warning of {}, and not referred",
                          spoken(*contact.outcome), format(failure), format(*warning.date)))
        .here("failed to comply")
        .identity("failure", failure)
        .fact("warning", *warning.date)
        .fact("window_end", last)
        .fact("outcome", FactValue{std::string(document::word(*contact.outcome))})
        .related(warning.date.place, fmt::format("this warning opens twelve months, to {}", format(last)))
        .trace(fmt::format("{} months beginning with {} end on {}", warning_months(*warning.date).value,
                           format(*warning.date), format(last)))
        .trace(fmt::format("{} <= {}: the failure lies within them", format(failure), format(last)))
        .trace(fmt::format("no referral and no start of breach proceedings that names {} on or after {}", subject,
                           format(failure)))
        .fix(fmt::format("rar-record enforce {} --contact {} --action referral_to_enforcement_officer --date ...",
                         shell_path(report.origin().file), shell_word(fmt::format("{}", subject))));
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
