#include "facts/case/unpaid_work.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/in_force.hpp"
#include "law/commencement.hpp"
#include "law/limits.hpp"

namespace probation {
namespace {

// A session took place, or may have (attendance not stated), and what it earned is not recorded. It could only add.
bool lacks_credit(const CaseFacts& facts, const Contact& contact) {
  if (!contact.type.is(ContactType::unpaid_work_session) || contact.minutes_credited) return false;
  if (!contact.outcome) return contact.date && *contact.date < facts.as_of;
  return attended(*contact.outcome) != Stated::no && !contact.outcome.is(Outcome::attended_sent_home_service);
}

// A contact that says nothing of what it was under, in a case where that may be unpaid work of the order.
bool may_be_under(const CaseFacts& facts, const Contact& contact, const Order* order,
                  ContactType type = ContactType::unpaid_work_session) {
  if (!contact.type.is(type) || contact.requirement || contact.activity) return false;
  const Order* its = facts.order_of(contact);
  return its == nullptr || order == nullptr || its == order;
}

bool is_unpaid_work(const Requirement& requirement) { return requirement.type.is(RequirementType::unpaid_work); }

bool has_ended(const Requirement& requirement, Date day) {
  if (requirement.termination_date) return *requirement.termination_date < day;
  return requirement.status && !requirement.status.is(RequirementStatus::active);
}

// Sum of amounts; what is concurrent is served beside the rest.
std::int64_t together(const std::vector<std::pair<const Requirement*, std::int64_t>>& amounts) {
  std::int64_t sum = 0, largest = 0;
  for (const auto& [requirement, minutes] : amounts) {
    if (requirement->concurrent.is(true)) largest = std::max(largest, minutes);
    else sum += minutes;
  }
  return std::max(sum, largest);
}

// The share as if the provision were in force and every undecided absence were, or were not, a failure.
std::int64_t cut_of(const std::vector<const Contact*>& sessions, std::int64_t specified, Date day,
                    bool undecided_fails) {
  const auto* after = limits::incentive_after_percent.at(AsAt{day});
  const auto* per_hour = limits::incentive_minutes_per_hour.at(AsAt{day});
  const auto* cap = limits::incentive_max_percent.at(AsAt{day});
  if (after == nullptr || per_hour == nullptr || cap == nullptr) return 0;
  std::int64_t worked = 0;
  for (const Contact* session : sessions) {
    const bool failed = session->outcome.is(Outcome::unacceptable_absence) ||
                        session->outcome.is(Outcome::attended_sent_home_behaviour);
    const bool undecided = !session->outcome || session->outcome.is(Outcome::failed_to_attend);
    if (failed || (undecided && undecided_fails)) break;
    worked += session->minutes_credited.value_or(0);
  }
  const std::int64_t hours = std::max<std::int64_t>(0, worked - specified * after->value / 100) / 60;
  return std::min(hours * per_hour->value, specified * cap->value / 100);
}

Incentive incentive_on(const CaseFacts& facts, const Order* order, const UnpaidWork& work, Date day) {
  Incentive incentive;
  constexpr std::string_view provision = "unpaid_work_incentive_commencement";
  constexpr std::string_view provision_fact = "law:unpaid_work_incentive_commencement";
  const Begun state = begun(facts.policy, provision, day);
  if (state == Begun::no || work.specified_most.value_or(0) <= 0) return incentive;
  const auto* cap = limits::incentive_max_percent.at(AsAt{day});
  if (!work.specified_minutes) {  // of hours that are not known anything up to the cap of the most that they can be
    incentive.most = cap == nullptr ? 0 : *work.specified_most * cap->value / 100;
    if (state == Begun::not_known) incentive.missing.push_back({{}, provision_fact});
    return incentive;
  }
  const std::int64_t specified = *work.specified_minutes;
  std::vector<const Contact*> sessions;
  for (const Contact* contact : facts.contacts)
    if (contact->date && *contact->date <= std::min(day, facts.as_of) &&
        std::find(work.of.begin(), work.of.end(), facts.requirement_of(*contact)) != work.of.end() &&
        (contact->outcome || *contact->date < facts.as_of))
      sessions.push_back(contact);
  std::stable_sort(sessions.begin(), sessions.end(),
                   [](const Contact* a, const Contact* b) { return *a->date < *b->date; });
  incentive.most = (work.uncredited.empty() && work.unlinked.empty()) || cap == nullptr
                       ? cut_of(sessions, specified, day, false)
                       : specified * cap->value / 100;
  incentive.least = cut_of(sessions, specified, day, true);
  if (incentive.most == 0) return incentive;
  if (incentive.least < incentive.most)
    for (const Contact* session : sessions)
      if (!session->outcome || session->outcome.is(Outcome::failed_to_attend))
        incentive.missing.push_back({session->place, "outcome"});
  if (order != nullptr && !order->conviction_date) incentive.missing.push_back({order->place, "conviction_date"});
  else if (order != nullptr && !limits::code_conviction.holds(*order->conviction_date))
    incentive.missing.push_back({{}, "law:unpaid_work_incentive_before_the_code"});
  if (state == Begun::not_known) incentive.missing.push_back({{}, provision_fact});
  const bool settled = state == Begun::yes && order != nullptr && order->conviction_date &&
                       limits::code_conviction.holds(*order->conviction_date);
  if (!settled) incentive.least = 0;
  const int per_hour = limits::incentive_minutes_per_hour.at(AsAt{day})->value;
  incentive.computed =
      fmt::format("incentive: {} for each whole hour beyond the first {} %, at most {} %: {} minutes off",
                  per_hour == 30 ? std::string("half an hour") : counted(per_hour, "minute"),
                  limits::incentive_after_percent.at(AsAt{day})->value, cap->value, incentive.most);
  return incentive;
}

// An adjustment that is known to be missing may add any time, or take it off.
bool lacks_adjustments(const CaseFacts& facts) {
  return !facts.is_whole(ListName::adjustments, "minutes") || !facts.is_whole(ListName::adjustments, "date");
}

// `day`: the last day whose credits count.
UnpaidWork work_of(const CaseFacts& facts, const Order* order, std::vector<const Requirement*> of, Date day) {
  UnpaidWork work;
  work.of = std::move(of);
  if (work.of.empty()) return work;
  work.last = work.of.back();
  std::vector<std::pair<const Requirement*, std::int64_t>> specified, least, most;
  bool bounded = true;
  for (const Requirement* requirement : work.of) {
    const KnownAmount hours = facts.hours(*requirement);
    if (!hours) work.missing.insert(work.missing.end(), hours.missing.begin(), hours.missing.end());
    if (lacks_adjustments(facts)) work.missing.push_back({requirement->place, "adjustments"}), bounded = false;
    std::int64_t adjusted_least = 0, adjusted_most = 0;
    for (const Adjustment& adjustment : requirement->adjustments) {
      const std::int64_t by = adjustment.minutes.value_or(0);
      if (!adjustment.minutes) work.missing.push_back({adjustment.place, "minutes"});
      else if (!adjustment.date) work.missing.push_back({adjustment.place, "date"});
      bounded = bounded && adjustment.minutes;
      adjusted_least += adjustment.date ? by : std::min<std::int64_t>(0, by);  // without a date it may lie ahead
      adjusted_most += adjustment.date ? by : std::max<std::int64_t>(0, by);
    }
    bounded = bounded && !hours.possible.empty();
    if (!bounded) continue;
    const auto minutes = [](std::int64_t n) {
      return std::min<std::int64_t>(n, 1'000'000) * 60;  // no order is longer; arithmetic stays in range
    };
    specified.emplace_back(requirement, minutes(hours.possible.back()));
    least.emplace_back(requirement, minutes(hours.possible.front()) + adjusted_least);
    most.emplace_back(requirement, minutes(hours.possible.back()) + adjusted_most);
  }
  if (bounded) {
    work.required_least = together(least);
    work.required_most = together(most);
    work.specified_most = together(specified);
  }
  if (work.missing.empty()) {
    work.specified_minutes = work.specified_most;
    work.required_minutes = work.required_most;
  }
  const auto is_of = [&](const Requirement* requirement) {
    return requirement != nullptr && std::find(work.of.begin(), work.of.end(), requirement) != work.of.end();
  };
  if (facts.file.contacts.recorded) {
    std::int64_t credited = 0;
    for (const Contact* contact : facts.contacts) {
      if (!contact->date || *contact->date > std::min(day, facts.as_of)) continue;
      if (order != nullptr && governed_elsewhere(*order, *contact->date)) continue;
      if (may_be_under(facts, *contact, order) &&
          (contact->minutes_credited.value_or(0) > 0 || lacks_credit(facts, *contact))) {
        work.unlinked.push_back(contact);
        work.perhaps_minutes += std::max<std::int64_t>(0, contact->minutes_credited.value_or(0));
      } else if (is_of(facts.requirement_of(*contact))) {
        credited += contact->minutes_credited.value_or(0);
      } else {
        continue;
      }
      if (lacks_credit(facts, *contact)) work.uncredited.push_back(contact);
    }
    work.credited_minutes = credited;
  } else {
    work.missing.push_back({facts.file.place, "contacts"});
  }
  if (!work.required_most || !work.credited_minutes) return work;
  work.incentive = incentive_on(facts, order, work, day);
  if (work.most_left() == 0) {  // whichever amendment governs, no more is asked
    work.finished = true;
    work.missing.clear();
  } else if (work.least_left() > 0 && work.uncredited.empty() && facts.is_whole(ListName::contacts)) {
    work.finished = false;
  } else {
    if (!facts.is_whole(ListName::contacts)) work.missing.push_back({facts.file.place, "contacts"});
    for (const Contact* contact : work.uncredited) work.missing.push_back({contact->place, "minutes_credited"});
    for (const Missing& fact : work.unlinked_missing()) work.missing.push_back(fact);
    if (work.least_left() == 0 || !work.uncredited.empty())
      work.missing.insert(work.missing.end(), work.incentive.missing.begin(), work.incentive.missing.end());
  }
  return work;
}

}  // namespace

std::int64_t UnpaidWork::least_left() const {
  return std::max<std::int64_t>(0, *required_least - incentive.most - *credited_minutes - perhaps_minutes);
}
std::vector<Missing> UnpaidWork::unlinked_missing() const {
  std::vector<Missing> facts;
  for (const Contact* contact : unlinked) facts.push_back({contact->place, "requirement"});
  return facts;
}
std::string UnpaidWork::required_shown() const {
  return required_minutes ? std::to_string(*required_minutes)
                          : fmt::format("{} to {}", *required_least, *required_most);
}
std::int64_t UnpaidWork::most_left() const {
  return std::max<std::int64_t>(0, *required_most - incentive.least - *credited_minutes);
}

UnpaidWork unpaid_work_on(const CaseFacts& facts, const Requirement& requirement, Date day) {
  return work_of(facts, facts.order_of(requirement), {&requirement}, day);
}

UnpaidWork unpaid_work(const CaseFacts& facts, const Requirement& requirement) {
  UnpaidWork work = work_of(facts, facts.order_of(requirement), {&requirement}, facts.as_of);
  // Completed, or ended without being done: nothing is left to do under it.
  if (requirement.status && !requirement.status.is(RequirementStatus::active)) {
    work.finished = true;
    work.missing.clear();
  }
  return work;
}

std::vector<Missing> missing_minutes(const CaseFacts& facts, const UnpaidWork& work) {
  std::vector<Missing> missing;
  for (const Requirement* requirement : work.of) {
    const KnownAmount hours = facts.hours(*requirement);
    if (!hours) missing.insert(missing.end(), hours.missing.begin(), hours.missing.end());
    if (lacks_adjustments(facts)) missing.push_back({requirement->place, "adjustments"});
    for (const Adjustment& adjustment : requirement->adjustments)
      if (!adjustment.minutes) missing.push_back({adjustment.place, "minutes"});
      else if (!adjustment.date) missing.push_back({adjustment.place, "date"});
  }
  if (!work.credited_minutes) missing.push_back({facts.file.place, "contacts"});
  return missing;
}

UnpaidWork unpaid_work(const CaseFacts& facts, const Order& order) {
  std::vector<const Requirement*> open;
  for (const Requirement& requirement : order.requirements)
    if (is_unpaid_work(requirement) && !has_ended(requirement, facts.as_of)) open.push_back(&requirement);
  UnpaidWork work = work_of(facts, &order, std::move(open), facts.as_of);
  if (work.of.empty()) work.finished = true;
  // What the requirements that are there ask for is done; one that is known to be missing may ask for more.
  if (work.finished == true && !work.of.empty() && !facts.knows_requirements(order)) {
    work.finished.reset();
    work.missing.push_back({order.place, "requirements"});
  }
  return work;
}

namespace {

// Of hours that will not be worked: what was done under it was all that it asked for.
bool has_lapsed(const Requirement& requirement) {
  return requirement.status.is(RequirementStatus::revoked) || requirement.status.is(RequirementStatus::terminated);
}

}  // namespace

std::vector<const Requirement*> unpaid_work_ordered(const Order& order) {
  std::vector<const Requirement*> all, in_full;
  for (const Requirement& requirement : order.requirements) {
    if (!is_unpaid_work(requirement)) continue;
    all.push_back(&requirement);
    if (!has_lapsed(requirement)) in_full.push_back(&requirement);
  }
  return in_full.empty() ? all : in_full;
}

UnpaidWork unpaid_work_ever(const CaseFacts& facts, const Order& order) {
  std::vector<const Requirement*> of;
  for (const Requirement& requirement : order.requirements) {
    if (!is_unpaid_work(requirement)) continue;
    if (has_lapsed(requirement)) {
      const UnpaidWork alone = work_of(facts, &order, {&requirement}, facts.as_of);
      if (!alone.required_most || !alone.credited_minutes || *alone.credited_minutes <= *alone.required_most) continue;
    }
    of.push_back(&requirement);
  }
  return work_of(facts, &order, of.empty() ? unpaid_work_ordered(order) : std::move(of), facts.as_of);
}

KnownAmount hours_together(const CaseFacts& facts, const std::vector<const Requirement*>& requirements) {
  if (requirements.size() == 1) return facts.hours(*requirements.front());
  KnownAmount sum;
  std::vector<std::pair<const Requirement*, std::int64_t>> least, most;
  for (const Requirement* requirement : requirements) {
    const KnownAmount hours = facts.hours(*requirement);
    sum.place = hours.place;
    sum.missing.insert(sum.missing.end(), hours.missing.begin(), hours.missing.end());
    if (hours.possible.empty()) continue;
    least.emplace_back(requirement, std::min<std::int64_t>(hours.possible.front(), 1'000'000));
    most.emplace_back(requirement, std::min<std::int64_t>(hours.possible.back(), 1'000'000));
  }
  if (most.size() < requirements.size()) return sum;
  sum.possible = {together(least)};
  if (const std::int64_t all = together(most); all != sum.possible.front()) sum.possible.push_back(all);
  if (sum.possible.size() == 1) sum.value = sum.possible.front(), sum.missing.clear();
  return sum;
}

bool tells_unpaid_work(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  const Requirement *last = nullptr, *last_open = nullptr;
  for (const Requirement& other : order.requirements) {
    if (!is_unpaid_work(other)) continue;
    last = &other;
    if (!has_ended(other, facts.as_of)) last_open = &other;
  }
  return &requirement == (last_open != nullptr ? last_open : last);
}

namespace {

// By the requirements that are there.
OpenWork recorded_work_open_on(const CaseFacts& facts, const Order& order, Date day) {
  OpenWork result;
  std::vector<const Requirement*> open;
  std::vector<Missing> ended;  // on a day that is not recorded: it may have been over by then
  for (const Requirement& requirement : order.requirements) {
    if (!is_unpaid_work(requirement)) continue;
    if (requirement.termination_date && *requirement.termination_date < day) continue;
    if (!requirement.termination_date && has_ended(requirement, day)) {
      if (day >= facts.as_of) continue;  // ended by then
      ended.push_back({requirement.place, "termination_date"});
    }
    open.push_back(&requirement);
  }
  if (open.empty()) return result;
  result.requirement = open.front();
  const UnpaidWork work = work_of(facts, &order, open, day - Days{1});
  result.how = work.required_minutes
                   ? fmt::format("unpaid work: {} minutes ordered, {} credited before {}", *work.required_minutes,
                                 work.credited_minutes.value_or(0), format(day))
                   : std::string("unpaid work: the hours ordered are not recorded");
  if (work.finished == true) return result;
  if (work.finished == false && ended.empty()) {
    result.open = true;
    result.missing = {{open.front()->place, "termination_date"}};
    return result;
  }
  result.open.reset();
  result.missing = !ended.empty() ? ended : work.missing;
  return result;
}

}  // namespace

OpenWork unpaid_work_open_on(const CaseFacts& facts, const Order& order, Date day) {
  const OpenWork not_known{std::nullopt, nullptr, {{order.place, "requirements"}}, {}};
  if (!order.requirements.recorded) return not_known;
  OpenWork work = recorded_work_open_on(facts, order, day);
  return work.open == false && !facts.knows_requirements(order) ? not_known : work;
}

std::vector<const Contact*> unpaid_work_contacts(const CaseFacts& facts, const Requirement& requirement,
                                                 ContactType type) {
  std::vector<const Contact*> found;
  const Order* order = facts.order_of(requirement);
  for (const Contact* contact : facts.contacts)
    if (contact->type.is(type) && contact->date && facts.requirement_of(*contact) == &requirement &&
        (order == nullptr || !governed_elsewhere(*order, *contact->date)) &&
        !contact->outcome.is(Outcome::rescheduled_by_service) && !contact->outcome.is(Outcome::rescheduled_by_person))
      found.push_back(contact);
  std::stable_sort(found.begin(), found.end(), [](const Contact* a, const Contact* b) { return *a->date < *b->date; });
  return found;
}

std::vector<const Contact*> unlinked_unpaid_work(const CaseFacts& facts, const Requirement& requirement,
                                                 ContactType type) {
  std::vector<const Contact*> found;
  const Order* order = facts.order_of(requirement);
  for (const Contact* contact : facts.contacts)
    if (contact->date && may_be_under(facts, *contact, order, type) &&
        (order == nullptr || !governed_elsewhere(*order, *contact->date)) &&
        !contact->outcome.is(Outcome::rescheduled_by_service) && !contact->outcome.is(Outcome::rescheduled_by_person))
      found.push_back(contact);
  return found;
}

namespace {

const Contact* first_attended_of(const std::vector<const Contact*>& sessions, Date as_of) {
  const Contact* first = nullptr;
  for (const Contact* contact : sessions)
    if (*contact->date <= as_of && contact->outcome && attended(*contact->outcome) == Stated::yes &&
        (first == nullptr || *contact->date < *first->date))
      first = contact;
  return first;
}

}  // namespace

const Contact* first_unpaid_work_session(const CaseFacts& facts, const Requirement& requirement) {
  return first_attended_of(unpaid_work_contacts(facts, requirement, ContactType::unpaid_work_session), facts.as_of);
}

const Contact* first_unlinked_session(const CaseFacts& facts, const Requirement& requirement) {
  return first_attended_of(unlinked_unpaid_work(facts, requirement, ContactType::unpaid_work_session), facts.as_of);
}

TrainingMinutes training_minutes(const CaseFacts& facts, const Requirement& requirement) {
  TrainingMinutes minutes;
  const Order* order = facts.order_of(requirement);
  for (const Contact* contact : facts.contacts) {
    if (contact->date && order != nullptr && governed_elsewhere(*order, *contact->date)) continue;
    if (contact->date && *contact->date <= facts.as_of && lacks_credit(facts, *contact) && !contact->ete.is(false) &&
        facts.requirement_of(*contact) == &requirement)
      minutes.uncredited.push_back(contact);
    if (!contact->minutes_credited || *contact->minutes_credited <= 0 || !contact->date ||
        *contact->date > facts.as_of || facts.requirement_of(*contact) != &requirement)
      continue;
    if (contact->ete.is(true)) minutes.credited += *contact->minutes_credited;
    if (contact->ete) continue;
    minutes.perhaps += *contact->minutes_credited;
    minutes.unsaid.push_back(contact);
  }
  return minutes;
}

TrainingMinutes training_minutes(const CaseFacts& facts, const std::vector<const Requirement*>& requirements) {
  TrainingMinutes sum;
  for (const Requirement* requirement : requirements) {
    const TrainingMinutes one = training_minutes(facts, *requirement);
    sum.credited += one.credited;
    sum.perhaps += one.perhaps;
    sum.unsaid.insert(sum.unsaid.end(), one.unsaid.begin(), one.unsaid.end());
    sum.uncredited.insert(sum.uncredited.end(), one.uncredited.begin(), one.uncredited.end());
  }
  return sum;
}

}  // namespace probation
