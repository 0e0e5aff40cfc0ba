#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "facts/case/activities.hpp"
#include "facts/case/days_ahead.hpp"
#include "law/sources.hpp"
#include "rules/each_amount.hpp"
#include "rules/elsewhere.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {

extern const Rule rar202;

namespace {

constexpr std::array rule_sources{sources::rar_maximum};

constexpr std::array<std::string_view, 1> rule_policy{"day_count_profile"};

// What is still planned, as far as it is known.
struct Planned {
  std::set<Date> ahead, perhaps_ahead;      // of works that stand, and of those whose status is not recorded too
  std::int64_t owed = 0, perhaps_owed = 0;  // without a date, likewise
  std::vector<std::string> unbounded;       // what could add any number of days
  std::vector<std::string> open;            // what could add or take away a known number
  std::vector<std::string> steps;
  std::vector<std::pair<Place, std::string>> places;
};

Planned planned_days(const CaseFacts& facts, const Order& order, const Requirement& requirement, const RarDays& days,
                     Report& report) {
  Planned planned;
  (days.bounded ? planned.open : planned.unbounded) = pointers(report, days.missing);
  if (!facts.file.plan) planned.unbounded.push_back("/plan");
  else if (!facts.file.plan->activities.recorded || !facts.is_whole(ListName::activities))
    planned.unbounded.push_back(report.pointer(facts.file.plan->place, "activities"));
  for (const Activity* activity : facts.activities)
    if (is_live(facts, *activity) && facts.requirement_of(*activity) == nullptr && !activity->requirement)
      planned.unbounded.push_back(report.pointer(activity->place, "requirement"));  // it might be this requirement's
  const DaysAhead ahead = days_ahead(facts, order, requirement);
  planned.ahead = ahead.dates(days, [](const WorkAhead& work) { return work.certain; });
  planned.perhaps_ahead = ahead.dates(days, [](const WorkAhead&) { return true; });
  for (const Contact* contact : ahead.perhaps_booked) {
    const bool counted_day = std::any_of(days.days.begin(), days.days.end(),
                                         [&](const CountedDay& day) { return day.date == *contact->date; });
    if (counted_day || !planned.perhaps_ahead.insert(*contact->date).second) continue;
    planned.open.push_back(report.pointer(contact->place, "rar_activity"));
  }
  if (!ahead.booked.empty())
    planned.steps.push_back(fmt::format("{} booked", counted(static_cast<long long>(ahead.booked.size()), "date")));
  for (const WorkAhead& work : ahead.works) {
    const Activity& activity = *work.activity;
    if (!work.certain) planned.open.push_back(report.pointer(activity.place, "status"));
    if (!activity.planned_days) planned.unbounded.push_back(report.pointer(activity.place, "planned_days"));
    const std::int64_t owed = work.owed.value_or(0);
    planned.perhaps_owed += owed;
    if (!work.certain) continue;
    planned.owed += owed;
    const auto dates = static_cast<std::int64_t>(work.ahead.size());
    planned.steps.push_back(fmt::format("{}: {} ahead{}", subject_of(activity), counted(dates, "date"),
                                        activity.planned_days
                                            ? fmt::format(", {} planned - {} - {} done or awaited = {} without a date",
                                                          *activity.planned_days, dates, work.settled, owed)
                                            : std::string{}));
    if (dates + owed > 0)
      planned.places.emplace_back(activity.planned_days ? activity.planned_days.place : activity.place,
                                  fmt::format("{} still to come", counted(dates + owed, "day")));
  }
  return planned;
}

void say_failed(const Subject& subject, const KnownAmount& maximum, const RarDays& days, const Planned& planned,
                Report& report) {
  const auto delivered = static_cast<std::int64_t>(days.days.size());
  const std::int64_t still = static_cast<std::int64_t>(planned.ahead.size()) + planned.owed, total = delivered + still;
  auto finding = report.fail(subject, maximum.place,
                             fmt::format("{} delivered and {} still planned make {}; the order allows at most {}",
                                         counted(delivered, "day"), still, total, *maximum));
  finding.here("the maximum")
      .fact("counted", delivered)
      .fact("planned", still)
      .fact("max_days", *maximum)
      .fact("profile", "strict");
  for (const auto& [place, words] : planned.places) finding.related(place, words);
  finding.trace(counted_dates(days));
  for (const std::string& step : planned.steps) finding.trace(step);
  finding.trace(fmt::format("{} + {} distinct ahead + {} without a date = {}; {} over {}", delivered,
                            counted(static_cast<long long>(planned.ahead.size()), "date"), planned.owed, total,
                            counted(total - *maximum, "day"), *maximum));
  finding.fix(fmt::format("take {} out of the plan", counted(total - *maximum, "day")));
}

void check_against(const KnownAmount& maximum, const CaseFacts& facts, const Order& order,
                   const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  if (!maximum || *maximum <= 0) {  // ORD102 speaks of the fault
    report.undetermined(
        subject, maximum ? maximum.place : requirement.place,
        maximum ? "a maximum of 0 RAR days is none" : "the maximum of RAR days is not recorded",
        maximum ? std::vector<std::string>{report.pointer(maximum.place)} : pointers(report, maximum.missing));
    return;
  }
  const RarDays& days = strict_days(facts, order, requirement);
  const auto delivered = static_cast<std::int64_t>(days.days.size());
  const Planned planned = planned_days(facts, order, requirement, days, report);
  const std::int64_t still = static_cast<std::int64_t>(planned.ahead.size()) + planned.owed, total = delivered + still;
  std::int64_t could_count = 0;
  for (const Date day : days.possible_days) could_count += planned.perhaps_ahead.contains(day) ? 0 : 1;
  const std::int64_t highest =
      delivered + static_cast<std::int64_t>(planned.perhaps_ahead.size()) + planned.perhaps_owed + could_count;
  // Where contacts are missing, what an activity seems to owe may have been delivered already, or await its outcome;
  // the dates ahead are certain.
  const std::int64_t lowest = !order.type ? 0
                              : facts.is_whole(ListName::contacts)
                                  ? total
                                  : delivered + static_cast<std::int64_t>(planned.ahead.size());
  if (lowest > *maximum) {
    say_failed(subject, maximum, days, planned, report);
    return;
  }
  if (!planned.unbounded.empty() || highest > *maximum || total > *maximum) {
    std::vector<std::string> missing = planned.unbounded;
    missing.insert(missing.end(), planned.open.begin(), planned.open.end());
    if (!days.possible.empty())
      for (std::string& pointer : awaiting_pointers(facts, report, days)) missing.push_back(std::move(pointer));
    auto finding = report.undetermined(
        subject, maximum.place,
        planned.unbounded.empty()
            ? fmt::format("{} delivered and planned at least, {} at most; passes if they are at most {}",
                          counted(lowest, "day"), highest, *maximum)
            : fmt::format("{} delivered and planned are known of; passes if all of them are at most {}",
                          counted(total, "day"), *maximum),
        std::move(missing));
    finding.here("the maximum").fact("counted", delivered).fact("planned", still).fact("max_days", *maximum);
    for (const std::string& step : planned.steps) finding.trace(step);
    return;
  }
  report.pass(subject, maximum.place, [&] {
    return fmt::format("{} delivered + {} planned = {}, at most {}", delivered, still, total, *maximum);
  });
}

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(facts, report, RequirementType::rehabilitation_activity,
                       [&](const Order& order, const Requirement& requirement) {
                         const Subject subject = subject_of(order, requirement);
                         unless_elsewhere(facts, order, subject, report, [&](Report& here) {
                           for_each_amount(facts, rar202, subject, facts.max_days(requirement), "the maximum",
                                           Spoken::most, here, [&](const KnownAmount& maximum, Report& said) {
                                             check_against(maximum, facts, order, requirement, said);
                                           });
                         });
                       });
}

}  // namespace

constinit const Rule rar202{
    .id = "RAR202",
    .slug = "plan-over-maximum",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::as_at,
    .summary = "The days delivered and still planned are more than the order allows.",
    .explanation = {.checks = "Strict days counted so far, plus the distinct dates ahead (sessions of activities "
                              "planned or in progress and appointments flagged RAR, one date once), plus what each "
                              "such activity owes without a date: its planned days less its own dates that count, "
                              "await an outcome or lie ahead. Against the maximum as amended.",
                    .matters = "A plan that needs more days than the court allowed cannot be delivered lawfully, and "
                               "the person is told to expect what cannot be.",
                    .to_do = "Take days out of the plan, lowest need first, or leave an activity out."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
