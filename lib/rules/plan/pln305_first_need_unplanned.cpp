#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/case/needs.hpp"
#include "law/sources.hpp"
#include "rules/elsewhere.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};

// A row that may be the first need, and whether that is well: it has an activity, or is not linked to reoffending.
struct First {
  const NeedBounds* need;
  const Activity* by = nullptr;
  std::optional<bool> is_well;
  std::vector<Missing> open;  // of its link, and of activities that may serve it
};

First judged(const CaseFacts& facts, const Order& order, const NeedBounds& need) {
  First first{&need, nullptr, {}, {}};
  if (need.row->linked_to_reoffending.is(false)) {
    first.is_well = true;
    return first;
  }
  for (const Activity* activity : facts.activities) {
    const Requirement* under = facts.requirement_of(*activity);
    if (activity->status.is(ActivityStatus::withdrawn) || (under != nullptr && facts.order_of(*under) != &order))
      continue;
    if (!activity->need) first.open.push_back({activity->place, "need"});
    if (!activity->need.is(*need.row->area)) continue;
    if (!activity->status) {  // it may be withdrawn
      first.open.push_back({activity->place, "status"});
      continue;
    }
    first.by = activity;
    first.is_well = true;
    first.open.clear();
    return first;
  }
  if (!need.row->linked_to_reoffending) first.open.push_back({need.row->place, "linked_to_reoffending"});
  const auto& plan = facts.file.plan;
  if (!plan) first.open.push_back({facts.file.place, "plan"});
  else if (!plan->activities.recorded || !facts.is_whole(ListName::activities))
    first.open.push_back({plan->place, "activities"});
  if (first.open.empty()) first.is_well = false;
  return first;
}

// The rows that may rank first, as links that are not recorded come out.
std::vector<First> perhaps_first(const CaseFacts& facts, const Order& order, const std::vector<NeedBounds>& needs) {
  const NeedBounds* certain = nullptr;  // whatever comes out, the first ranks no lower than this one may
  for (const NeedBounds& need : needs)
    if (need.is_need && (certain == nullptr || need.lowest < certain->lowest)) certain = &need;
  std::vector<First> found;
  for (const NeedBounds& need : needs)
    if (certain == nullptr || !(certain->lowest < need.highest)) found.push_back(judged(facts, order, need));
  return found;
}

void say_failed(const CaseFacts& facts, const Subject& subject, const RankedNeeds& ranked, const Need& first,
                Report& report) {
  report
      .fail(subject, first.place,
            fmt::format("the first need, {}, is linked to reoffending and has no planned activity",
                        need_shown(facts, ranked, *first.area)))
      .here("ranked first")
      .related(facts.file.plan->activities.place, "none of these serves it")
      .identity("need", std::string(document::word(*first.area)))
      .trace(fmt::format("rank 1 of {} in {}", ranked.needs.size(),
                         ranked.assessment->id ? ranked.assessment->id->text : std::string("it")))
      .trace(fmt::format("{} of the plan, none for it that is not withdrawn",
                         counted(static_cast<long long>(facts.activities.size()), "activity", "activities")))
      .fix("plan an activity for the first need");
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const RankedNeeds ranked = ranked_needs(facts);
  const std::vector<NeedBounds> needs = need_bounds(ranked);
  const bool none_assessed = facts.is_whole(ListName::assessments) && facts.file.assessments.empty();
  if (none_assessed || (needs.empty() && ranked.missing.empty())) {
    report.not_applicable(subject);  // nothing assessed, or no need found; PLN301 speaks of the first
    return;
  }
  std::vector<Missing> missing = ranked.missing;
  // One that is known to be missing may be newer, and its first need another.
  if (!needs.empty() && !facts.is_whole(ListName::assessments)) missing.push_back({facts.file.place, "assessments"});
  const Need* shown = ranked.first();
  if (missing.empty()) {
    const std::vector<First> firsts = perhaps_first(facts, order, needs);
    const auto all = [&](bool well) {
      return std::all_of(firsts.begin(), firsts.end(), [&](const First& one) { return one.is_well == well; });
    };
    if (all(true)) {
      const First& one = firsts.front();
      report.pass(subject, one.by != nullptr ? one.by->place : one.need->row->place, [&] {
        return one.by != nullptr ? fmt::format("{} works on it", subject_of(*one.by))
                                 : std::string("the first need is not linked to reoffending");
      });
      return;
    }
    if (all(false)) {
      say_failed(facts, subject, ranked, *shown, report);
      return;
    }
    for (const First& one : firsts) {
      missing.insert(missing.end(), one.open.begin(), one.open.end());
      if (firsts.size() > 1 || !one.need->is_need)  // which of them is first hangs on their links
        missing.insert(missing.end(), one.need->open.begin(), one.need->open.end());
    }
  } else {
    const auto& plan = facts.file.plan;
    if (!plan) missing.push_back({facts.file.place, "plan"});
    else if (!plan->activities.recorded || !facts.is_whole(ListName::activities))
      missing.push_back({plan->place, "activities"});
  }
  report.undetermined(subject,
                      shown != nullptr ? shown->place
                      : needs.empty()  ? order.place
                                       : needs.front().row->place,
                      "whether an activity is planned for the first need is not known", pointers(report, missing));
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentence(facts, report, [&](const Order& order) {
    unless_elsewhere(facts, order, subject_of(order), report, [&](Report& said) { check_order(facts, order, said); });
  });
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
