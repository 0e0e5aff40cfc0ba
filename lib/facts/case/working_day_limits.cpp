#include "facts/case/working_day_limits.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/failures.hpp"
#include "facts/case/order_kinds.hpp"
#include "law/bank_holidays.hpp"

namespace probation {
namespace {

std::optional<bool> decided(Date event, std::int64_t days, const std::optional<Date>& last, Date date) {
  if (days_between(event, date) <= days) return true;
  if (last) return date <= *last;
  if (bank_holiday_coverage().contains(event) && bank_holiday_coverage().contains(date))
    return true;  // the table ends before the days do
  return std::nullopt;
}

int whole(std::int64_t days) { return static_cast<int>(std::clamp<std::int64_t>(days, 0, 10'000)); }

WorkingDayQuestion question_of(std::string_view rule, Subject subject, Place place, Date event,
                               const ResolvedStandard& standard, Date asked) {
  return {rule, std::move(subject), place, working_day_limit(event, standard), asked};
}

// The earliest contact of the order on or after its date that `wanted` takes.
template <class Wanted>
const Contact* earliest(const CaseFacts& facts, const Order& order, Wanted wanted) {
  const Contact* found = nullptr;
  for (const Contact* contact : facts.contacts) {
    if (!contact->date || !order.sentence_date || *contact->date < *order.sentence_date) continue;
    if (found != nullptr && *found->date <= *contact->date) continue;  // as nearly all: they stand in their order
    const Order* own = facts.order_of(*contact);
    if ((own == nullptr || own == &order) && wanted(*contact)) found = contact;
  }
  return found;
}

// An appointment that the service moved was none; one that the person missed was given all the same.
bool may_have_been_given(const Contact& contact) { return !contact.outcome.is(Outcome::rescheduled_by_service); }

bool was_attended(const CaseFacts& facts, const Contact& contact) {
  return *contact.date <= facts.as_of && contact.outcome && attended(*contact.outcome) == Stated::yes;
}

// Without an outcome, or attended and perhaps of another order.
bool may_have_been_attended_for(const CaseFacts& facts, const Order& order, const Contact& contact) {
  const Order* own = facts.order_of(contact);
  if (own != nullptr && own != &order) return false;
  return contact.outcome ? own == nullptr && was_attended(facts, contact) : *contact.date < facts.as_of;
}

bool was_given_for(const CaseFacts& facts, const Order& order, const Contact& contact) {
  const bool is_settled = contact.outcome || (contact.date && facts.as_of <= *contact.date);
  return may_have_been_given(contact) && is_settled && facts.order_of(contact) == &order;
}

}  // namespace

std::optional<bool> WorkingDayLimit::in_time(Date date) const { return decided(event, standard.number(), last, date); }
std::optional<bool> WorkingDayLimit::in_time_nationally(Date date) const {
  return decided(event, standard.national_number(), national_last, date);
}
std::string WorkingDayLimit::words() const {
  return last ? fmt::format("{} working days from {} end on {}", standard.number(), format(event), format(*last))
              : fmt::format("{} working days from {} leave the years whose bank holidays are known", standard.number(),
                            format(event));
}

WorkingDayLimit working_day_limit(Date event, const ResolvedStandard& standard) {
  return {event, standard, working_days_after(event, whole(standard.number())),
          working_days_after(event, whole(standard.national_number()))};
}

std::vector<OpenAbsence> open_absences(const CaseFacts& facts) {
  std::vector<OpenAbsence> found;
  for (const Contact* contact : facts.contacts) {
    if (!contact->outcome.is(Outcome::failed_to_attend) || !contact->date || *contact->date > facts.as_of) continue;
    const auto limit = facts.policy.resolve("outcome_decision_working_days", *contact->date);
    if (limit)
      found.push_back({contact, question_of("ENF401", subject_of(*contact), contact->outcome.place, *contact->date,
                                            *limit, facts.as_of)});
  }
  return found;
}

std::vector<WarningEntry> warning_entries(const CaseFacts& facts) {
  std::vector<WarningEntry> found;
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!entry->action.is(EnforcementAction::warning) || !entry->date || !entry->recorded) continue;
    const auto limit = facts.policy.resolve("warning_record_working_days", *entry->date);
    if (limit)
      found.push_back({entry, question_of("ENF405", subject_of(*entry), entry->date.place, *entry->date, *limit,
                                          entry->recorded->date)});
  }
  return found;
}

std::vector<BreachAction> breach_actions(const CaseFacts& facts) {
  std::vector<const EnforcementEntry*> actions;
  for (const EnforcementEntry* entry : facts.enforcement)
    if (entry->date && (entry->action.is(EnforcementAction::breach_started) ||
                        entry->action.is(EnforcementAction::referral_to_enforcement_officer)))
      actions.push_back(entry);
  std::stable_sort(actions.begin(), actions.end(), [](const auto* a, const auto* b) { return *a->date < *b->date; });
  std::vector<BreachAction> found;
  std::vector<const Contact*> answered;
  for (const EnforcementEntry* action : actions) {
    const Order* order = facts.order_of(*action);
    std::vector<const Contact*> meant;  // failures on or before the action that it is about, or may be
    const bool is_named = names_any_contact(*action);
    for (const Contact* contact : is_named ? named_contacts(facts, *action) : facts.contacts) {
      if (!is_failure(*contact) || !contact->date || *contact->date > *action->date) continue;
      if (is_named) {
        if (facts.stands(*contact)) meant.push_back(contact);
      } else if (const Order* own = facts.order_of(*contact); order == nullptr || own == nullptr || own == order) {
        if (std::find(answered.begin(), answered.end(), contact) == answered.end()) meant.push_back(contact);
      }
    }
    if (meant.empty()) continue;  // about no failure (ENF409), or a step after the first action on it
    BreachAction row{action, nullptr, false, {}};
    // A failure that an earlier action answered is not answered late by this one.
    const auto latest = std::max_element(meant.begin(), meant.end(),
                                         [](const Contact* a, const Contact* b) { return *a->date < *b->date; });
    if (std::find(answered.begin(), answered.end(), *latest) != answered.end()) continue;
    const auto about = [&](const Contact* failure) {
      row.failure = failure;
      row.question.reset();
      const auto limit = facts.policy.resolve("breach_action_working_days", *failure->date);
      if (limit)
        row.question =
            question_of("ENF406", subject_of(*action), failure->date.place, *failure->date, *limit, *action->date);
    };
    about(*latest);
    if (!names_any_contact(*action) && meant.size() > 1 && row.question &&
        row.question->limit.in_time(*action->date) != false) {
      // Late on the last of them is late on each; in time for the first is in time for each. Between them the file does
      // not decide.
      about(*std::min_element(meant.begin(), meant.end(),
                              [](const Contact* a, const Contact* b) { return *a->date < *b->date; }));
      row.several = row.question && row.question->limit.in_time(*action->date) != true;
      if (row.several) row.failure = nullptr, row.question.reset();
    }
    answered.insert(answered.end(), meant.begin(), meant.end());
    found.push_back(std::move(row));
  }
  return found;
}

std::vector<PlanDue> plans_due(const CaseFacts& facts) {
  std::vector<PlanDue> found;
  for (const Order& order : facts.file.orders) {
    if (!is_sentence(order)) continue;
    PlanDue row{
        &order,
        earliest(facts, order, [&](const Contact& c) { return was_attended(facts, c) && facts.order_of(c) == &order; }),
        {}};
    for (const Contact* contact : facts.contacts)
      if (contact->date && may_have_been_attended_for(facts, order, *contact) &&
          (!order.sentence_date || *contact->date >= *order.sentence_date) &&
          (row.appointment == nullptr || *contact->date < *row.appointment->date))
        row.undecided.push_back(contact);
    if (order.sentence_date) {
      const Date event = row.appointment != nullptr ? *row.appointment->date : *order.sentence_date;
      const auto limit = facts.policy.resolve("plan_working_days", event);
      const auto& plan = facts.file.plan;
      const Date asked = plan && plan->completed_date ? *plan->completed_date : facts.as_of;
      if (limit)
        row.question = question_of("PLN302", subject_of(order),
                                   row.appointment != nullptr ? row.appointment->date.place : order.sentence_date.place,
                                   event, *limit, asked);
    }
    found.push_back(std::move(row));
  }
  return found;
}

std::vector<FirstAppointment> first_appointments(const CaseFacts& facts) {
  std::vector<FirstAppointment> found;
  for (const Order& order : facts.file.orders) {
    if (!is_sentence(order)) continue;
    FirstAppointment row{
        &order, earliest(facts, order, [&](const Contact& c) { return was_given_for(facts, order, c); }), {}};
    for (const Contact* contact : facts.contacts) {
      if (!contact->date || !order.sentence_date || *contact->date < *order.sentence_date) continue;
      if (row.appointment != nullptr && *row.appointment->date <= *contact->date) continue;
      const Order* own = facts.order_of(*contact);
      if ((own == nullptr || own == &order) && may_have_been_given(*contact) && !was_given_for(facts, order, *contact))
        row.perhaps.push_back(contact);
    }
    if (order.sentence_date) {
      const auto limit = facts.policy.resolve("first_appointment_working_days", *order.sentence_date);
      const Date asked = row.appointment != nullptr ? *row.appointment->date : facts.as_of;
      if (limit)
        row.question =
            question_of("PLN303", subject_of(order), order.sentence_date.place, *order.sentence_date, *limit, asked);
    }
    found.push_back(std::move(row));
  }
  return found;
}

std::vector<WorkingDayQuestion> unanswered_questions(const CaseFacts& facts) {
  std::vector<WorkingDayQuestion> open;
  const auto ask = [&](const WorkingDayQuestion& q) {
    if (!q.limit.in_time(q.asked)) open.push_back(q);
  };
  for (const OpenAbsence& row : facts.once(open_absences)) ask(row.question);
  for (const WarningEntry& row : facts.once(warning_entries)) ask(row.question);
  for (const BreachAction& row : facts.once(breach_actions))
    if (row.question) ask(*row.question);
  for (const PlanDue& row : facts.once(plans_due))
    if (row.question) ask(*row.question);
  for (const FirstAppointment& row : facts.once(first_appointments))
    if (row.question) ask(*row.question);
  return open;
}

}  // namespace probation
