#include "facts/case/reviews.hpp"

#include <algorithm>
#include <array>

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
  if (limit == nullptr || governed_elsewhere(order, facts.as_of) ||
      (period.last && governed_elsewhere(order, *period.last)))
    return;
  const UnpaidWork work = unpaid_work(facts, order);
  const bool is_done = work.of.empty() || work.finished.value_or(false);
  const bool is_perhaps = is_done && !facts.knows_requirements(order);
  if (is_perhaps ? in_force(facts, order, facts.as_of).is_no() : is_done) return;
  std::string computed =
      period.extension != nullptr ? fmt::format("extended by the court to {}",
                                                period.last ? format(*period.last) : "a day that is not recorded")
      : period.last
          ? fmt::format("{} + {} months = {}", format(*order.sentence_date), limit->value, format(*period.last))
          : fmt::format("{} months from a day that is not recorded", limit->value);
  std::string source = fmt::format("{}, {}", limit->source.title, limit->source.provision);
  std::vector<Missing> missing = period.missing;
  if (period.last && !facts.is_whole(ListName::amendments, "until")) missing.push_back({order.place, "amendments"});
  if (!facts.is_whole(ListName::terminations)) missing.push_back({order.place, "terminations"});
  if (order.transferred && !order.transferred->date) missing.push_back({order.transferred->place, "date"});
  if (is_perhaps) {
    missing.push_back({order.place, "requirements"});
    computed += "; whether unpaid work was ordered is not recorded";
  } else if (!work.finished) {
    missing.insert(missing.end(), work.missing.begin(), work.missing.end());
    computed += "; whether the hours are done is not known";
  }
  rows.push_back(missing.empty() && period.last
                     ? dated(facts, order, work.last, "unpaid_work_12_months", *period.last, until, std::move(computed),
                             std::move(source))
                     : undecided(facts, order, work.last, "unpaid_work_12_months", period.last, std::move(computed),
                                 std::move(source), std::move(missing)));
}

// Of an entry that may be of any order, or of one that is known to be missing.
template <class Entry>
DueRow of_no_order(const CaseFacts& facts, std::string kind, std::optional<Date> due, const Entry& entry,
                   std::string source) {
  return {nullptr,
          nullptr,
          std::move(kind),
          due,
          DueState::undetermined,
          due ? std::optional(days_between(facts.as_of, *due)) : std::nullopt,
          fmt::format("{}: which order it belongs to is not recorded", subject_of(entry)),
          std::move(source),
          {{entry.place, "order"}},
          id_of(entry)};
}

// Absences that wait for a decision. Where the bank holidays are not known there is no date.
void add_decisions(const CaseFacts& facts, Date until, std::vector<DueRow>& rows) {
  for (const Contact* contact : facts.contacts) {
    if (!contact->outcome.is(Outcome::failed_to_attend) || !contact->date || *contact->date >= facts.as_of) continue;
    const Order* order = facts.order_of(*contact);
    const auto limit = facts.policy.resolve("outcome_decision_working_days", *contact->date);
    if (order == nullptr && limit) {
      rows.push_back(of_no_order(facts, "outcome_decision",
                                 working_days_after(*contact->date, static_cast<int>(limit->number())), *contact,
                                 limit->local != nullptr ? limit->local->source : said(*limit->national)));
    }
    if (order == nullptr || !CaseFacts::is_judged(*order) || !limit) continue;
    const InForce force = contact_in_force(facts, *order, *contact);
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

constexpr std::array review_kinds{ReviewKind::completion_6_months, ReviewKind::completion_3_months,
                                  ReviewKind::unpaid_work_6_months, ReviewKind::unpaid_work_9_months};

// Of requirements that are not recorded, or known to be missing, any may call for a review.
void add_perhaps_reviews(const CaseFacts& facts, const Order& order, std::vector<DueRow>& rows) {
  const bool are_named = !order.requirements.recorded && !order.requirements.empty();  // of orders that did not decode
  if (facts.knows_requirements(order) || are_named) return;
  for (const ReviewKind of : review_kinds)
    if (const ReviewDue review = review_perhaps_due(facts, order, of); review.state == DueState::undetermined)
      rows.push_back(undecided(facts, order, nullptr, std::string(word(of)), review.due, review.why,
                               review.standard ? said(*review.standard->national) : std::string{}, review.missing));
}

void add_reviews(const CaseFacts& facts, const Order& order, Date until, std::vector<DueRow>& rows) {
  for (const Requirement& requirement : order.requirements)
    for (const ReviewKind of : review_kinds) {
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
                      review.computed(),
                      said(*review.standard->national),
                      {}});
    }
}

// Dates of an order as a whole: its ends, and what ends with it.
class EndRows {
 public:
  EndRows(const CaseFacts& facts, const Order& order, Date until, std::vector<DueRow>& rows)
      : facts_(facts), order_(order), until_(until), rows_(rows) {}

  void add() {
    add_final_third();
    if (order_.type.is(OrderType::suspended_sentence_order)) {
      // Without requirements there is no supervision period.
      if (!facts_.knows_requirements(order_) || !order_.requirements.empty())
        add_end("supervision_end", facts_.supervision_end(order_), "supervision period", &requirements_in_force);
      add_end("operational_end", facts_.operational_end(order_), "operational period", &in_force_on);
    } else {
      const bool is_of_no_type = !order_.type && !order_.end_date;
      add_end("order_end", is_of_no_type ? facts_.delivery_end(order_) : facts_.end_date(order_), "order",
              &in_force_on);
    }
    if (may_be_sentence()) add_warnings();
  }

 private:
  using Force = InForce (*)(const CaseFacts&, const Order&, Date);
  static InForce in_force_on(const CaseFacts& facts, const Order& order, Date day) {
    return in_force(facts, order, day);
  }

  [[nodiscard]] bool may_be_sentence() const {
    return !order_.type || order_.type.is(OrderType::community_order) ||
           order_.type.is(OrderType::suspended_sentence_order);
  }
  [[nodiscard]] bool may_run() const { return !order_.termination && !in_force(facts_, order_, facts_.as_of).is_no(); }

  // An end that has passed is over, not overdue; one of an order that is not in force on that day is none.
  void plain(const char* kind, Date due, const InForce& force, std::string computed, std::string source) {
    if (due < facts_.as_of || order_.termination || force.is_no()) return;
    std::vector<Missing> missing = force.missing;
    std::erase_if(missing, [](const Missing& m) { return m.key == "sentence_date"; });
    if (!force.answer && !missing.empty()) {
      rows_.push_back(undecided(facts_, order_, nullptr, kind, due, force.why, std::move(source), std::move(missing)));
      return;
    }
    rows_.push_back(dated(facts_, order_, nullptr, kind, due, until_, std::move(computed), std::move(source)));
  }

  // A date that is not known is asked for as long as the order may run.
  void not_known(const char* kind, std::string why, std::string source, std::vector<Missing> missing) {
    if (may_run())
      rows_.push_back(undecided(facts_, order_, nullptr, kind, std::nullopt, std::move(why), std::move(source),
                                std::move(missing)));
  }

  void add_end(const char* kind, const KnownDate& end, std::string_view what, Force force) {
    if (end) plain(kind, *end, force(facts_, order_, *end), fmt::format("last day of the {}", what), "the order");
    else not_known(kind, fmt::format("the last day of the {} is not known", what), "the order", {{end.place, end.key}});
  }

  void add_final_third() {
    const FinalThird third = final_third(facts_, order_);
    if (third.from) {
      plain("final_third", *third.from, requirements_in_force(facts_, order_, *third.from), third.computed,
            third.explicit_from ? "the suspension" : said(*third.numerator->national));
    } else if (third.reset == true) {
      not_known(
          "final_third",
          fmt::format("{} suspends for the final third, and from when is not known", subject_of(*third.suspension)),
          third.numerator ? said(*third.numerator->national) : std::string("the suspension"), third.missing);
    } else if (!third.reset && may_be_sentence() && may_hold_rar()) {
      if (const auto standard = facts_.policy.resolve("final_third_numerator", facts_.as_of))
        not_known("final_third", "whether Reset suspends for the final third is not known", said(*standard->national),
                  third.missing);
    }
  }

  // What Reset stops is rehabilitation activity.
  [[nodiscard]] bool may_hold_rar() const {
    return !facts_.knows_requirements(order_) ||
           std::any_of(order_.requirements.begin(), order_.requirements.end(), [](const Requirement& requirement) {
             return !requirement.type || requirement.type.is(RequirementType::rehabilitation_activity);
           });
  }

  void add_warnings() {
    bool is_any_asked = false;
    for (const EnforcementEntry* warning : facts_.enforcement) {
      if (!warning->date || facts_.order_of(*warning) != &order_) continue;
      const WarningLife life = life_of(facts_, *warning);
      if (life.answer == false) continue;
      const Dated<int>& months = warning_months(*warning->date);
      const Date end = warning_window_end(*warning);
      const std::size_t before = rows_.size();
      InForce force = in_force(facts_, order_, facts_.as_of);  // a warning ends with its order
      if (!life.answer && !force.is_no()) {
        force.answer.reset();
        force.why = life.why;
        force.missing = life.missing;
      }
      plain("warning_year_end", end, force,
            fmt::format("{} months beginning with {} ({}) end on {}", months.value, format(*warning->date),
                        subject_of(*warning), format(end)),
            fmt::format("{}, {}", months.source.title, months.source.provision));
      if (rows_.size() == before) continue;
      rows_.back().entry = id_of(*warning);
      is_any_asked = is_any_asked || !life.answer;
    }
    if (facts_.is_whole(ListName::enforcement) || is_any_asked) return;
    const Dated<int>& months = warning_months(facts_.as_of);
    not_known("warning_year_end",
              facts_.file.enforcement.recorded ? "a warning may be among the enforcement that is known to be missing"
                                               : "whether a warning was given is not recorded",
              fmt::format("{}, {}", months.source.title, months.source.provision),
              {{facts_.file.place, "enforcement"}});
  }

  const CaseFacts& facts_;
  const Order& order_;
  Date until_;
  std::vector<DueRow>& rows_;
};

// What is asked of the whole case: absences nobody may have recorded, and orders that nobody read.
void add_not_recorded(const CaseFacts& facts, std::vector<DueRow>& rows) {
  const auto ask = [&](const Order* order, std::string kind, std::string why, std::string source,
                       std::string_view key) {
    rows.push_back({order,
                    nullptr,
                    std::move(kind),
                    std::nullopt,
                    DueState::undetermined,
                    std::nullopt,
                    std::move(why),
                    std::move(source),
                    {{facts.file.place, key}}});
  };
  for (const EnforcementEntry* warning : facts.enforcement) {
    if (!warning->date || facts.order_of(*warning) != nullptr || life_of(facts, *warning).answer == false) continue;
    const Dated<int>& months = warning_months(*warning->date);
    const Date end = warning_window_end(*warning);
    if (end >= facts.as_of)
      rows.push_back(of_no_order(facts, "warning_year_end", end, *warning,
                                 fmt::format("{}, {}", months.source.title, months.source.provision)));
  }
  const List<Order>& orders = facts.file.orders;
  if (!facts.is_whole(ListName::orders) || (!orders.recorded && orders.empty()))
    ask(nullptr, "order_end", orders.recorded ? "an order is known to be missing" : "the orders are not recorded",
        "the order", "orders");
  const bool any_judged = std::any_of(orders.begin(), orders.end(), &CaseFacts::is_judged);
  const auto limit = facts.policy.resolve("outcome_decision_working_days", facts.as_of);
  if (any_judged && limit && !facts.is_whole(ListName::contacts))
    ask(orders.size() == 1 ? &orders[0] : nullptr, "outcome_decision",
        facts.file.contacts.recorded ? "an absence may be among the contacts that are known to be missing"
                                     : "whether an absence waits for a decision is not recorded",
        limit->local != nullptr ? limit->local->source : said(*limit->national), "contacts");
}

}  // namespace

std::vector<DueRow> due_rows(const CaseFacts& facts, Date until) {
  std::vector<DueRow> rows;
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) continue;
    add_reviews(facts, order, until, rows);
    add_perhaps_reviews(facts, order, rows);
    add_unpaid_work_limits(facts, order, until, rows);
    EndRows(facts, order, until, rows).add();
  }
  add_decisions(facts, until, rows);
  add_not_recorded(facts, rows);
  return rows;
}

}  // namespace probation
