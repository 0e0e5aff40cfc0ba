#include "measures/plan_answers.hpp"

#include <algorithm>
#include <optional>

#include "facts/case/in_force.hpp"
#include "facts/case/order_kinds.hpp"
#include "facts/case/purposeful.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/share_gone.hpp"
#include "measures/answers.hpp"

namespace probation::caseload {
namespace {

// What activities are planned under beside rehabilitation activity.
bool has_other_work(const Order& order) {
  return std::any_of(order.requirements.begin(), order.requirements.end(), [](const Requirement& requirement) {
    return !is_rar(requirement) && asks_for_activity(requirement);
  });
}

// Whether the contact is a session of the order that was attended; nothing: it may be.
std::optional<bool> is_attended_session(const CaseFacts& facts, const Order& order, const Contact& contact) {
  if (!contact.date || *contact.date > facts.as_of) return false;
  const Order* own = facts.order_of(contact);
  if (own != nullptr && own != &order) return false;
  const bool awaits = !contact.outcome && *contact.date < facts.as_of;
  if (!awaits && (!contact.outcome || attended(*contact.outcome) == Stated::no ||
                  contact.outcome.is(Outcome::attended_sent_home_service)))
    return false;
  const Requirement* requirement = facts.requirement_of(contact);
  const bool of_order = requirement != nullptr && facts.order_of(*requirement) == &order;
  const InForce force = of_order ? in_force(facts, order, *requirement, *contact.date)
                                 : requirements_in_force(facts, order, *contact.date);
  if (force.is_no()) return false;
  const bool certain = own == &order && force.is_yes() && contact.outcome && attended(*contact.outcome) == Stated::yes;
  return certain ? std::optional(true) : std::nullopt;
}

// Its earliest attended session: for certain, and that which may be it.
struct Earliest {
  std::optional<Date> certain, possible;
};

Earliest earliest_session(const CaseFacts& facts, const Order& order, const Activity& activity) {
  Earliest found;
  for (const Contact* contact : facts.contacts_of(activity)) {
    const std::optional<bool> is_one = is_attended_session(facts, order, *contact);
    if (is_one == false) continue;
    const Date day = *contact->date;
    if (!found.possible || day < *found.possible) found.possible = day;
    if (is_one && (!found.certain || day < *found.certain)) found.certain = day;
  }
  return found;
}

// A RAR session linked to no requirement, of an activity that may be for the need: it may be a day of the order's.
bool is_perhaps_its_day(const CaseFacts& facts, const Order& order, const Contact& contact, NeedArea area) {
  if (!contact.rar_activity.is(true) || facts.requirement_of(contact) != nullptr ||
      contact.type.is(ContactType::supplier_assessment))
    return false;
  const Activity* activity = contact.activity ? facts.activity(contact.activity->text) : nullptr;
  if (activity != nullptr && activity->need && !activity->need.is(area)) return false;
  return is_attended_session(facts, order, contact) != false &&
         (!contact.outcome || complied(*contact.outcome) == Stated::yes);
}

Answer considered_in(const CaseFacts& facts, Located<bool> Considers::*which) {
  const auto& plan = facts.file.plan;
  if (!plan || !plan->considers || !((*plan->considers).*which)) return Answer::undetermined;
  return truth(*((*plan->considers).*which));
}

}  // namespace

PlanAnswers::PlanAnswers(const CaseFacts& facts) : facts_(facts), needs_(ranked_needs(facts)) {
  if (needs_.assessment == nullptr) return;
  for (const Need& need : needs_.assessment->needs) {
    const bool is_none = !need.priority && need.linked_to_reoffending.is(false) && need.linked_to_harm.is(false);
    lacks_area_ = lacks_area_ || (!need.area && !is_none);
  }
  const std::vector<NeedBounds> rows = need_bounds(needs_);
  is_some_need_ = std::any_of(rows.begin(), rows.end(), [](const NeedBounds& row) { return row.is_need; });
  for (const NeedBounds& row : rows) {
    // It ranks first unless one that is a need ranks above it wherever both stand.
    const bool may_be = std::none_of(rows.begin(), rows.end(), [&](const NeedBounds& other) {
      return other.is_need && other.row != row.row && other.lowest < row.highest;
    });
    if (may_be && std::find(first_.begin(), first_.end(), *row.row->area) == first_.end())
      first_.push_back(*row.row->area);
  }
}

bool PlanAnswers::is_only_order() const { return facts_.file.orders.size() == 1 && facts_.is_whole(ListName::orders); }

bool PlanAnswers::knows_activities() const {
  return facts_.file.plan && facts_.file.plan->activities.recorded && facts_.is_whole(ListName::activities);
}

std::vector<PlanAnswers::OfOrder> PlanAnswers::rar_activities(const Order& order) const {
  std::vector<OfOrder> found;
  for (const Activity* activity : facts_.activities) {
    if (activity->status.is(ActivityStatus::withdrawn)) continue;
    const Requirement* requirement = facts_.requirement_of(*activity);
    if (requirement != nullptr && (!is_rar(*requirement) || facts_.order_of(*requirement) != &order)) continue;
    const bool of_order =
        requirement != nullptr || (is_only_order() && facts_.knows_requirements(order) && !has_other_work(order));
    found.push_back({activity, of_order && activity->status.recorded()});
  }
  return found;
}

Answer PlanAnswers::has_activity(const Order& order) const {
  const auto activities = rar_activities(order);
  if (std::any_of(activities.begin(), activities.end(), [](const OfOrder& one) { return one.certain; }))
    return Answer::yes;
  return knows_activities() && activities.empty() ? Answer::no : Answer::undetermined;
}

Answer PlanAnswers::days_planned_per_activity(const Order& order) const {
  const Answer any = has_activity(order);
  if (any == Answer::no) return Answer::not_applicable;
  bool open = any == Answer::undetermined || !knows_activities();
  for (const OfOrder& one : rar_activities(order)) {
    if (one.activity->planned_days && *one.activity->planned_days >= 1) continue;
    if (one.certain) return Answer::no;
    open = true;
  }
  return open ? Answer::undetermined : Answer::yes;
}

// The newest assessment, its rows, or the area of one are not known.
bool PlanAnswers::is_any_need_first() const {
  return !needs_.missing.empty() || !facts_.is_whole(ListName::assessments) || lacks_area_;
}

// It is known that there is no need to rank: nothing was assessed, or the assessment found none.
bool PlanAnswers::is_none_ranked() const {
  if (facts_.is_whole(ListName::assessments) && facts_.file.assessments.empty()) return true;
  return !is_any_need_first() && first_.empty();
}

// What `ask` says of the need that ranks first, whichever that is.
template <class Ask>
Answer PlanAnswers::of_first_need(Ask ask) const {
  if (is_none_ranked()) return Answer::not_applicable;
  if (is_any_need_first()) return Answer::undetermined;
  Whichever answers;
  if (!is_some_need_) answers.add(Answer::not_applicable);
  for (const NeedArea area : first_) answers.add(ask(area));
  return answers.answer();
}

Answer PlanAnswers::is_planned(const Order& order, NeedArea area) const {
  bool open = !knows_activities();
  for (const Activity* activity : facts_.activities) {
    if (activity->status.is(ActivityStatus::withdrawn) || (activity->need && !activity->need.is(area))) continue;
    const Requirement* under = facts_.requirement_of(*activity);
    if (under != nullptr && facts_.order_of(*under) != &order) continue;
    if (activity->need && activity->status && (under != nullptr || is_only_order())) return Answer::yes;
    open = true;
  }
  return open ? Answer::undetermined : Answer::no;
}

Answer PlanAnswers::first_need_planned(const Order& order) const {
  return of_first_need([&](NeedArea area) { return is_planned(order, area); });
}

Answer PlanAnswers::is_first_need(const Activity& activity) const {
  return of_first_need(
      [&](NeedArea area) { return activity.need ? truth(activity.need.is(area)) : Answer::undetermined; });
}

Answer PlanAnswers::most_linked_need_first(const Order& order) const {
  if (!facts_.is_whole(ListName::contacts) || !knows_activities()) return Answer::undetermined;
  std::vector<std::pair<const Activity*, Earliest>> worked_on;
  const Activity* earliest = nullptr;  // for certain, unless another that may have been attended was before it
  std::optional<Date> day;
  for (const Activity* activity : facts_.activities) {
    const Earliest own = earliest_session(facts_, order, *activity);
    if (own.possible) worked_on.emplace_back(activity, own);
    if (!own.certain || (day && *own.certain >= *day)) continue;
    earliest = activity;
    day = own.certain;
  }
  if (worked_on.empty() || is_none_ranked()) return Answer::not_applicable;
  Whichever answers;
  answers.add(earliest == nullptr ? Answer::not_applicable : is_first_need(*earliest));
  for (const auto& [activity, own] : worked_on)
    if (!day || *own.possible < *day) answers.add(is_first_need(*activity));
  return answers.answer();
}

Answer PlanAnswers::has_progress(const Order& order, NeedArea area) const {
  bool open = !knows_activities() || !facts_.is_whole(ListName::contacts) || !facts_.file.plan->objectives.recorded ||
              !facts_.is_whole(ListName::objectives);
  if (facts_.file.plan)
    for (const Objective& objective : facts_.file.plan->objectives) {
      if ((objective.need && !objective.need.is(area)) ||
          (objective.status && !objective.status.is(ObjectiveStatus::achieved)))
        continue;
      if (objective.need && objective.status) return Answer::yes;
      open = true;
    }
  for (const Contact* contact : facts_.contacts) open = open || is_perhaps_its_day(facts_, order, *contact, area);
  for (const Requirement& requirement : order.requirements) {
    if (!is_rar(requirement)) continue;
    const RarDays& days = strict_days(facts_, order, requirement);
    open = open || !days.bounded;
    for (const Activity* activity : facts_.activities) {
      if ((activity->need && !activity->need.is(area)) || strict_days_of(days, facts_, *activity).empty()) continue;
      if (activity->need) return Answer::yes;
      open = true;
    }
    for (const Contact* contact : days.possible) {
      const Activity* activity = contact->activity ? facts_.activity(contact->activity->text) : nullptr;
      open = open || (activity != nullptr && (!activity->need || activity->need.is(area)));
    }
  }
  return open ? Answer::undetermined : Answer::no;
}

Answer PlanAnswers::progress_on_first_need(const Order& order) const {
  constexpr int half = 50;  // measures: not asked before half of the order is gone
  const std::optional<bool> is_old = is_gone(share_gone(facts_, order, nullptr), half, false);
  if (is_old == false || is_none_ranked()) return Answer::not_applicable;
  return is_old ? of_first_need([&](NeedArea area) { return has_progress(order, area); }) : Answer::undetermined;
}

Answer PlanAnswers::public_protection_considered() const {
  const Answer answer = considered_in(facts_, &Considers::public_protection);
  if (facts_.is_whole(ListName::assessments) && facts_.file.assessments.empty()) return answer;
  // Not applicable where the risk of serious harm is low and no need is linked to harm: both must be known.
  if (!facts_.is_whole(ListName::assessments) || needs_.assessment == nullptr) return Answer::undetermined;
  const Assessment& newest = *needs_.assessment;
  const bool is_newest_known = std::all_of(facts_.file.assessments.begin(), facts_.file.assessments.end(),
                                           [](const Assessment& one) { return one.completed_date.recorded(); });
  const bool linked = std::any_of(newest.needs.begin(), newest.needs.end(),
                                  [](const Need& need) { return need.linked_to_harm.is(true); });
  const bool not_linked =
      newest.needs.recorded && std::all_of(newest.needs.begin(), newest.needs.end(),
                                           [](const Need& need) { return need.linked_to_harm.is(false); });
  if (!is_newest_known) return Answer::undetermined;
  if (linked || (newest.rosh && !newest.rosh.is(RiskLevel::low))) return answer;
  return newest.rosh && not_linked ? Answer::not_applicable : Answer::undetermined;
}

Answer PlanAnswers::diversity_considered() const { return considered_in(facts_, &Considers::diversity); }

}  // namespace probation::caseload
