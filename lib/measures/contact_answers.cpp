#include "measures/contact_answers.hpp"

#include <algorithm>
#include <set>

#include "facts/case/in_force.hpp"
#include "facts/case/order_kinds.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/share_gone.hpp"
#include "facts/case/working_day_limits.hpp"
#include "measures/answers.hpp"

namespace probation::caseload {
namespace {

// Whether the contact is one of the order, on a day on which what it was under was in force; nothing: it may be.
std::optional<bool> is_under(const CaseFacts& facts, const Order& order, const Contact& contact) {
  const Order* own = facts.order_of(contact);
  if (!contact.date || (own != nullptr && own != &order)) return false;
  const Requirement* requirement = facts.requirement_of(contact);
  const bool of_order = requirement != nullptr && facts.order_of(*requirement) == &order;
  const InForce force = of_order ? in_force(facts, order, *requirement, *contact.date)
                                 : requirements_in_force(facts, order, *contact.date);
  if (force.is_no()) return false;
  return own == &order && force.is_yes() ? std::optional(true) : std::nullopt;
}

// Whether it states that a session took place and the person complied; nothing: its outcome is still to come.
std::optional<bool> was_delivered(const CaseFacts& facts, const Contact& contact) {
  if (!contact.outcome) return *contact.date < facts.as_of ? std::nullopt : std::optional(false);
  return attended(*contact.outcome) == Stated::yes && complied(*contact.outcome) == Stated::yes &&
         !contact.outcome.is(Outcome::attended_sent_home_service);
}

// A session of a programme or treatment; nothing: of an activity or flagged RAR, and linked to nothing, so that it may
// be a RAR day.
std::optional<bool> is_session(const CaseFacts& facts, const Contact& contact) {
  if (contact.type.is(ContactType::programme_session) || contact.type.is(ContactType::treatment_session)) return true;
  if (facts.requirement_of(contact) != nullptr || contact.rar_activity.is(false)) return false;
  const bool perhaps_a_day = contact.rar_activity.is(true) ? !contact.type.is(ContactType::supplier_assessment)
                                                           : contact.type.is(ContactType::activity_session);
  return perhaps_a_day ? std::nullopt : std::optional(false);
}

// Yes, no, or what may be found once something is known.
Answer delivered(const CaseFacts& facts, const Order& order) {
  bool open = !facts.is_whole(ListName::contacts);
  for (const Requirement& requirement : order.requirements) {
    if (!is_rar(requirement)) continue;
    const RarDays& days = strict_days(facts, order, requirement);
    if (!days.days.empty()) return Answer::yes;
    open = open || !days.missing.empty() || !days.possible_days.empty();
  }
  for (const Contact* contact : facts.contacts) {
    const std::optional<bool> session = is_session(facts, *contact);
    if (session == false || !contact->date || *contact->date > facts.as_of) continue;
    const std::optional<bool> under = is_under(facts, order, *contact), was = was_delivered(facts, *contact);
    if (under == false || was == false) continue;
    if (session == true && under == true && was == true && !facts.rests_on_withdrawn(*contact)) return Answer::yes;
    open = true;
  }
  return open ? Answer::undetermined : Answer::no;
}

// Distinct dates of contacts flagged RAR: for certain, and with those that may be.
struct ArrangedDates {
  std::set<Date> certain, possible;
};

ArrangedDates arranged_dates(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  ArrangedDates dates;
  for (const Contact* contact : facts.contacts) {
    if (!contact->date || contact->rar_activity.is(false)) continue;
    const Requirement* of = facts.requirement_of(*contact);
    const Order* own = facts.order_of(*contact);
    const bool flagged = contact->rar_activity.is(true);
    // Without a flag it is one once that is decided, without a link once that is recorded.
    const bool perhaps = of == &requirement ? !contact->type.is(ContactType::supplier_assessment)
                                            : of == nullptr && flagged && (own == nullptr || own == &order);
    if (!perhaps && !(of == &requirement && flagged)) continue;
    const InForce force = in_force(facts, order, requirement, *contact->date);
    if (force.is_no()) continue;
    dates.possible.insert(*contact->date);
    if (of == &requirement && flagged && force.is_yes() && !facts.rests_on_withdrawn(*contact))
      dates.certain.insert(*contact->date);
  }
  return dates;
}

Answer days_arranged_under(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  const KnownAmount maximum = facts.max_days(requirement);
  if (maximum.possible.empty() || maximum.possible.front() <= 0) return Answer::undetermined;
  const ShareGone share = share_gone(facts, order, &requirement);
  const ArrangedDates dates = arranged_dates(facts, order, requirement);
  const auto keeps_up = [&](const std::set<Date>& of, std::int64_t days) {
    return share.days_gone && static_cast<std::int64_t>(of.size()) * share.days_in_all >= *share.days_gone * days;
  };
  // An end that may lie earlier leaves more of the order gone: only all of the days keep up with any end.
  const std::int64_t most = maximum.possible.back(), least = maximum.possible.front();
  if (static_cast<std::int64_t>(dates.certain.size()) >= most ||
      (share.missing.empty() && keeps_up(dates.certain, most)))
    return Answer::yes;
  const bool can_be_told = facts.is_whole(ListName::contacts) && share.days_gone;
  return can_be_told && !keeps_up(dates.possible, least) ? Answer::no : Answer::undetermined;
}

}  // namespace

bool is_absence_to_decide(const CaseFacts& facts, const Contact& contact) {
  if (!contact.date || *contact.date >= facts.as_of) return false;
  if (contact.outcome && !contact.outcome.is(Outcome::failed_to_attend) && attended(*contact.outcome) != Stated::no)
    return false;
  const auto limit = facts.policy.resolve("outcome_decision_working_days", *contact.date);
  return limit && working_day_limit(*contact.date, *limit).in_time(facts.as_of) != true;
}

std::optional<Answer> absence_decided(const CaseFacts& facts, const Order& order, const Contact& contact) {
  const InForce force = requirements_in_force(facts, order, *contact.date);
  if (force.is_no()) return std::nullopt;
  if (contact.outcome && !contact.outcome.is(Outcome::failed_to_attend)) return Answer::yes;
  const auto limit = facts.policy.resolve("outcome_decision_working_days", *contact.date);
  const bool is_late = limit && working_day_limit(*contact.date, *limit).in_time(facts.as_of) == false;
  return force.is_yes() && is_late ? Answer::no : Answer::undetermined;
}

Answer purposeful_activity_delivered(const CaseFacts& facts, const Order& order) {
  // Young orders are left out whatever they have delivered: counted only where they have, they would flatter the share.
  const auto limit = facts.policy.resolve("purposeful_activity_share_percent", facts.as_of);
  if (!limit) return Answer::not_applicable;
  const std::optional<bool> is_old = is_gone(share_gone(facts, order, nullptr), limit->number(), true);
  if (is_old == false) return Answer::not_applicable;
  return is_old ? delivered(facts, order) : Answer::undetermined;
}

Answer days_arranged(const CaseFacts& facts, const Order& order) {
  Answer answer = Answer::not_applicable;
  for (const Requirement& requirement : order.requirements)
    if (is_rar(requirement)) answer = combine(answer, days_arranged_under(facts, order, requirement));
  return answer;
}

}  // namespace probation::caseload
