#include "planning/suggest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/conflict.hpp"

namespace probation::planning {
namespace {

int day_number(Date date) { return static_cast<int>(date.days().time_since_epoch().count()); }
Date day_of(int number) { return date_of(std::chrono::sys_days{std::chrono::days{number}}); }

Item item_of(const Option& option, const std::map<std::string, int>& groups) {
  Item item;
  item.id = option.id;
  item.group = groups.at(option.intervention->id->text);
  item.serves = option.serves;
  item.strength = strength_of(*option.intervention->kind);
  for (const Date day : option.sessions) item.days.push_back(day_number(day));
  item.time_known = option.clock_known();
  if (item.time_known) {
    item.from = *option.start_minute;
    item.until = item.from + static_cast<int>(std::min<std::int64_t>(*option.minutes, 24 * 60));
  }
  item.main = is_main(*option.intervention->kind);
  item.alongside = option.intervention->alongside_allowed.is(true);
  for (const std::string& earlier : option.after)
    if (const auto at = groups.find(earlier); at != groups.end()) item.after.push_back(at->second);
  if (option.intervention->sequence)
    for (const Located<std::string>& later : option.intervention->sequence->before)
      if (later)
        if (const auto at = groups.find(*later); at != groups.end()) item.before.push_back(at->second);
  return item;
}

Objective objective_of(const Question& question, const Standing& standing) {
  Objective objective;
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r) {
    if (standing.strength[r] == 0) continue;
    objective.covered.push_back(question.needs.needs[r].area);
    objective.strength.push_back(standing.strength[r]);
  }
  objective.weighted_sessions = standing.weighted_sessions;
  if (standing.last_day) objective.last_session = day_of(*standing.last_day);
  objective.distinct_days = standing.distinct_days;
  return objective;
}

std::vector<std::string> beside_the_choice(const Option& option) {
  std::vector<std::string> texts;
  for (const Hindrance& hindrance : option.hindrances)
    if (hindrance.undetermined) texts.push_back(fmt::format("H{}: {}", hindrance.rule, hindrance.message));
  for (std::string& question : open_questions(*option.intervention)) texts.push_back(std::move(question));
  return texts;
}

// The member of the objective in which `mine` is worse than the plan, in the order of comparison; empty where they are
// level.
std::string lost_on(const Problem& problem, const Standing& plan, const Standing& mine) {
  for (std::size_t r = 0; r < plan.strength.size(); ++r)
    if ((plan.strength[r] == 0) != (mine.strength[r] == 0)) return "covered";
  if (plan.strength != mine.strength) return "strength";
  if (problem.fill && plan.weighted_sessions != mine.weighted_sessions) return "weighted_sessions";
  if (problem.fill && plan.last_day != mine.last_day) return "last_session";
  if (plan.distinct_days != mine.distinct_days) return "distinct_days";
  if (plan.last_day != mine.last_day) return "last_session";
  return {};
}

std::string loss_words(const std::string& member, bool instead) {
  const std::string how = instead ? "in place of the chosen dates" : "added to the plan";
  if (member == "covered") return how + " it would cover less";
  if (member == "strength") return how + " it would cover a need less strongly";
  if (member == "weighted_sessions") return how + " it would give the needs fewer sessions";
  if (member == "distinct_days") return how + " it would take more days";
  if (member == "last_session") return how + " it would end later";
  return how + " it is as good, and its id comes later";
}

class Beside {
 public:
  Beside(const Question& question, const Supply& supply, const std::vector<Chosen>& chosen,
         const std::vector<std::size_t>& item_options, const Problem& problem, const std::map<std::string, int>& groups,
         const std::vector<std::size_t>& chosen_items)
      : question_(question),
        supply_(supply),
        problem_(problem),
        groups_(groups),
        chosen_items_(chosen_items),
        plan_(standing_of(problem, chosen_items)) {
    for (const Chosen& one : chosen) chosen_.insert(one.option);
    for (std::size_t i = 0; i < item_options.size(); ++i) item_of_option_[item_options[i]] = i;
  }

  NotChosen why(std::size_t at) const {
    const Option& option = supply_.options[at];
    for (const Hindrance& hindrance : option.hindrances)
      if (excludes(hindrance, question_.wishes) && !(hindrance.rule > 6 && !option.after.empty()))
        return {at, hindrance.rule, {}, hindrance.message};
    if (!option.after.empty() && !follows_chosen(option))
      return {at,
              6,
              {},
              fmt::format("comes after {}, which is neither completed nor part of the plan before it",
                          join(option.after, ", "))};
    for (const Hindrance& hindrance : option.hindrances)
      if (excludes(hindrance, question_.wishes)) return {at, hindrance.rule, {}, hindrance.message};
    const auto found = item_of_option_.find(at);
    if (found == item_of_option_.end())
      return {at, 6, {}, fmt::format("comes after {}, which cannot be chosen", join(option.after, ", "))};
    return beside_chosen(at, found->second);
  }

 private:
  bool follows_chosen(const Option& option) const {
    return std::all_of(option.after.begin(), option.after.end(), [&](const std::string& earlier) {
      return std::any_of(chosen_.begin(), chosen_.end(), [&](std::size_t c) {
        return supply_.options[c].intervention->id->text == earlier &&
               supply_.options[c].sessions.back() < option.sessions.front();
      });
    });
  }

  NotChosen beside_chosen(std::size_t at, std::size_t item_index) const {
    const Item& item = problem_.items[item_index];
    std::vector<std::size_t> others;
    for (const std::size_t c : chosen_items_)
      if (problem_.items[c].group != item.group) others.push_back(c);
    const bool instead = others.size() != chosen_items_.size();
    std::vector<std::size_t> with = others;
    with.push_back(item_index);
    const Standing mine = standing_of(problem_, with);
    if (mine.distinct_days > problem_.days_available)
      return {at,
              1,
              {},
              fmt::format("beside the plan it would take {}; {} are left", counted(mine.distinct_days, "day"),
                          problem_.days_available)};
    std::array<std::string, 10> broken;
    for (const std::size_t c : others) {
      const Item& other = problem_.items[c];
      const int rule = pair_breaks(item, other);
      if (rule > 0 && broken[static_cast<std::size_t>(rule)].empty())
        broken[static_cast<std::size_t>(rule)] =
            rule == 4   ? fmt::format("at the same time as {}", other.id)
            : rule == 5 ? fmt::format("at one time with {}, and neither may run alongside", other.id)
                        : fmt::format("out of order with {}", other.id);
    }
    // Others of the plan that come after the dates it would replace.
    for (const std::size_t c : others)
      for (const int earlier : problem_.items[c].after)
        if (earlier == item.group && broken[6].empty() && !(item.days.back() < problem_.items[c].days.front()))
          broken[6] = fmt::format("out of order with {}", problem_.items[c].id);
    std::map<int, std::int64_t> weeks;
    for (const int day : problem_.kept_sessions) ++weeks[week_of(day)];
    for (const std::size_t c : with)
      for (const int day : problem_.items[c].days) ++weeks[week_of(day)];
    for (const int day : item.days)
      if (const auto limit = problem_.sessions_a_week(week_of(day)); weeks[week_of(day)] > limit && broken[8].empty())
        broken[8] = fmt::format("{} in the week of {}; the limit is {}", counted(weeks[week_of(day)], "session"),
                                format(day_of(week_of(day))), limit);
    for (int rule = 1; rule <= 9; ++rule)
      if (!broken[static_cast<std::size_t>(rule)].empty())
        return {at, rule, {}, broken[static_cast<std::size_t>(rule)]};
    const std::string member = lost_on(problem_, plan_, mine);
    return {at, 0, member, loss_words(member, instead)};
  }

  const Question& question_;
  const Supply& supply_;
  const Problem& problem_;
  const std::map<std::string, int>& groups_;
  const std::vector<std::size_t>& chosen_items_;
  Standing plan_;
  std::set<std::size_t> chosen_;
  std::map<std::size_t, std::size_t> item_of_option_;
};

bool kept_out(const Option& option, const Wishes& wishes) {
  return std::any_of(option.hindrances.begin(), option.hindrances.end(),
                     [&](const Hindrance& hindrance) { return excludes(hindrance, wishes); });
}

std::map<std::string, int> groups_of(const Supply& supply, const Wishes& wishes) {
  std::map<std::string, int> groups;
  for (const Option& option : supply.options)
    if (!kept_out(option, wishes)) groups.emplace(option.intervention->id->text, 0);
  int next = 0;
  for (auto& [id, group] : groups) group = next++;
  return groups;
}

struct Found {
  Answer answer;
  Problem problem;
  std::vector<std::size_t> item_options;
  std::vector<Chosen> chosen;
};

Found find(const Question& question, const Supply& supply, const std::function<bool()>& expired) {
  Found found;
  found.problem = problem_of(question, supply, found.item_options);
  found.answer = search(found.problem, expired);
  for (const std::size_t item : found.answer.chosen) {
    const std::size_t option = found.item_options[item];
    found.chosen.push_back({option, beside_the_choice(supply.options[option])});
  }
  std::stable_sort(found.chosen.begin(), found.chosen.end(), [&](const Chosen& a, const Chosen& b) {
    const Option &x = supply.options[a.option], &y = supply.options[b.option];
    return std::tie(x.sessions.front(), x.id) < std::tie(y.sessions.front(), y.id);
  });
  return found;
}

}  // namespace

std::string_view word(Answer::Status status) {
  static constexpr std::array<std::string_view, 3> words{"optimal", "feasible", "infeasible"};
  return words[static_cast<std::size_t>(status)];
}

Problem problem_of(const Question& question, const Supply& supply, std::vector<std::size_t>& item_options) {
  Problem problem;
  problem.needs = static_cast<int>(question.needs.needs.size());
  problem.covered_by_kept.assign(question.needs.needs.size(), 0);
  problem.days_available = question.capped() ? question.days_available() : no_limit;
  problem.fill = question.wishes.fill;
  problem.sessions_a_week = [&question](int monday) {
    return question.sessions_a_week(day_of(monday)).value_or(no_limit);
  };
  for (const KeptWork& work : question.kept) {
    if (!work.own) continue;
    if (work.intervention != nullptr && work.intervention->kind)
      for (std::size_t r = 0; r < question.needs.needs.size(); ++r)
        for (const Located<NeedArea>& area : work.intervention->needs)
          if (area.is(question.needs.needs[r].area))
            problem.covered_by_kept[r] = std::max(problem.covered_by_kept[r], strength_of(*work.intervention->kind));
    for (const Date day : work.ahead) problem.kept_days.push_back(day_number(day));
    for (const SessionTime& session : work.sessions) problem.kept_sessions.push_back(day_number(session.date));
  }
  std::sort(problem.kept_days.begin(), problem.kept_days.end());
  const std::map<std::string, int> groups = groups_of(supply, question.wishes);
  for (std::size_t i = 0; i < supply.options.size(); ++i) {
    const Option& option = supply.options[i];
    if (kept_out(option, question.wishes)) continue;
    // What must come before it and cannot be chosen at all keeps it out.
    if (!std::all_of(option.after.begin(), option.after.end(),
                     [&](const std::string& earlier) { return groups.contains(earlier); }))
      continue;
    problem.items.push_back(item_of(option, groups));
    item_options.push_back(i);
  }
  return problem;
}

Suggestion suggest(Question asked, const std::function<bool()>& expired) {
  Suggestion suggestion;
  suggestion.question = std::move(asked);
  const Question& question = suggestion.question;
  suggestion.supply = supply(question);
  Found found = find(question, suggestion.supply, expired);
  suggestion.status = found.answer.status;
  suggestion.nodes = found.answer.nodes;
  suggestion.chosen = std::move(found.chosen);
  suggestion.objective = objective_of(question, found.answer.standing);
  if (found.answer.status == Answer::Status::feasible)
    suggestion.bound = std::pair(found.answer.open_objective, found.answer.gap);
  if (found.answer.status == Answer::Status::infeasible) suggestion.conflict = conflict_of(question, suggestion.supply);
  const std::map<std::string, int> groups = groups_of(suggestion.supply, question.wishes);
  const Beside beside(question, suggestion.supply, suggestion.chosen, found.item_options, found.problem, groups,
                      found.answer.chosen);
  std::set<std::size_t> chosen;
  for (const Chosen& one : suggestion.chosen) chosen.insert(one.option);
  for (std::size_t i = 0; i < suggestion.supply.options.size(); ++i)
    if (!chosen.contains(i)) suggestion.not_chosen.push_back(beside.why(i));
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
      ladder.beyond.push_back(question.needs.needs[k - 1].area);
      continue;
    }
    covered = rung.objective.covered.size();
    rung.needs = rung.objective.covered;
    rung.asked = k;
    rung.chosen = std::move(found.chosen);
    rung.order_until = rung.objective.last_session.value_or(question.facts->as_of);
    for (const Chosen& one : rung.chosen) {
      const Option& option = rung.supply.options[one.option];
      const auto months = months_remaining_reason(*question.facts, *question.order, question.requirement,
                                                  *option.intervention, option.sessions.front());
      if (months && months->months_needed)
        rung.order_until =
            std::max(rung.order_until,
                     period_beginning_with(option.sessions.front(), Months{static_cast<int>(*months->months_needed)}));
    }
    rung.weeks = (days_between(question.facts->as_of, rung.order_until) + 6) / 7;
    ladder.rungs.push_back(std::move(rung));
  }
  return ladder;
}

}  // namespace probation::planning
