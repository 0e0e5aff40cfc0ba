#include "facts/case/reviews.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/activities.hpp"
#include "facts/case/answers.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/bank_holidays.hpp"
#include "law/limits.hpp"

namespace probation {

std::string_view word(DueState state) {
  static constexpr std::array<std::string_view, 7> words{"overdue",        "due",         "ahead", "done", "done_late",
                                                         "not_applicable", "undetermined"};
  return words[static_cast<std::size_t>(state)];
}

namespace {

struct KindRow {
  ReviewKind kind;
  std::string_view standard;
  bool before_end;  // else after sentence
};
constexpr std::array<KindRow, 4> kinds{{{ReviewKind::completion_6_months, "completion_review_first_months", true},
                                        {ReviewKind::completion_3_months, "completion_review_second_months", true},
                                        {ReviewKind::unpaid_work_6_months, "unpaid_work_review_first_months", false},
                                        {ReviewKind::unpaid_work_9_months, "unpaid_work_review_second_months", false}}};

// Whether something that the review is about was unfinished on the due date.
struct Unfinished {
  std::optional<bool> answer = false;
  std::string words;
  Place place;
  std::vector<Missing> missing;
};

// Ended, and its last day is not recorded: by as-of at the latest, so it was over on a due date that lies no earlier.
Unfinished ended_by_as_of(const Requirement& requirement, Date as_of, Date due) {
  if (as_of <= due) return {};
  return {std::nullopt, {}, requirement.place, {{requirement.place, "termination_date"}}};
}

// Certainly over on the day: a requirement is finished on its termination date; where that is not recorded, by as-of.
bool was_over(const Requirement& requirement, Date as_of, Date day) {
  if (requirement.termination_date) return *requirement.termination_date <= day;
  return requirement.status && !requirement.status.is(RequirementStatus::active) && as_of <= day;
}

// The first day on which the end can lie; nothing: any.
std::optional<Date> earliest_end(const Order& order) {
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  std::optional<Date> first = suspended ? order.supervision_end_date.value : order.end_date.value;
  if (!first || !order.type) return std::nullopt;
  for (const Amendment& amendment : order.amendments)
    if (const Located<Date>& to = suspended ? amendment.supervision_end_date : amendment.end_date)
      first = std::min(*first, *to);
  return first;
}

// A requirement is finished on its termination date.
Unfinished requirement_unfinished(const Requirement& requirement, Date as_of, Date due) {
  if (requirement.termination_date)
    return {*requirement.termination_date > due, std::string(spoken(*requirement.type)), requirement.place, {}};
  if (!requirement.status) return {std::nullopt, {}, requirement.place, {{requirement.place, "status"}}};
  if (!requirement.status.is(RequirementStatus::active)) return ended_by_as_of(requirement, as_of, due);
  return {true, std::string(spoken(*requirement.type)), requirement.place, {}};
}

std::optional<bool> is_structured(const CaseFacts& facts, const Activity& activity) {
  const auto kind = kind_of(facts, activity);
  return kind ? std::optional(*kind == InterventionKind::structured_intervention) : std::nullopt;
}

// An activity that names no requirement may be any requirement's.
bool may_be_under(const CaseFacts& facts, const Activity& activity, const Requirement& requirement) {
  return !activity.requirement || facts.requirement_of(activity) == &requirement;
}

// A structured intervention is finished on its last attended session once it is completed.
Unfinished structured_intervention_unfinished(const CaseFacts& facts, const Requirement& requirement, Date due) {
  Unfinished unknown{false, {}, {}, {}};
  if (!facts.file.plan) unknown = {std::nullopt, {}, facts.file.place, {{facts.file.place, "plan"}}};
  else if (!facts.file.plan->activities.recorded)
    unknown = {std::nullopt, {}, facts.file.plan->place, {{facts.file.plan->place, "activities"}}};
  const auto not_known = [&](Place record, std::string_view key) {
    unknown.answer.reset();
    unknown.missing.push_back({record, key});
  };
  for (const Activity* activity : facts.activities) {
    if (!may_be_under(facts, *activity, requirement) || activity->status.is(ActivityStatus::withdrawn)) continue;
    const std::optional<bool> structured = is_structured(facts, *activity);
    if (structured == false) continue;
    bool unfinished = true;
    if (activity->status.is(ActivityStatus::completed)) {
      std::optional<Date> last;
      for (const Contact* contact : facts.contacts)
        if (contact->activity && facts.activity(contact->activity->text) == activity && contact->outcome &&
            attended(*contact->outcome) == Stated::yes && contact->date && (!last || *contact->date > *last))
          last = *contact->date;
      if (!last) {
        not_known(facts.file.contacts.recorded ? activity->place : facts.file.place,
                  facts.file.contacts.recorded ? "sessions" : "contacts");
        continue;
      }
      unfinished = *last > due;
    } else if (!activity->status) {
      not_known(activity->place, "status");
      continue;
    }
    if (!unfinished) continue;
    if (!structured || !activity->requirement) {
      not_known(activity->place, !structured ? "kind" : "requirement");
      continue;
    }
    return {true, fmt::format("structured intervention {}", subject_of(*activity)), activity->place, {}};
  }
  return unknown;
}

Unfinished hours_unfinished(const CaseFacts& facts, const Order& order, const Requirement& requirement, Date due) {
  const OpenWork work = unpaid_work_open_on(facts, order, due + Days{1});  // what was done on the due date counts
  if (work.open == false) return {false, {}, {}, {}};
  return {work.open, work.how, work.requirement != nullptr ? work.requirement->place : requirement.place, work.missing};
}

}  // namespace

ReviewDue review_due(const CaseFacts& facts, const Order& order, const Requirement& requirement, ReviewKind kind) {
  ReviewDue result;
  result.order = &order;
  result.requirement = &requirement;
  result.kind = kind;
  const KindRow& row = *std::find_if(kinds.begin(), kinds.end(), [&](const KindRow& k) { return k.kind == kind; });
  const bool programme = requirement.type.is(RequirementType::accredited_programme);
  const bool may_hold_interventions = requirement.type.is(RequirementType::rehabilitation_activity) ||
                                      requirement.type.is(RequirementType::probation_requirement) ||
                                      (order.type.is(OrderType::licence) && !programme);
  if (!CaseFacts::is_judged(order)) return result;
  if (row.before_end ? !programme && !may_hold_interventions : !requirement.type.is(RequirementType::unpaid_work))
    return result;
  if (!row.before_end && !tells_unpaid_work(facts, order, requirement)) return result;  // several are one total
  const auto undecided = [&](std::string why, std::vector<Missing> missing) {
    result.state = DueState::undetermined;
    result.why = std::move(why);
    result.missing = std::move(missing);
    return result;
  };
  // A RAR without any structured intervention needs no completion review, whatever its dates.
  if (row.before_end && !programme && facts.file.plan && facts.file.plan->activities.recorded) {
    const bool none = std::none_of(facts.activities.begin(), facts.activities.end(), [&](const Activity* activity) {
      return may_be_under(facts, *activity, requirement) && !activity->status.is(ActivityStatus::withdrawn) &&
             is_structured(facts, *activity) != false;
    });
    if (none) return result;
  }
  const StandardRow* any_row = nullptr;
  for (const StandardRow& r : national_standards())
    if (r.name == row.standard) any_row = &r;
  const Months months{static_cast<int>(std::get<std::int64_t>(any_row->value))};
  if (!order.sentence_date && !row.before_end)
    return undecided("the date of the order is not recorded", {{order.place, "sentence_date"}});
  if (row.before_end) {
    const KnownDate end = facts.delivery_end(order);
    result.anchor = end.place;
    if (!end) {
      const std::optional<Date> earliest = earliest_end(order);
      if (earliest && was_over(requirement, facts.as_of, months_before(*earliest, months))) return result;
      return undecided("the end of the order is not recorded", {{end.place, end.key}});
    }
    result.due = months_before(*end, months);
    result.anchor_words =
        order.type.is(OrderType::suspended_sentence_order) ? "the supervision period ends here" : "the order ends here";
    result.computed = fmt::format("{} less {} months = {}", format(*end), months.count, format(*result.due));
  } else {
    result.due = months_after(*order.sentence_date, months);
    result.anchor = order.sentence_date.place;
    result.anchor_words = "the order was made here";
    result.computed =
        fmt::format("{} + {} months = {}", format(*order.sentence_date), months.count, format(*result.due));
  }
  const Date due = *result.due;
  result.standard = facts.policy.resolve(row.standard, due);
  if (!result.standard || (order.sentence_date && due <= *order.sentence_date)) return result;
  // Structured interventions came under review with the review at six months; before it programmes alone were.
  if (row.before_end && !programme && facts.policy.at(kinds.front().standard, due) == nullptr) return result;
  // What was over by then needs no review, whatever became of the order.
  if (row.before_end && was_over(requirement, facts.as_of, due)) return result;
  // Not after the order, or before it; the sentence date is asked for only where it decides.
  InForce force = row.before_end ? requirements_in_force(facts, order, due) : in_force(facts, order, requirement, due);
  std::erase_if(force.missing, [](const Missing& m) { return m.key == "sentence_date"; });
  if (force.is_no()) return result;
  if (!force.answer && !force.missing.empty()) {
    if (order.termination && facts.as_of <= due) return result;  // it was over by then
    return undecided(
        fmt::format("due {}; whether the order was in force then is not known: {}", format(due), force.why),
        force.missing);
  }

  // What these reviews serve was repealed; whether they go on is for a policy to say.
  const Date repeal = limits::unpaid_work_period_repealed.begins();
  if (!row.before_end && facts.as_of >= repeal && due >= repeal) {
    const auto goes_on = facts.policy.resolve("unpaid_work_review_after_repeal", due);
    if (!goes_on)
      return undecided(
          fmt::format("due {}; whether it is still done after {} no document read says", format(due), format(repeal)),
          {{{}, "policy:unpaid_work_review_after_repeal"}});
    if (!goes_on->truth()) return result;
  }

  const Unfinished open = programme        ? requirement_unfinished(requirement, facts.as_of, due)
                          : row.before_end ? structured_intervention_unfinished(facts, requirement, due)
                                           : hours_unfinished(facts, order, requirement, due);
  if (open.answer == false) return result;
  result.unfinished = open.words;
  result.unfinished_place = open.place;

  result.window = facts.policy.resolve("review_window_days", due);
  const int window = result.window ? static_cast<int>(result.window->number()) : 0;
  const Review* unclear = nullptr;
  for (const Review* review : facts.reviews) {
    if (!review->kind.is(kind) || !review->date) continue;
    if (*review->date < due - Days{window}) {
      const bool in_national = result.window && result.window->local != nullptr &&
                               *review->date >= due - Days{static_cast<int>(result.window->national_number())};
      if (in_national && review->requirement && facts.requirement(review->requirement->text) == &requirement)
        result.only_local = true;
      continue;
    }
    if (!review->requirement) {
      if (facts.order_of(*review) == &order || facts.order_of(*review) == nullptr) unclear = review;
      continue;
    }
    if (facts.requirement(review->requirement->text) != &requirement) continue;
    if (result.done == nullptr || *review->date < *result.done->date) result.done = review;
  }
  if (result.done != nullptr) {
    result.state = *result.done->date <= due ? DueState::done : DueState::done_late;
    return result;
  }
  if (facts.as_of <= due) {
    result.state = DueState::due;
    return result;
  }
  if (!open.answer)
    return undecided(fmt::format("due {}; whether the work was unfinished then is not known", format(due)),
                     open.missing);
  if (!facts.is_whole(ListName::reviews))
    return undecided(fmt::format("due {}; reviews are not recorded, or not all of them", format(due)),
                     {{facts.file.place, "reviews"}});
  if (unclear != nullptr)
    return undecided(fmt::format("due {}; the review of {} does not say which requirement it was of", format(due),
                                 format(*unclear->date)),
                     {{unclear->place, "requirement"}});
  // A due date on or before the sentence does not apply, so an overdue one needs that date; one ahead does not.
  if (!order.sentence_date)
    return undecided(fmt::format("due {}; passes if the order was made on or after that day", format(due)),
                     {{order.place, "sentence_date"}});
  result.state = DueState::overdue;
  return result;
}

namespace {

std::string said(const StandardRow& row) {
  return fmt::format("{}{}", row.source, row.assumption ? " (assumption)" : "");
}

DueRow dated(const CaseFacts& facts, const Order& order, const Requirement* requirement, std::string kind, Date due,
             Date until, std::string computed, std::string source) {
  const DueState state = facts.as_of > due ? DueState::overdue : due <= until ? DueState::due : DueState::ahead;
  return {&order,
          requirement,
          std::move(kind),
          due,
          state,
          days_between(facts.as_of, due),
          std::move(computed),
          std::move(source),
          {}};
}

DueRow undecided(const CaseFacts& facts, const Order& order, const Requirement* requirement, std::string kind,
                 std::optional<Date> due, std::string why, std::string source, std::vector<Missing> missing) {
  return {&order,
          requirement,
          std::move(kind),
          due,
          DueState::undetermined,
          due ? std::optional(days_between(facts.as_of, *due)) : std::nullopt,
          std::move(why),
          std::move(source),
          std::move(missing)};
}

template <class Entry>
std::string id_of(const Entry& entry) {
  return entry.id ? entry.id->text : std::string{};
}

// The time in which unpaid work had to be done, while that was the law. Unfinished hours only.
void add_unpaid_work_limits(const CaseFacts& facts, const Order& order, Date until, std::vector<DueRow>& rows) {
  const UnpaidWorkPeriod period = unpaid_work_period(facts, order);
  if (order.termination || period.applies == false) return;
  const auto* limit = limits::unpaid_work_period_months.at(AsAt{facts.as_of});
  if (limit == nullptr) return;
  const UnpaidWork work = unpaid_work(facts, order);
  if (work.of.empty() || work.finished.value_or(false)) return;
  std::string computed =
      period.extension != nullptr ? fmt::format("extended by the court to {}",
                                                period.last ? format(*period.last) : "a day that is not recorded")
      : period.last
          ? fmt::format("{} + {} months = {}", format(*order.sentence_date), limit->value, format(*period.last))
          : fmt::format("{} months from a day that is not recorded", limit->value);
  std::string source = fmt::format("{}, {}", limit->source.title, limit->source.provision);
  std::vector<Missing> missing = period.missing;
  if (!work.finished) {
    missing.insert(missing.end(), work.missing.begin(), work.missing.end());
    computed += "; whether the hours are done is not known";
  }
  rows.push_back(missing.empty() && period.last
                     ? dated(facts, order, work.last, "unpaid_work_12_months", *period.last, until, std::move(computed),
                             std::move(source))
                     : undecided(facts, order, work.last, "unpaid_work_12_months", period.last, std::move(computed),
                                 std::move(source), std::move(missing)));
}

// Absences that wait for a decision. Where the bank holidays are not known there is no date.
void add_decisions(const CaseFacts& facts, Date until, std::vector<DueRow>& rows) {
  for (const Contact* contact : facts.contacts) {
    if (!contact->outcome.is(Outcome::failed_to_attend) || !contact->date || *contact->date >= facts.as_of) continue;
    const Order* order = facts.order_of(*contact);
    const auto limit = facts.policy.resolve("outcome_decision_working_days", *contact->date);
    if (order == nullptr || !CaseFacts::is_judged(*order) || !limit) continue;
    const InForce force = requirements_in_force(facts, *order, *contact->date);
    if (force.is_no()) continue;
    const auto due = working_days_after(*contact->date, static_cast<int>(limit->number()));
    const std::string source = limit->local != nullptr ? limit->local->source : said(*limit->national);
    const Requirement* requirement = facts.requirement_of(*contact);
    if (!due || !force.answer) {
      rows.push_back(undecided(facts, *order, requirement, "outcome_decision", due,
                               due ? fmt::format("{}: {}", subject_of(*contact), force.why)
                                   : fmt::format("{}: the bank holidays are not known", subject_of(*contact)),
                               source, due ? force.missing : std::vector<Missing>{{{}, "law:bank_holidays"}}));
      rows.back().entry = id_of(*contact);
      continue;
    }
    rows.push_back(dated(facts, *order, requirement, "outcome_decision", *due, until,
                         fmt::format("{}: {} + {} working days = {}", subject_of(*contact), format(*contact->date),
                                     limit->number(), format(*due)),
                         source));
    rows.back().entry = id_of(*contact);
  }
}

void add_reviews(const CaseFacts& facts, const Order& order, Date until, std::vector<DueRow>& rows) {
  for (const Requirement& requirement : order.requirements)
    for (const KindRow& row : kinds) {
      const ReviewDue review = review_due(facts, order, requirement, row.kind);
      const std::string kind(word(row.kind));
      if (review.state == DueState::not_applicable) continue;
      if (review.state == DueState::undetermined) {
        rows.push_back(undecided(facts, order, &requirement, kind, review.due, review.why,
                                 review.standard ? said(*review.standard->national) : std::string{}, review.missing));
        continue;
      }
      const DueState state = review.state == DueState::due && *review.due > until ? DueState::ahead : review.state;
      rows.push_back({&order,
                      &requirement,
                      kind,
                      *review.due,
                      state,
                      days_between(facts.as_of, *review.due),
                      review.computed,
                      said(*review.standard->national),
                      {}});
    }
}

// An end that has passed is over, not overdue; one of an order that is not in force on that day is none.
void add_ends(const CaseFacts& facts, const Order& order, Date until, std::vector<DueRow>& rows) {
  const auto plain = [&](const char* kind, Date due, const InForce& force, std::string computed, std::string source) {
    if (due < facts.as_of || order.termination || force.is_no()) return;
    std::vector<Missing> missing = force.missing;
    std::erase_if(missing, [](const Missing& m) { return m.key == "sentence_date"; });
    if (!force.answer && !missing.empty()) {
      rows.push_back(undecided(facts, order, nullptr, kind, due, force.why, std::move(source), std::move(missing)));
      return;
    }
    rows.push_back(dated(facts, order, nullptr, kind, due, until, std::move(computed), std::move(source)));
  };
  if (const FinalThird third = final_third(facts, order); third.from)
    plain("final_third", *third.from, requirements_in_force(facts, order, *third.from), third.computed,
          third.explicit_from ? "the suspension" : said(*third.numerator->national));
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  if (suspended) {
    if (const KnownDate end = facts.supervision_end(order))
      plain("supervision_end", *end, requirements_in_force(facts, order, *end), "last day of the supervision period",
            "the order");
    if (const KnownDate end = facts.operational_end(order))
      plain("operational_end", *end, in_force(facts, order, *end), "last day of the operational period", "the order");
  } else if (const KnownDate end = facts.end_date(order)) {
    plain("order_end", *end, in_force(facts, order, *end), "last day of the order", "the order");
  }
  if (!suspended && !order.type.is(OrderType::community_order)) return;
  for (const EnforcementEntry* warning : facts.enforcement) {
    if (!warning->date || facts.order_of(*warning) != &order || !is_live(facts, *warning)) continue;
    const Dated<int>& months = warning_months(*warning->date);
    const Date end = warning_window_end(*warning);
    const std::size_t before = rows.size();
    plain("warning_year_end", end, in_force(facts, order, facts.as_of),  // a warning ends with its order
          fmt::format("{} months beginning with {} ({}) end on {}", months.value, format(*warning->date),
                      subject_of(*warning), format(end)),
          fmt::format("{}, {}", months.source.title, months.source.provision));
    if (rows.size() > before) rows.back().entry = id_of(*warning);
  }
}

}  // namespace

std::vector<DueRow> due_rows(const CaseFacts& facts, Date until) {
  std::vector<DueRow> rows;
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) continue;
    add_reviews(facts, order, until, rows);
    add_unpaid_work_limits(facts, order, until, rows);
    add_ends(facts, order, until, rows);
  }
  add_decisions(facts, until, rows);
  return rows;
}

}  // namespace probation
