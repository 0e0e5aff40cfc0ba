#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/activities.hpp"
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

// What the plan does for a need: yes, no, or not known and what would tell.
struct Done {
  const Activity* by = nullptr;  // that does so for certain
  std::vector<Missing> open;     // what may make it so
  [[nodiscard]] bool is_possible() const { return by != nullptr || !open.empty(); }
};

// A session of the activity that may have been attended.
std::vector<Missing> perhaps_attended(const CaseFacts& facts, const Activity& activity) {
  std::vector<Missing> open;
  for (const Contact* contact : facts.contacts_of(activity))
    if (contact->date && *contact->date < facts.as_of && !contact->outcome) open.push_back({contact->place, "outcome"});
  if (!facts.is_whole(ListName::contacts)) open.push_back({facts.file.place, "contacts"});
  return open;
}

// Whether the activity is one of the plan, or was attended.
Done is_planned_or_done(const CaseFacts& facts, const Activity& activity) {
  if (first_attended(facts, activity) != nullptr) return {&activity, {}};
  if (!activity.status) return {nullptr, {{activity.place, "status"}}};
  if (activity.status.is(ActivityStatus::withdrawn)) return {nullptr, perhaps_attended(facts, activity)};
  return {&activity, {}};
}

// Whether it was begun.
Done is_worked_on(const CaseFacts& facts, const Activity& activity) {
  if (first_attended(facts, activity) != nullptr || activity.status.is(ActivityStatus::in_progress) ||
      activity.status.is(ActivityStatus::completed))
    return {&activity, {}};
  Done done{nullptr, perhaps_attended(facts, activity)};
  if (!activity.status) done.open.push_back({activity.place, "status"});
  return done;
}

template <class Ask>
Done of_need(const CaseFacts& facts, NeedArea area, Ask ask) {
  Done all;
  for (const Activity* activity : facts.activities) {
    if (activity->need && !activity->need.is(area)) continue;
    Done one = ask(facts, *activity);
    if (!one.is_possible()) continue;
    if (!activity->need) {  // whatever it serves
      one.open.push_back({activity->place, "need"});
      one.by = nullptr;
    }
    if (one.by != nullptr && all.by == nullptr) all.by = one.by;
    all.open.insert(all.open.end(), one.open.begin(), one.open.end());
  }
  if (!facts.is_whole(ListName::activities)) all.open.push_back({facts.file.plan->place, "activities"});
  if (all.by != nullptr) all.open.clear();
  return all;
}

// A row with what is done for it.
struct Served {
  NeedBounds need;
  Done planned, worked;
};

// The higher need has nothing and the lower is worked on, for certain or perhaps.
bool is_inverted(const Served& higher, const Served& lower) {
  return higher.need.is_need && lower.need.is_need && !higher.planned.is_possible() && lower.worked.by != nullptr &&
         higher.need.lowest < lower.need.highest;
}
bool may_be_inverted(const Served& higher, const Served& lower) {
  return higher.planned.by == nullptr && lower.worked.is_possible() && higher.need.highest < lower.need.lowest;
}

void add(std::vector<std::string>& missing, const Report& report, const std::vector<Missing>& open) {
  for (std::string& pointer : pointers(report, open))
    if (std::find(missing.begin(), missing.end(), pointer) == missing.end()) missing.push_back(std::move(pointer));
}

void say_failed(const CaseFacts& facts, const Subject& subject, const RankedNeeds& ranked, const Served& higher,
                const Served& lower, Report& report) {
  const Need& need = *higher.need.row;
  auto finding =
      report.fail(subject, need.place,
                  fmt::format("{} is worked on while {}, which ranks higher, has nothing planned or done",
                              need_shown(facts, ranked, *lower.need.row->area), need_shown(facts, ranked, *need.area)));
  finding.here("nothing planned or done")
      .related(lower.worked.by->place, "works on a lower need")
      .identity("need", std::string(document::word(*need.area)));
  for (std::size_t i = 0; i < ranked.needs.size(); ++i)
    finding.trace(fmt::format("rank {}: {}", i + 1, need_shown(facts, ranked, ranked.needs[i].area)));
  finding.fix("plan the higher need, and look again at the order of the work");
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const RankedNeeds ranked = ranked_needs(facts);
  if ((facts.is_whole(ListName::assessments) && facts.file.assessments.empty()) ||
      (ranked.needs.empty() && ranked.missing.empty() && ranked.unknown_links.empty())) {
    report.not_applicable(subject);
    return;
  }
  std::vector<std::string> missing;
  add(missing, report, ranked.missing);
  // One that is known to be missing may be newer, and rank the needs otherwise.
  if (ranked.assessment != nullptr && !facts.is_whole(ListName::assessments)) missing.emplace_back("/assessments");
  const auto& plan = facts.file.plan;
  if (!plan) missing.emplace_back("/plan");
  else if (!plan->activities.recorded) missing.push_back(report.pointer(plan->place, "activities"));
  if (!missing.empty()) {
    report.undetermined(subject, ranked.first() != nullptr ? ranked.first()->place : order.place,
                        "the needs, or the activities, are not known", missing);
    return;
  }
  std::vector<Served> rows;
  for (NeedBounds& need : need_bounds(ranked)) {
    const NeedArea area = *need.row->area;
    rows.push_back({std::move(need), of_need(facts, area, is_planned_or_done), of_need(facts, area, is_worked_on)});
  }
  const Served* higher = nullptr;  // the first that may be passed over
  for (const Served& one : rows)
    for (const Served& other : rows) {
      if (*one.need.row->area == *other.need.row->area) continue;
      const bool is_higher_by_another_row = std::any_of(rows.begin(), rows.end(), [&](const Served& row) {
        return *row.need.row->area == *other.need.row->area && row.need.highest < one.need.lowest;
      });
      if (is_inverted(one, other) && !is_higher_by_another_row) {
        say_failed(facts, subject, ranked, one, other, report);
        return;
      }
      if (!may_be_inverted(one, other)) continue;
      if (higher == nullptr) higher = &one;
      add(missing, report, one.planned.open);
      add(missing, report, other.worked.open);
      if (!one.need.is_need || one.need.lowest >= other.need.highest) add(missing, report, one.need.open);
      if (!other.need.is_need || one.need.lowest >= other.need.highest) add(missing, report, other.need.open);
    }
  if (higher == nullptr) {
    report.pass(subject, ranked.first() != nullptr ? ranked.first()->place : order.place);
    return;
  }
  report.undetermined(
      subject, higher->need.row->place,
      fmt::format(
          "nothing is known to be planned for {}; passes if no lower need is worked on, or an activity serves it",
          need_shown(facts, ranked, *higher->need.row->area)),
      missing);
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentence(facts, report, [&](const Order& order) {
    unless_elsewhere(facts, order, subject_of(order), report, [&](Report& said) { check_order(facts, order, said); });
  });
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
