#include <set>
#include <tuple>

#include <fmt/format.h>

#include "facts/case/need_shown.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"

namespace probation::render {
namespace {

using planning::Chosen;
using planning::Ladder;
using planning::NotChosen;
using planning::Objective;
using planning::Option;
using planning::Question;
using planning::Rung;
using planning::Suggestion;
using planning::Supply;

template <class T>
Json id_or_null(const Located<T>& id) {
  return id ? Json(id->text) : Json(nullptr);
}
Json areas(const Question& question, const std::vector<NeedArea>& list) {
  Json array = Json::array();
  for (const NeedArea area : list) array.push_back(need_shown(*question.facts, question.needs, area));
  return array;
}

Json objective_json(const Question& question, const Objective& objective, bool fill) {
  Json starts = Json::array();
  for (const auto& day : objective.starts) starts.push_back(or_null(day));
  return {{"covered", areas(question, objective.covered)},
          {"strength", objective.strength},
          {"starts", starts},
          {"inversions", objective.inversions},
          {"distinct_days", objective.distinct_days},
          {"sessions", objective.sessions},
          {"last_session", or_null(objective.last_session)},
          {"weighted_sessions", fill ? Json(objective.weighted_sessions) : Json(nullptr)}};
}

Json session_json(const SessionTime& session, const std::string& place, const Json& entry) {
  return {{"date", format(session.date)},
          {"time", session.start_minute ? Json(clock(*session.start_minute)) : Json(nullptr)},
          {"minutes", session.minutes ? Json(*session.minutes) : Json(nullptr)},
          {"place", place.empty() ? Json(nullptr) : Json(place)},
          {"entry", entry}};
}

// Sessions ahead as the case holds them, then bookings on other dates.
Json kept_sessions(const Question& question, const KeptWork& work) {
  const bool hides = words_of_person_are_hidden(*question.facts);  // a place of the case is its own words
  Json list = Json::array();
  for (const Date day : work.ahead) {
    bool planned = false;
    for (const PlannedSession& session : work.activity->sessions) {
      if (!session.date.is(day)) continue;
      planned = true;
      SessionTime time{day, std::nullopt, session.minutes.value};
      if (session.time) time.start_minute = session.time->minute_of_day;
      list.push_back(session_json(time, hides ? std::string{} : session.where.value_or({}),
                                  session.entry ? Json(*session.entry) : Json(nullptr)));
    }
    if (!planned) list.push_back(session_json({day, std::nullopt, std::nullopt}, {}, nullptr));
  }
  return list;
}

Json chosen_json(const Question& question, const Supply& supply, const Chosen& chosen) {
  const Option& option = supply.options[chosen.option];
  const Json entry = option.entry != nullptr ? id_or_null(option.entry->id) : Json(nullptr);
  Json sessions = Json::array();
  for (const SessionTime& session : option.sessions) sessions.push_back(session_json(session, option.place(), entry));
  return {{"option", option.id},
          {"intervention", option.intervention->id->text},
          {"directory", entry},
          {"needs", areas(question, served(question, option))},
          {"sessions", sessions},
          {"assumed", or_null(supply.offer_of(option).assumptions())},
          {"undetermined", chosen.undetermined}};
}

}  // namespace

Json plan_json(const Suggestion& suggestion, bool each_start) {
  const Question& question = suggestion.question;
  Json needs = Json::array(), chosen = Json::array(), kept = Json::array(), left_out = Json::array();
  for (const RankedNeed& need : question.needs.needs)
    needs.push_back(need_shown(*question.facts, question.needs, need.area));
  for (const Chosen& one : suggestion.chosen) chosen.push_back(chosen_json(question, suggestion.supply, one));
  for (const KeptWork& work : question.kept)
    if (work.own)
      kept.push_back({{"activity", subject_of(*work.activity).text()},
                      {"intervention", or_null(work.intervention_id())},
                      {"sessions", kept_sessions(question, work)}});
  std::set<std::tuple<std::string_view, int, std::string_view, std::string_view>> said;
  for (const NotChosen& one : suggestion.not_chosen) {
    const Option& option = suggestion.supply.options[one.option];
    if (!each_start && !said.emplace(option.intervention->id->text, one.rule, one.lost_on, one.message).second)
      continue;
    left_out.push_back({{"option", option.id},
                        {"intervention", option.intervention->id->text},
                        {"rule", or_null(rule_name(one.rule))},
                        {"lost_on", or_null(one.lost_on)},
                        {"message", one.message}});
  }
  Json conflict = nullptr, bound = nullptr, open = Json::array(), programmes = Json::array();
  for (const planning::Uncovered& one : suggestion.uncovered)
    open.push_back({{"need", need_shown(*question.facts, question.needs, one.area)}, {"why", one.why}});
  for (const planning::ProgrammeOpen& one : suggestion.programmes)
    programmes.push_back({{"intervention", one.intervention->id->text}, {"to_settle", one.to_settle}});
  if (suggestion.conflict) {
    Json rules = Json::array();
    for (const int rule : suggestion.conflict->rules) rules.push_back(rule_name(rule));
    conflict = {{"rules", rules}, {"change", suggestion.conflict->change}};
  }
  if (suggestion.bound) bound = {{"objective", suggestion.bound->first}, {"gap", suggestion.bound->second}};
  return {{"schema", "plan/1"},
          {"crn", id_or_null(question.facts->file.crn)},
          {"order_id", id_or_null(question.order->id)},
          {"requirement_id", id_or_null(question.requirement->id)},
          {"status", word(suggestion.status)},
          {"as_of", format(question.facts->as_of)},
          {"horizon", format(question.horizon)},
          {"days_available", question.days_available()},
          {"needs", needs},
          {"objective", objective_json(question, suggestion.objective, question.wishes.fill)},
          {"grid_weeks", question.wishes.grid},
          {"chosen", chosen},
          {"kept", kept},
          {"not_chosen", left_out},
          {"uncovered", open},
          {"programmes", programmes},
          {"conflict", conflict},
          {"bound", bound}};
}

Json check_json(const Question& question, const planning::Check& check) {
  Json violations = Json::array();
  for (const planning::Violation& one : check.violations)
    violations.push_back({{"rule", or_null(rule_name(one.rule))},
                          {"activity", or_null(one.activity)},
                          {"date", or_null(one.date)},
                          {"message", one.message}});
  return {{"schema", "plan_check/1"},
          {"crn", id_or_null(question.facts->file.crn)},
          {"accepted", check.accepted()},
          {"violations", violations},
          {"objective", objective_json(question, check.objective, question.wishes.fill)}};
}

Json ladder_json(const Ladder& ladder) {
  Json rungs = Json::array(), beyond = Json::array();
  const Question& question = ladder.question;
  for (const planning::Uncovered& one : ladder.beyond)
    beyond.push_back({{"need", need_shown(*question.facts, question.needs, one.area)}, {"why", one.why}});
  for (const Rung& rung : ladder.rungs) {
    Json chosen = Json::array();
    for (const Chosen& one : rung.chosen) chosen.push_back(chosen_json(ladder.question, rung.supply, one));
    rungs.push_back({{"needs", areas(question, rung.needs)},
                     {"days", rung.objective.distinct_days},
                     {"weeks", rung.weeks},
                     {"months", rung.months},
                     {"last_session", or_null(rung.objective.last_session)},
                     {"chosen", chosen}});
  }
  return {{"schema", "ladder/1"},
          {"crn", id_or_null(ladder.question.facts->file.crn)},
          {"rungs", rungs},
          {"beyond", beyond},
          {"text", ladder_paragraph(ladder)}};
}

}  // namespace probation::render
