#include "facts/case/together.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/horizon.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/unpaid_work.hpp"

namespace probation {
namespace {

bool is_live(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  return CaseFacts::is_judged(order) && !order.termination && !requirement.termination_date &&
         (!requirement.status || requirement.status.is(RequirementStatus::active)) &&
         in_force(facts, order, requirement, facts.as_of).is_yes();
}

}  // namespace

std::vector<TimeNeed> rar_needs(const CaseFacts& facts) {
  std::vector<TimeNeed> needs;
  for (const Order& order : facts.file.orders)
    for (const Requirement& requirement : order.requirements) {
      if (!requirement.type.is(RequirementType::rehabilitation_activity) || !is_live(facts, order, requirement))
        continue;
      const KnownAmount maximum = facts.max_days(requirement);
      const RarDays& days = strict_days(facts, order, requirement);
      const Horizon until = horizon(facts, order, requirement);
      const std::optional<Date> latest = until.last ? until.last : until.end;
      if (!maximum || !days.at_most || !latest) continue;
      const std::int64_t left = *maximum - *days.at_most;
      if (left > 0) needs.push_back({&order, &requirement, left, *latest});
    }
  return needs;
}

std::vector<TimeNeed> unpaid_work_needs(const CaseFacts& facts) {
  std::vector<TimeNeed> needs;
  for (const Order& order : facts.file.orders) {
    const UnpaidWork work = unpaid_work(facts, order);
    if (work.of.empty() || work.finished != false || !is_live(facts, order, *work.last)) continue;
    const RelevantPeriod period = facts.relevant_period(order, work.last);
    if (period.last && work.least_left() > 0) needs.push_back({&order, work.last, work.least_left(), *period.last});
  }
  return needs;
}

std::optional<TogetherOver> together_over(const CaseFacts& facts, std::vector<TimeNeed> needs, std::int64_t per_week,
                                          std::int64_t unit) {
  std::stable_sort(needs.begin(), needs.end(), [](const TimeNeed& a, const TimeNeed& b) { return a.last < b.last; });
  std::int64_t sum = 0;
  std::vector<std::string> trace;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const TimeNeed& need = needs[i];
    const std::int64_t room = unit * fits(days_left_until(facts.as_of, need.last), per_week);
    if (need.least_left > room) return std::nullopt;  // it does not fit alone: that is said of itself
    sum += need.least_left;
    trace.push_back(fmt::format("{}: {} left by {}; together {}, and {} fit by then",
                                subject_of(*need.order, *need.requirement), need.least_left, format(need.last), sum,
                                room));
    const bool last_of_its_day = i + 1 == needs.size() || needs[i + 1].last != need.last;
    if (i > 0 && last_of_its_day && sum > room)
      return TogetherOver{need.requirement, sum, room, need.last, std::move(trace)};
  }
  return std::nullopt;
}

}  // namespace probation
