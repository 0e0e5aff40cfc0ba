#include "facts/case/reviews.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/answers.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/bank_holidays.hpp"
#include "law/limits.hpp"

namespace probation {
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
    for (const ReviewKind of : {ReviewKind::completion_6_months, ReviewKind::completion_3_months,
                                ReviewKind::unpaid_work_6_months, ReviewKind::unpaid_work_9_months}) {
      const ReviewDue review = review_due(facts, order, requirement, of);
      const std::string kind(word(of));
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
  // Reset applies, and from when is not known: that is asked for as long as the order may run.
  else if (third.reset == true && !order.termination && !in_force(facts, order, facts.as_of).is_no())
    rows.push_back(undecided(
        facts, order, nullptr, "final_third", std::nullopt,
        fmt::format("{} suspends for the final third, and from when is not known", subject_of(*third.suspension)),
        third.numerator ? said(*third.numerator->national) : std::string("the suspension"), third.missing));
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
    if (!warning->date || facts.order_of(*warning) != &order) continue;
    const WarningLife life = life_of(facts, *warning);
    if (life.answer == false) continue;
    const Dated<int>& months = warning_months(*warning->date);
    const Date end = warning_window_end(*warning);
    const std::size_t before = rows.size();
    InForce force = in_force(facts, order, facts.as_of);  // a warning ends with its order
    if (!life.answer && !force.is_no()) {
      force.answer.reset();
      force.why = life.why;
      force.missing = life.missing;
    }
    plain("warning_year_end", end, force,
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
