#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/case/needs.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const RankedNeeds ranked = ranked_needs(facts);
  const Need* first = ranked.first();
  const bool none_assessed = facts.is_whole(ListName::assessments) && facts.file.assessments.empty();
  if (none_assessed || (first == nullptr && ranked.missing.empty())) {
    report.not_applicable(subject);  // nothing assessed, or no need found; PLN301 speaks of the first
    return;
  }
  std::vector<std::string> missing;
  for (const Missing& fact : ranked.missing) missing.push_back(report.pointer(fact.record, fact.key));
  // One that is known to be missing may be newer, and its first need another.
  const bool may_be_another = first != nullptr && !facts.is_whole(ListName::assessments);
  if (may_be_another) missing.emplace_back("/assessments");
  const auto& plan = facts.file.plan;
  if (!plan) missing.emplace_back("/plan");
  else if (!plan->activities.recorded || !facts.is_whole(ListName::activities))
    missing.push_back(report.pointer(plan->place, "activities"));
  if (first != nullptr && ranked.missing.empty() && !may_be_another) {
    if (first->linked_to_reoffending.is(false)) {
      report.pass(subject, first->place, "the first need is not linked to reoffending");
      return;
    }
    for (const Activity* activity : facts.activities) {
      const Requirement* under = facts.requirement_of(*activity);
      if (activity->status.is(ActivityStatus::withdrawn) || (under != nullptr && facts.order_of(*under) != &order))
        continue;
      if (activity->need.is(*first->area) && !activity->status) {  // it may be withdrawn
        missing.push_back(report.pointer(activity->place, "status"));
        continue;
      }
      if (activity->need.is(*first->area)) {
        report.pass(subject, activity->place, [&] { return fmt::format("{} works on it", subject_of(*activity)); });
        return;
      }
      if (!activity->need) missing.push_back(report.pointer(activity->place, "need"));
    }
    if (!first->linked_to_reoffending) missing.push_back(report.pointer(first->place, "linked_to_reoffending"));
  }
  if (!missing.empty()) {
    report.undetermined(subject, first != nullptr ? first->place : order.place,
                        "whether an activity is planned for the first need is not known", missing);
    return;
  }
  report
      .fail(subject, first->place,
            fmt::format("the first need, {}, is linked to reoffending and has no planned activity",
                        need_shown(facts, ranked, *first->area)))
      .here("ranked first")
      .related(plan->activities.place, "none of these serves it")
      .identity("need", std::string(document::word(*first->area)))
      .trace(fmt::format("rank 1 of {} in {}", ranked.needs.size(),
                         ranked.assessment->id ? ranked.assessment->id->text : std::string("it")))
      .trace(fmt::format("{} of the plan, none for it that is not withdrawn",
                         counted(facts.activities.size(), "activity", "activities")))
      .fix("plan an activity for the first need");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentence(facts, report, [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

extern const Rule pln305;
constinit const Rule pln305{
    .id = "PLN305",
    .slug = "first-need-unplanned",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The first-ranked need is linked to reoffending and no activity is planned for it.",
    .explanation = {.checks = "The first need of the newest assessment, by rank, against the activities of the plan "
                              "that are not withdrawn.",
                    .matters = "Plans were led by what was on offer; the need most tied to offending was left for "
                               "later, and later did not come.",
                    .to_do = "Plan an activity for the first need, or record why not."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | assessments | plan,
    .check_case = &check,
};

}  // namespace probation::rules
