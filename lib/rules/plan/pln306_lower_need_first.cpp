#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/activities.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/case/needs.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};

bool is_worked_on(const CaseFacts& facts, const Activity& activity) {
  if (activity.status.is(ActivityStatus::withdrawn)) return first_attended(facts, activity) != nullptr;
  return activity.status.is(ActivityStatus::in_progress) || activity.status.is(ActivityStatus::completed) ||
         first_attended(facts, activity) != nullptr;
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const RankedNeeds ranked = ranked_needs(facts);
  if ((facts.is_whole(ListName::assessments) && facts.file.assessments.empty()) ||
      (ranked.needs.empty() && ranked.missing.empty())) {
    report.not_applicable(subject);
    return;
  }
  std::vector<std::string> missing;
  for (const Missing& fact : ranked.missing) missing.push_back(report.pointer(fact.record, fact.key));
  const auto& plan = facts.file.plan;
  if (!plan) missing.emplace_back("/plan");
  else if (!plan->activities.recorded) missing.push_back(report.pointer(plan->place, "activities"));
  if (!missing.empty()) {
    report.undetermined(subject, ranked.first() != nullptr ? ranked.first()->place : order.place,
                        "the needs, or the activities, are not known", missing);
    return;
  }
  const Need* higher = nullptr;       // the highest with nothing planned or done
  const Activity* working = nullptr;  // on a lower one
  const Activity* maybe = nullptr;    // planned, on a lower one: contacts would say whether it began
  for (const RankedNeed& ranked_need : ranked.needs) {
    const Need* need = ranked_need.row;
    const bool served = std::any_of(facts.activities.begin(), facts.activities.end(), [&](const Activity* a) {
      return a->need.is(*need->area) &&
             (!a->status.is(ActivityStatus::withdrawn) || first_attended(facts, *a) != nullptr);
    });
    if (higher == nullptr && !served) higher = need;
    if (higher == nullptr || higher == need) continue;
    for (const Activity* activity : facts.activities) {
      if (!activity->need.is(*need->area)) continue;
      if (is_worked_on(facts, *activity)) {
        if (working == nullptr) working = activity;
      } else if (!activity->status.is(ActivityStatus::withdrawn)) {
        maybe = activity;
      }
    }
  }
  std::vector<std::string> unlinked;
  for (const Activity* activity : facts.activities)
    if (!activity->need && !activity->status.is(ActivityStatus::withdrawn))
      unlinked.push_back(report.pointer(activity->place, "need"));
  if (higher == nullptr ||
      (working == nullptr && unlinked.empty() && (maybe == nullptr || facts.file.contacts.recorded))) {
    report.pass(subject, ranked.first()->place);
  } else if (working == nullptr || !unlinked.empty()) {
    if (working == nullptr && maybe != nullptr && !facts.file.contacts.recorded) unlinked.emplace_back("/contacts");
    report.undetermined(
        subject, higher->place,
        fmt::format(
            "nothing is known to be planned for {}; passes if no lower need is worked on, or an activity serves it",
            need_shown(facts, ranked, *higher->area)),
        unlinked);
  } else {
    auto finding =
        report.fail(subject, higher->place,
                    fmt::format("{} is worked on while {}, which ranks higher, has nothing planned or done",
                                need_shown(facts, ranked, *working->need), need_shown(facts, ranked, *higher->area)));
    finding.here("nothing planned or done")
        .related(working->place, "works on a lower need")
        .identity("need", std::string(document::word(*higher->area)));
    for (std::size_t i = 0; i < ranked.needs.size(); ++i)
      finding.trace(fmt::format("rank {}: {}", i + 1, need_shown(facts, ranked, ranked.needs[i].area)));
    finding.fix("plan the higher need, and look again at the order of the work");
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentence(facts, report, [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

extern const Rule pln306;
constinit const Rule pln306{
    .id = "PLN306",
    .slug = "lower-need-first",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "A lower need is worked on while a higher one has nothing planned or done.",
    .explanation = {.checks = "Activities in progress, completed or attended, by the rank of the need they serve, "
                              "against higher-ranked needs without any activity that is not withdrawn.",
                    .matters = "Days go to what matters less, and the order may end before the rest is begun.",
                    .to_do = "Plan the higher need, and look again at the order of the work."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | assessments | plan | contacts,
    .check_case = &check,
};

}  // namespace probation::rules
