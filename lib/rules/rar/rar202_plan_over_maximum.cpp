#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_maximum};

constexpr std::array<std::string_view, 1> rule_policy{"day_count_profile"};

struct Running {
  const Activity* activity;
  std::set<Date> done;  // its own strict days
  std::int64_t left;    // planned and still to come
  bool certain;         // planned or in progress; false: its status is not recorded
};

// How far the contacts that are not decided yet could move the sum of days delivered and still planned. One that comes
// to count under a running activity is a day delivered and one less to come; it adds only where the date is new and the
// activity has none left, and takes off where the date counts already.
struct Reach {
  std::int64_t up = 0, down = 0;
};

Reach reach(const CaseFacts& facts, const RarDays& days, const std::vector<Running>& running) {
  const std::set<Date> fresh(days.possible_days.begin(), days.possible_days.end());
  std::map<Date, std::vector<const Running*>> by_date;  // nothing: by a link that takes nothing off the plan
  for (const Contact* contact : days.possible) {
    const Activity* activity = contact->activity ? facts.activity(contact->activity->text) : nullptr;
    const auto at =
        std::find_if(running.begin(), running.end(), [&](const Running& r) { return r.activity == activity; });
    by_date[*contact->date].push_back(at == running.end() ? nullptr : &*at);
  }
  Reach reach;
  std::map<const Running*, std::int64_t> new_dates;
  for (auto& [date, links] : by_date) {
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
    if (fresh.contains(date)) {
      if (links.size() == 1 && links.front() != nullptr) ++new_dates[links.front()];
      else ++reach.up;
    }
    std::int64_t taken = 0;
    for (const Running* link : links)
      if (link != nullptr && link->certain && link->left > 0 && !link->done.contains(date)) ++taken;
    reach.down += std::max<std::int64_t>(0, taken - (fresh.contains(date) ? 1 : 0));
  }
  for (const auto& [link, dates] : new_dates) reach.up += std::max<std::int64_t>(0, dates - link->left);
  return reach;
}

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        const KnownAmount maximum = facts.max_days(requirement);
        if (!maximum || *maximum <= 0) {  // ORD102 speaks of the fault
          report.undetermined(
              subject, maximum ? maximum.place : requirement.place,
              maximum ? "a maximum of 0 RAR days is none" : "the maximum of RAR days is not recorded",
              {maximum ? report.pointer(maximum.place) : report.pointer(requirement.place, "max_days")});
          return;
        }
        const RarDays& days = strict_days(facts, order, requirement);
        const auto delivered = static_cast<std::int64_t>(days.days.size());
        std::vector<std::string> unbounded;  // what could add any number of days
        std::vector<std::string> open;       // what could add or take away a known number
        (days.bounded ? open : unbounded) = pointers(report, days.missing);
        std::vector<Running> running;
        std::vector<std::string> steps;
        std::vector<std::pair<Place, std::string>> places;
        if (!facts.file.plan) unbounded.push_back("/plan");
        else if (!facts.file.plan->activities.recorded)
          unbounded.push_back(report.pointer(facts.file.plan->place, "activities"));
        std::int64_t planned = 0, perhaps = 0, largest = 0;
        for (const Activity* activity : facts.activities) {
          if (activity->status.is(ActivityStatus::withdrawn) || activity->status.is(ActivityStatus::completed))
            continue;
          const Requirement* own = facts.requirement_of(*activity);
          if (own == nullptr && !activity->requirement) {  // it might be this requirement's
            unbounded.push_back(report.pointer(activity->place, "requirement"));
            continue;
          }
          if (own != &requirement) continue;
          if (!activity->status) open.push_back(report.pointer(activity->place, "status"));
          if (!activity->planned_days) {
            unbounded.push_back(report.pointer(activity->place, "planned_days"));
            continue;
          }
          Running current{activity, {}, 0, activity->status.recorded()};
          for (const CountedDay& day : strict_days_of(days, facts, *activity)) current.done.insert(day.date);
          const auto done = static_cast<std::int64_t>(current.done.size());
          current.left = std::max<std::int64_t>(0, *activity->planned_days - done);
          if (current.certain) {
            planned += current.left;
            largest = std::max(largest, *activity->planned_days);
            steps.push_back(fmt::format("{}: {} planned - {} done = {} still to come", subject_of(*activity),
                                        *activity->planned_days, done, current.left));
            if (current.left > 0)
              places.emplace_back(activity->planned_days.place,
                                  fmt::format("{} still to come", counted(current.left, "day")));
          } else {
            perhaps += current.left;
          }
          running.push_back(std::move(current));
        }
        const std::int64_t total = delivered + planned;
        const Reach moves = reach(facts, days, running);
        const std::int64_t highest = total + perhaps + moves.up;
        // Without contacts one date may be a day of several activities; only the largest plan is certain.
        const std::int64_t lowest = !order.type ? 0 : facts.file.contacts.recorded ? total - moves.down : largest;
        if (lowest > *maximum) {
          auto finding =
              report.fail(subject, maximum.place,
                          fmt::format("{} delivered and {} still planned make {}; the order allows at most {}",
                                      counted(delivered, "day"), planned, total, *maximum));
          finding.here("the maximum")
              .fact("counted", delivered)
              .fact("planned", planned)
              .fact("max_days", *maximum)
              .fact("profile", "strict");
          for (const auto& [place, words] : places) finding.related(place, words);
          finding.trace(counted_dates(days));
          for (const std::string& step : steps) finding.trace(step);
          finding.trace(fmt::format("{} + {} = {}; {} over {}", delivered, planned, total,
                                    counted(total - *maximum, "day"), *maximum));
          finding.fix(fmt::format("take {} out of the plan", counted(total - *maximum, "day")));
          return;
        }
        if (!unbounded.empty() || highest > *maximum || total > *maximum) {
          std::vector<std::string> missing = unbounded;
          missing.insert(missing.end(), open.begin(), open.end());
          if (!days.possible.empty())
            for (std::string& pointer : awaiting_pointers(facts, report, days)) missing.push_back(std::move(pointer));
          auto finding = report.undetermined(
              subject, maximum.place,
              unbounded.empty()
                  ? fmt::format("{} delivered and planned at least, {} at most; passes if they are at most {}",
                                counted(lowest, "day"), highest, *maximum)
                  : fmt::format("{} delivered and planned are known of; passes if all of them are at most {}",
                                counted(total, "day"), *maximum),
              std::move(missing));
          finding.here("the maximum").fact("counted", delivered).fact("planned", planned).fact("max_days", *maximum);
          for (const std::string& step : steps) finding.trace(step);
          return;
        }
        report.pass(subject, maximum.place,
                    fmt::format("{} delivered + {} planned = {}, at most {}", delivered, planned, total, *maximum));
      });
}

}  // namespace

extern const Rule rar202;
constinit const Rule rar202{
    .id = "RAR202",
    .slug = "plan-over-maximum",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::as_at,
    .summary = "The days delivered and still planned are more than the order allows.",
    .explanation = {.checks = "Strict days counted so far, plus for each activity planned or in progress its planned "
                              "days less its own strict days, against the maximum as amended.",
                    .matters = "A plan that needs more days than the court allowed cannot be delivered lawfully, and "
                               "the person is told to expect what cannot be.",
                    .to_do = "Take days out of the plan, lowest need first, or leave an activity out."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
