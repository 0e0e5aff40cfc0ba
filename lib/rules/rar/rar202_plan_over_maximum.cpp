#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_maximum};

constexpr std::array<std::string_view, 1> rule_policy{"day_count_profile"};

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
    const std::string subject = subject_of(order, requirement);
    const Located<std::int64_t> maximum = facts.max_days(requirement);
    if (!maximum) {
      report.undetermined(subject, requirement.place, "the maximum of RAR days is not recorded", {report.pointer(requirement.place, "max_days")});
      return;
    }
    const RarDays days = strict_days(facts, order, requirement);
    const auto delivered = static_cast<std::int64_t>(days.days.size());
    std::vector<std::string> open = pointers(report, days.missing);
    std::int64_t planned = 0;
    std::vector<std::string> steps;
    std::vector<std::pair<Place, std::string>> places;
    if (!facts.file.plan) open.push_back("/plan");
    else if (!facts.file.plan->activities.recorded) open.push_back(report.pointer(facts.file.plan->place, "activities"));
    for (const Activity* activity : facts.activities) {
      if (activity->status.is(ActivityStatus::withdrawn) || activity->status.is(ActivityStatus::completed)) continue;
      const Requirement* own = facts.requirement_of(*activity);
      if (own == nullptr && !activity->requirement) {  // it might be this requirement's
        open.push_back(report.pointer(activity->place, "requirement"));
        continue;
      }
      if (own != &requirement) continue;
      if (!activity->status) open.push_back(report.pointer(activity->place, "status"));
      if (!activity->planned_days) {
        open.push_back(report.pointer(activity->place, "planned_days"));
        continue;
      }
      if (!activity->status) continue;
      const auto done = static_cast<std::int64_t>(strict_days_of(days, facts, *activity).size());
      const std::int64_t left = std::max<std::int64_t>(0, *activity->planned_days - done);
      planned += left;
      steps.push_back(fmt::format("{}: {} planned - {} done = {} still to come", subject_of(*activity), *activity->planned_days, done, left));
      if (left > 0) places.emplace_back(activity->planned_days.place, fmt::format("{} still to come", counted(left, "day")));
    }
    const std::int64_t total = delivered + planned;
    if (total > *maximum) {
      auto finding = report.fail(subject, maximum.place, fmt::format("{} delivered and {} still planned make {}; the order allows at most {}", counted(delivered, "day"), planned, total, *maximum));
      finding.here("the maximum").fact("counted", delivered).fact("planned", planned).fact("max_days", *maximum).fact("profile", "strict");
      for (const auto& [place, words] : places) finding.related(place, words);
      finding.trace(counted_dates(days));
      for (const std::string& step : steps) finding.trace(step);
      finding.trace(fmt::format("{} + {} = {}; {} over {}", delivered, planned, total, counted(total - *maximum, "day"), *maximum));
      finding.fix(fmt::format("take {} out of the plan", counted(total - *maximum, "day")));
      return;
    }
    const auto possible = total + static_cast<std::int64_t>(days.possible_days.size());
    if (!open.empty() || possible > *maximum) {
      for (std::string& pointer : awaiting_pointers(facts, report, days)) open.push_back(std::move(pointer));
      report.undetermined(subject, maximum.place, fmt::format("{} delivered and planned are known of; passes if all of them are at most {}", counted(total, "day"), *maximum), open)
          .here("the maximum").fact("counted", delivered).fact("planned", planned).fact("max_days", *maximum);
      return;
    }
    report.pass(subject, maximum.place, fmt::format("{} delivered + {} planned = {}, at most {}", delivered, planned, total, *maximum));
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
    .explanation = {.checks = "Strict days counted so far, plus for each activity planned or in progress its planned days less its own strict days, against the maximum as amended.",
                    .matters = "A plan that needs more days than the court allowed cannot be delivered lawfully, and the person is told to expect what cannot be.",
                    .to_do = "Take days out of the plan, lowest need first, or leave an activity out."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
