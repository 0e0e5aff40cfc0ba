#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_relevant_period};

void check(const CaseFacts& facts, Report& report) {
  for_each_activity(facts, report, [&](const Activity& activity) {
    const Subject subject = subject_of(activity);
    const Requirement* requirement = facts.requirement_of(activity);
    const Order* order = order_of(facts, activity);
    if (!is_ahead(activity) || is_elsewhere(facts, activity) || (order != nullptr && !CaseFacts::is_judged(*order))) {
      report.not_applicable(subject);
      return;
    }
    std::optional<Date> end = activity.end_date.value;
    Place place = activity.end_date ? activity.end_date.place : activity.place;
    for (const PlannedSession& session : activity.sessions)
      if (session.date && (!end || *session.date > *end)) {
        end = *session.date;
        place = session.date.place;
      }
    std::vector<std::string> missing;
    if (!end) missing.push_back(report.pointer(activity.place, "end_date"));
    if (order == nullptr) {
      missing.push_back(report.pointer(activity.place, "requirement"));
      report.undetermined(subject, place, "which order the activity belongs to is not recorded", missing);
      return;
    }
    const RelevantPeriod period = facts.relevant_period(*order, requirement);
    if (end && period.last && *end > *period.last) {
      report.fail(subject, place, fmt::format("the activity ends on {}, after {}", format(*end), format(*period.last)))
          .here("ends here")
          .related(period.last_place, std::string(period.last_words))
          .fact("end", *end)
          .fact("last_day", *period.last)
          .trace(fmt::format("{} is {} after {}", format(*end), counted(days_between(*period.last, *end), "day"),
                             format(*period.last)))
          .fix("move it forward, or choose a shorter one");
      return;
    }
    if (!period.last || !period.missing.empty())
      for (const Missing& fact : period.missing)
        if (fact.key != "sentence_date") missing.push_back(report.pointer(fact.record, fact.key));
    if (missing.empty()) report.pass(subject, place);
    else
      report.undetermined(subject, place,
                          end ? fmt::format("passes if the order runs to {} or later", format(*end))
                              : std::string("when the activity ends is not recorded"),
                          missing);
  });
}

}  // namespace

extern const Rule pln318;
constinit const Rule pln318{
    .id = "PLN318",
    .slug = "activity-after-order",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A planned activity ends after the order.",
    .explanation = {.checks = "The end of each activity planned or in progress, or its last planned session, against "
                              "the end of the relevant period of its requirement.",
                    .matters = "What lies behind the end cannot be asked of the person; the days will be left.",
                    .to_do = "Move the activity forward, or choose a shorter one."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
