#include "facts/case/together.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "facts/case/horizon.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/unpaid_work.hpp"

namespace probation {
namespace {

// Whether it still runs; nothing: not known, and the facts that would tell stand in `missing`.
std::optional<bool> is_live(const CaseFacts& facts, const Order& order, const Requirement& requirement,
                            std::vector<Missing>& missing) {
  if (!CaseFacts::is_judged(order) || order.termination || requirement.termination_date ||
      (requirement.status && !requirement.status.is(RequirementStatus::active)))
    return false;
  const InForce now = in_force(facts, order, requirement, facts.as_of);
  if (!now.answer) missing = now.missing;
  return now.answer;
}

void add_missing(std::vector<Missing>& all, const std::vector<Missing>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

// An order that may run and whose requirements are not recorded, or not all, may ask for anything, until any day.
void add_not_recorded(const CaseFacts& facts, const Order& order, std::vector<TimeNeed>& needs) {
  if (facts.knows_requirements(order) || !CaseFacts::is_judged(order) || order.termination) return;
  const InForce now = in_force(facts, order, facts.as_of);
  if (now.answer == false) return;
  TimeNeed need{&order, nullptr, {}, {}, {{order.place, "requirements"}}};
  add_missing(need.missing, now.missing);
  needs.push_back(std::move(need));
}

// So may an order that is known to be missing.
void add_missing_orders(const CaseFacts& facts, std::vector<TimeNeed>& needs) {
  if (!facts.is_whole(ListName::orders)) needs.push_back({nullptr, nullptr, {}, {}, {{facts.file.place, "orders"}}});
}

bool ends_by(const TimeNeed& need, Date last) { return !need.last || *need.last <= last; }

}  // namespace

std::vector<TimeNeed> rar_needs(const CaseFacts& facts) {
  std::vector<TimeNeed> needs;
  for (const Order& order : facts.file.orders) {
    add_not_recorded(facts, order, needs);
    for (const Requirement& requirement : order.requirements) {
      TimeNeed need{&order, &requirement, {}, {}};
      if (!requirement.type.is(RequirementType::rehabilitation_activity) ||
          is_live(facts, order, requirement, need.missing) == false)
        continue;
      const KnownAmount maximum = facts.max_days(requirement);
      const RarDays& days = strict_days(facts, order, requirement);
      const Horizon until = horizon(facts, order, requirement);
      need.last = until.last ? until.last : until.end;
      if (maximum && days.at_most) need.least_left = *maximum - *days.at_most;
      if (need.least_left && *need.least_left <= 0) continue;
      if (!maximum) add_missing(need.missing, maximum.missing);
      if (!days.at_most) add_missing(need.missing, days.missing);
      if (!need.last) add_missing(need.missing, until.missing);
      needs.push_back(std::move(need));
    }
  }
  add_missing_orders(facts, needs);
  return needs;
}

std::vector<TimeNeed> unpaid_work_needs(const CaseFacts& facts) {
  std::vector<TimeNeed> needs;
  for (const Order& order : facts.file.orders) {
    add_not_recorded(facts, order, needs);
    const UnpaidWork work = unpaid_work(facts, order);
    if (work.of.empty() || work.finished == true) continue;
    TimeNeed need{&order, work.last, {}, {}};
    if (is_live(facts, order, *work.last, need.missing) == false) continue;
    const RelevantPeriod period = facts.relevant_period(order, work.last);
    need.last = period.last;
    if (work.finished == false) need.least_left = work.least_left();
    else add_missing(need.missing, work.missing);
    if (need.least_left && *need.least_left <= 0) continue;
    if (!need.last) add_missing(need.missing, period.missing);
    needs.push_back(std::move(need));
  }
  add_missing_orders(facts, needs);
  return needs;
}

Together::Together(const CaseFacts& facts, std::vector<TimeNeed> needs, std::int64_t per_week, std::int64_t unit)
    : facts_(facts), per_week_(per_week), unit_(unit) {
  for (TimeNeed& need : needs) {
    need.place = static_cast<std::size_t>(&need - needs.data());
    (need.missing.empty() && need.least_left && need.last ? known_ : open_).push_back(std::move(need));
  }
  std::stable_sort(known_.begin(), known_.end(), [](const TimeNeed& a, const TimeNeed& b) { return a.last < b.last; });
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const TimeNeed& need = known_[i];
    if (*need.least_left > room(*need.last)) return;  // it does not fit alone: that is said of itself
    sum += *need.least_left;
    const bool last_of_its_day = i + 1 == known_.size() || known_[i + 1].last != need.last;
    if (i == 0 || !last_of_its_day || sum <= room(*need.last)) continue;
    over_ = TogetherOver{need.requirement, sum, room(*need.last), *need.last, sums(i + 1)};
    return;
  }
}

std::vector<std::string> Together::sums(std::size_t count) const {
  std::vector<std::string> steps;
  std::int64_t sum = 0;
  for (const TimeNeed& need : std::span(known_).first(count)) {
    sum += *need.least_left;
    steps.push_back(fmt::format("{}: {} left by {}; together {}, and {} fit by then",
                                subject_of(*need.order, *need.requirement), *need.least_left, format(*need.last), sum,
                                room(*need.last)));
  }
  return steps;
}

std::int64_t Together::room(Date last) const { return unit_ * fits(days_left_until(facts_.as_of, last), per_week_); }

const TogetherOver* Together::over(const Requirement& requirement) const {
  return over_ && over_->requirement == &requirement ? &*over_ : nullptr;
}

std::vector<Missing> Together::open(const Requirement& requirement) const {
  const TimeNeed* own = nullptr;
  for (const auto* needs : {&known_, &open_})
    for (const TimeNeed& need : *needs)
      if (need.requirement == &requirement) own = &need;
  if (own == nullptr || !own->last) return {};
  const Date last = *own->last;
  const auto comes_after = [&](const TimeNeed& need) { return need.last == last && need.place > own->place; };
  if (std::any_of(known_.begin(), known_.end(), comes_after)) return {};
  std::vector<Missing> missing;
  std::int64_t sum = 0;
  std::size_t summed = 0;
  bool is_bounded = true;
  for (const TimeNeed& need : known_)
    if (ends_by(need, last)) sum += *need.least_left, ++summed;
  for (const TimeNeed& need : open_) {
    if (!ends_by(need, last) || comes_after(need)) continue;
    ++summed;
    add_missing(missing, need.missing);
    is_bounded = is_bounded && need.least_left;
    sum += need.least_left.value_or(0);
  }
  if (summed < 2 || (is_bounded && sum <= room(last))) return {};
  return missing;
}

}  // namespace probation
