#include "planning/suggest.hpp"

#include <algorithm>
#include <array>

#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/conflict.hpp"

namespace probation::planning {

std::string_view word(Answer::Status status) {
  static constexpr std::array<std::string_view, 3> words{"optimal", "feasible", "infeasible"};
  static_assert(words.size() == static_cast<std::size_t>(Answer::Status::infeasible) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(status)];
}

Suggestion suggest(Question asked, const std::function<bool()>& expired) {
  Suggestion suggestion;
  suggestion.question = std::move(asked);
  const Question& question = suggestion.question;
  suggestion.supply = supply(question);
  Found found = find(question, suggestion.supply, expired);
  suggestion.status = found.answer.status;
  suggestion.nodes = found.answer.nodes;
  suggestion.objective = objective_of(question, found.answer.standing);
  if (found.answer.status == Answer::Status::feasible)
    suggestion.bound = std::pair(found.answer.open_objective, found.answer.gap);
  // Of a coarser grid the best is no more than the best of that grid.
  suggestion.grid_only = question.wishes.grid > 1;
  if (suggestion.grid_only && suggestion.status == Answer::Status::optimal)
    suggestion.status = Answer::Status::feasible;
  if (found.answer.status == Answer::Status::infeasible) suggestion.conflict = conflict_of(question, suggestion.supply);
  suggestion.not_chosen = reasons_left_out(question, suggestion.supply, found);
  suggestion.uncovered = open_needs(question, suggestion.supply, suggestion.objective, suggestion.not_chosen);
  suggestion.programmes = open_programmes(question);
  suggestion.chosen = std::move(found.chosen);
  return suggestion;
}

Ladder propose(const Question& question, const std::function<bool()>& expired) {
  Ladder ladder;
  ladder.question = question;
  std::size_t covered = 0;
  for (std::size_t k = 1; k <= question.needs.needs.size(); ++k) {
    Question step = question;
    step.needs.needs.resize(k);
    Rung rung;
    rung.supply = supply(step);
    Found found = find(step, rung.supply, expired);
    if (found.answer.status == Answer::Status::feasible) ladder.complete = false;
    rung.objective = objective_of(step, found.answer.standing);
    if (rung.objective.covered.size() <= covered) {
      const auto open = open_needs(step, rung.supply, rung.objective, reasons_left_out(step, rung.supply, found));
      ladder.beyond.push_back(open.empty() ? Uncovered{question.needs.needs[k - 1].area, {}} : open.back());
      continue;
    }
    covered = rung.objective.covered.size();
    rung.needs = rung.objective.covered;
    rung.asked = k;
    rung.chosen = std::move(found.chosen);
    rung.order_until = rung.objective.last_session.value_or(question.from);
    for (const Chosen& one : rung.chosen) {
      const Option& option = rung.supply.options[one.option];
      const auto months = months_remaining_reason(*question.facts, *question.order, question.requirement,
                                                  *option.intervention, option.first());
      if (months && months->months_needed)
        rung.order_until = std::max(
            rung.order_until, period_beginning_with(option.first(), Months{static_cast<int>(*months->months_needed)}));
    }
    rung.weeks = (days_between(question.from, rung.order_until) + 6) / 7;
    while (period_beginning_with(question.from, Months{static_cast<int>(rung.months)}) < rung.order_until)
      ++rung.months;
    ladder.rungs.push_back(std::move(rung));
  }
  return ladder;
}

}  // namespace probation::planning
