// From options to the numbers the search works on, and back.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/suggest.hpp"

namespace probation::planning {
namespace {

constexpr int minutes_of_a_day = 24 * 60;
using Groups = std::map<std::string, int>;

void sequence(const Intervention& intervention, const Groups& groups, std::vector<int>& follows,
              std::vector<int>& before) {
  if (!intervention.sequence) return;
  const auto add = [&](const List<Located<std::string>>& ids, std::vector<int>& into) {
    for (const Located<std::string>& id : ids)
      if (id)
        if (const auto at = groups.find(*id); at != groups.end()) into.push_back(at->second);
  };
  add(intervention.sequence->after, follows);
  add(intervention.sequence->before, before);
}

Item item_of(const Option& option, const Groups& groups) {
  Item item;
  item.id = option.id;
  item.group = groups.at(option.intervention->id->text);
  item.serves = option.serves;
  item.strength = strength_of(*option.intervention->kind);
  for (const SessionTime& session : option.sessions) {
    Slot slot{day_number(session.date), -1, -1};
    if (session.clock_known()) {
      slot.from = *session.start_minute;
      slot.until = slot.from + static_cast<int>(std::min<std::int64_t>(*session.minutes, minutes_of_a_day));
    }
    item.slots.push_back(slot);
  }
  item.main = is_main(*option.intervention->kind);
  item.alongside = option.intervention->alongside_allowed.is(true);
  for (const std::string& earlier : option.after)
    if (const auto at = groups.find(earlier); at != groups.end()) item.after.push_back(at->second);
  sequence(*option.intervention, groups, item.follows, item.before);
  return item;
}

bool kept_out(const Option& option, const Wishes& wishes) {
  return std::any_of(option.hindrances.begin(), option.hindrances.end(),
                     [&](const Hindrance& hindrance) { return excludes(hindrance, wishes); });
}

std::vector<std::string> beside_the_choice(const Option& option) {
  std::vector<std::string> texts;
  for (const Hindrance& hindrance : option.hindrances)
    if (hindrance.undetermined)
      texts.push_back(hindrance.rule == 0 ? hindrance.message
                                          : fmt::format("H{}: {}", hindrance.rule, hindrance.message));
  for (std::string& question : open_questions(*option.intervention)) texts.push_back(std::move(question));
  return texts;
}

void add_kept(const Question& question, const Groups& groups, Problem& problem) {
  for (const KeptWork& work : question.kept) {
    if (!work.own) continue;
    for (const SessionTime& session : work.sessions) problem.kept_sessions.push_back(day_number(session.date));
    KeptItem item;
    if (const auto at = groups.find(work.intervention_id()); at != groups.end() && work.intervention != nullptr)
      item.group = at->second;
    if (work.begins) item.begins = day_number(*work.begins);
    if (work.intervention != nullptr && work.intervention->kind) {
      item.strength = strength_of(*work.intervention->kind);
      for (std::size_t r = 0; r < question.needs.needs.size(); ++r)
        for (const Located<NeedArea>& area : work.intervention->needs)
          if (area.is(question.needs.needs[r].area)) item.serves |= 1U << r;
      sequence(*work.intervention, groups, item.follows, item.before);
    }
    problem.kept.push_back(std::move(item));
  }
}

}  // namespace

int day_number(Date date) { return static_cast<int>(date.days().time_since_epoch().count()); }
Date day_of(int number) { return date_of(std::chrono::sys_days{std::chrono::days{number}}); }

Problem problem_of(const Question& question, const Supply& supply, std::vector<std::size_t>& item_options) {
  Problem problem;
  problem.needs = static_cast<int>(question.needs.needs.size());
  problem.as_of = day_number(question.from);  // before sentence weeks count from the day of sentence
  problem.days_available = question.capped() ? question.days_available() : no_limit;
  problem.fill = question.wishes.fill;
  problem.sessions_a_week = [&question](int monday) {
    return question.sessions_a_week(day_of(monday)).value_or(no_limit);
  };
  for (const Date day : question.days.ahead) problem.spoken_days.push_back(day_number(day));
  Groups groups, choosable;
  for (const Option& option : supply.options)
    if (!kept_out(option, question.wishes)) choosable.emplace(option.intervention->id->text, 0);
  groups = choosable;
  for (const KeptWork& work : question.kept) groups.emplace(work.intervention_id(), 0);
  int next = 0;
  for (auto& [id, group] : groups) group = next++;
  add_kept(question, groups, problem);
  for (std::size_t i = 0; i < supply.options.size(); ++i) {
    const Option& option = supply.options[i];
    if (kept_out(option, question.wishes) || (option.longer_than_needed && !problem.fill)) continue;
    // What must come before it and cannot be chosen at all keeps it out.
    if (!std::all_of(option.after.begin(), option.after.end(),
                     [&](const std::string& earlier) { return choosable.contains(earlier); }))
      continue;
    problem.items.push_back(item_of(option, groups));
    item_options.push_back(i);
  }
  return problem;
}

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
    return std::pair(x.first(), x.id) < std::pair(y.first(), y.id);
  });
  return found;
}

Objective objective_of(const Question& question, const Standing& standing) {
  Objective objective;
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r) {
    if (standing.strength[r] == 0) continue;
    objective.covered.push_back(question.needs.needs[r].area);
    objective.strength.push_back(standing.strength[r]);
    objective.starts.push_back(standing.starts[r] ? std::optional(day_of(*standing.starts[r])) : std::nullopt);
  }
  objective.inversions = standing.inversions;
  objective.distinct_days = standing.distinct_days;
  objective.sessions = standing.sessions;
  if (standing.last_day) objective.last_session = day_of(*standing.last_day);
  objective.weighted_sessions = standing.weighted_sessions;
  return objective;
}

}  // namespace probation::planning
