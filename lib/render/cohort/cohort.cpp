#include "render/cohort/cohort.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/calendar.hpp"
#include "render/cohort/words.hpp"
#include "render/fact_words.hpp"
#include "render/plan/words.hpp"
#include "render/run/csv.hpp"
#include "render/words.hpp"

namespace probation::render {
namespace {

using planning::Cohort;
using planning::CohortColumn;
using planning::CohortPerson;
using planning::GroupStart;
using planning::Option;
using planning::WaitingPerson;
using namespace of_cohort;

std::string_view status_word(Cohort::Status status) {
  return status == Cohort::Status::optimal ? "optimal" : status == Cohort::Status::feasible ? "feasible" : "infeasible";
}
// The start as the directory writes it, or the first session of rolling work.
Date start_of(const Cohort& cohort, const CohortColumn& column, const Option& option) {
  for (const std::size_t g : column.groups)
    if (cohort.groups[g].entry == option.entry && cohort.groups[g].sessions.front().date == option.first())
      return cohort.groups[g].start;
  return option.first();
}

Json objective_json(const planning::CohortObjective& objective) {
  return {{"covered_first", objective.covered_first},
          {"covered_first_weighted", objective.first_weighted},
          {"further_needs_weighted", std::ldexp(static_cast<double>(objective.further_weighted), -31)},
          {"strength", std::ldexp(static_cast<double>(objective.strength), -31)},
          {"start_weeks", objective.start_weeks},
          {"groups_run", objective.groups_run},
          {"days", objective.days}};
}

Json chosen_json(const Cohort& cohort, const CohortPerson& person, const CohortColumn& column) {
  Json list = Json::array();
  for (const std::size_t at : column.options) {
    const Option& option = person.supply.options[at];
    const Json entry = option.entry != nullptr ? Json(option.entry->id->text) : Json(nullptr);
    Json sessions = Json::array();
    for (const SessionTime& session : option.sessions)
      sessions.push_back({{"date", format(session.date)},
                          {"time", session.start_minute ? Json(clock(*session.start_minute)) : Json(nullptr)},
                          {"minutes", session.minutes ? Json(*session.minutes) : Json(nullptr)},
                          {"place", option.place().empty() ? Json(nullptr) : Json(option.place())},
                          {"entry", entry}});
    list.push_back({{"option", option.id},
                    {"intervention", option.intervention->id->text},
                    {"entry", entry},
                    {"start", format(start_of(cohort, column, option))},
                    {"sessions", sessions}});
  }
  return list;
}

std::int64_t waiting_for(const Cohort& cohort, std::size_t group) {
  return std::count_if(cohort.waiting.begin(), cohort.waiting.end(), [&](const WaitingPerson& one) {
    return std::find(one.groups.begin(), one.groups.end(), group) != one.groups.end();
  });
}

std::string who_in(const Cohort& cohort, std::size_t group) {
  std::vector<std::string> names;
  for (std::size_t p = 0; p < cohort.people.size(); ++p)
    for (const std::size_t g : chosen_of(cohort, p).groups)
      if (g == group) names.push_back(cohort.people[p].who->crn);
  if (cohort.groups[group].held > 0) names.push_back(fmt::format("{} who hold it already", cohort.groups[group].held));
  return join(names, " ");
}

std::string group_line(const Cohort& cohort, std::size_t g) {
  const GroupStart& group = cohort.groups[g];
  std::string text = fmt::format("{} {} {}{}", group.entry->id->text, format(group.start), group.intervention->id->text,
                                 group.entry->location ? ", " + *group.entry->location : std::string{});
  text += cohort.runs[g] != 0 ? fmt::format(": {} of {}", cohort.size_of(g), group.most) : ": does not run";
  if (!cohort.facilitators[g].empty()) text += ", with " + join(cohort.facilitators[g], " and ");
  return text;
}

std::string waiting_words(const Cohort& cohort, const WaitingPerson& one) {
  return fmt::format("{} {}: first possible {}, last useful {}; {}", one.crn, spoken_need(cohort, one),
                     one.first_possible ? format(*one.first_possible) : std::string("never"),
                     format(one.last_useful_date), one.why);
}

}  // namespace

Json cohort_json(const CohortPage& page) {
  const Cohort& cohort = *page.cohort;
  Json people = Json::array(), groups = Json::array(), waiting = Json::array();
  const bool any = cohort.status != Cohort::Status::infeasible;
  for (std::size_t p = 0; any && p < cohort.people.size(); ++p)
    people.push_back({{"crn", cohort.people[p].who->crn},
                      {"requirement", requirement_of(cohort.people[p])},
                      {"chosen", chosen_json(cohort, cohort.people[p], chosen_of(cohort, p))},
                      {"uncovered", uncovered_json(cohort, p)}});
  for (std::size_t g = 0; any && g < cohort.groups.size(); ++g) {
    const GroupStart& group = cohort.groups[g];
    groups.push_back({{"entry", group.entry->id->text},
                      {"intervention", group.intervention->id->text},
                      {"start", format(group.start)},
                      {"runs", cohort.runs[g] != 0},
                      {"size", cohort.size_of(g)},
                      {"min", group.least},
                      {"max", group.most},
                      {"held", group.held},
                      {"waiting", waiting_for(cohort, g)},
                      {"facilitators", cohort.facilitators[g]}});
  }
  for (const WaitingPerson& one : cohort.waiting)
    waiting.push_back({{"crn", one.crn},
                       {"need", need_of(cohort, one)},
                       {"first_possible", or_null(one.first_possible)},
                       {"last_useful_date", format(one.last_useful_date)},
                       {"why", one.why}});
  const Located<std::string>& region = page.input->directory->region;
  Json record{{"schema", "cohort/1"},
              {"as_of", format(page.input->as_of)},
              {"region", region ? Json(*region) : Json(nullptr)},
              {"status", status_word(cohort.status)},
              {"people", people},
              {"groups", groups},
              {"waiting", waiting},
              {"objective", objective_json(cohort.objective)},
              {"bound", cohort.open_level.empty()
                            ? Json(nullptr)
                            : Json{{"level", cohort.open_level}, {"value", cohort.bound_value}, {"gap", cohort.gap}}},
              {"notes", cohort.notes}};
  if (page.what_if)
    record["what_if"] = {{"gained", page.what_if->gained},
                         {"lost", page.what_if->lost},
                         {"objective", objective_json(page.what_if->objective)}};
  return record;
}

std::string cohort_text(const CohortPage& page) {
  const Cohort& cohort = *page.cohort;
  const Located<std::string>& region = page.input->directory->region;
  std::string out = fmt::format("{} as of {}: {}\n", region ? *region : std::string("region not recorded"),
                                format(page.input->as_of), verdict(cohort));
  for (const std::string& note : cohort.notes) out += fmt::format("  {}\n", note);
  if (cohort.status == Cohort::Status::infeasible) return out;
  out += "\ngroups:\n";
  for (std::size_t g = 0; g < cohort.groups.size(); ++g) {
    out += fmt::format("  {}\n", group_line(cohort, g));
    if (const std::string who = who_in(cohort, g); !who.empty()) out += fmt::format("    {}\n", who);
  }
  std::string alone;
  for (std::size_t p = 0; p < cohort.people.size(); ++p)
    for (const std::size_t at : chosen_of(cohort, p).options) {
      const Option& option = cohort.people[p].supply.options[at];
      if (option.entry == nullptr || option.entry->starts.empty())
        alone += fmt::format("  {} {}: {}, {}\n", cohort.people[p].who->crn, option.id, when_and_where(option),
                             counted(static_cast<long long>(option.sessions.size()), "session"));
    }
  if (!alone.empty()) out += "\none to one:\n" + alone;
  if (!cohort.waiting.empty()) out += "\nwaiting:\n";
  for (const WaitingPerson& one : cohort.waiting) out += fmt::format("  {}\n", waiting_words(cohort, one));
  const std::vector<std::size_t> left_out = people_left_out(cohort);
  if (!left_out.empty()) out += "\nnothing in time that they may be given:\n";
  for (const std::size_t p : left_out)
    out += fmt::format("  {} {}: last useful {}\n", cohort.people[p].who->crn, needs_left_open(cohort, p),
                       format(cohort.people[p].who->question.horizon));
  if (page.what_if) {
    const auto listed = [](const std::vector<std::string>& list) { return list.empty() ? "nobody" : join(list, " "); };
    out += fmt::format("\nwith the change: gained {}; lost {}; {} have their first need covered\n",
                       listed(page.what_if->gained), listed(page.what_if->lost), page.what_if->objective.covered_first);
  }
  return out + "\n" + totals(cohort) + "\n";
}

std::string cohort_csv(const CohortPage& page) {
  const Cohort& cohort = *page.cohort;
  std::string out = "entry,start,crn,requirement,option,status\n";
  std::vector<std::string> rows;
  for (std::size_t p = 0; p < cohort.people.size(); ++p) {
    const CohortPerson& person = cohort.people[p];
    for (const std::size_t at : chosen_of(cohort, p).options) {
      const Option& option = person.supply.options[at];
      const std::string entry = option.entry != nullptr ? option.entry->id->text : std::string{};
      const Date start = start_of(cohort, chosen_of(cohort, p), option);
      rows.push_back(fmt::format("{},{},{},{},{},{}\n", csv_cell(entry), format(start), csv_cell(person.who->crn),
                                 csv_cell(requirement_of(person)), csv_cell(option.id),
                                 person.decided.contains({entry, start}) ? "decided" : "chosen"));
    }
  }
  std::sort(rows.begin(), rows.end());
  for (const std::string& row : rows) out += row;
  std::string before;
  for (const WaitingPerson& one : cohort.waiting) {
    if (one.crn == before) continue;
    before = one.crn;
    for (const CohortPerson& person : cohort.people)
      if (person.who->crn == one.crn)
        out += fmt::format(",,{},{},,waiting\n", csv_cell(one.crn), csv_cell(requirement_of(person)));
  }
  return out;
}

std::string cohort_ics(const CohortPage& page) {
  const Cohort& cohort = *page.cohort;
  std::vector<CalendarEvent> events;
  for (std::size_t g = 0; g < cohort.groups.size(); ++g) {
    if (cohort.runs[g] == 0) continue;
    const GroupStart& group = cohort.groups[g];
    for (std::size_t i = 0; i < group.sessions.size(); ++i)
      events.push_back({fmt::format("{}@{}-session-{}", group.entry->id->text, format(group.start), i + 1),
                        group.sessions[i].date, group.sessions[i].start_minute, group.sessions[i].minutes,
                        fmt::format("{} {}, session {} of {}, {}", group.entry->id->text, group.intervention->id->text,
                                    i + 1, group.sessions.size(), counted(cohort.size_of(g), "person", "people")),
                        group.entry->location ? *group.entry->location : std::string{}});
  }
  return calendar("rar-plan", page.input->as_of, events);
}

Json cohort_check_json(const std::vector<planning::CohortViolation>& violations) {
  Json list = Json::array();
  for (const planning::CohortViolation& one : violations)
    list.push_back({{"rule", or_null(one.rule)},
                    {"crn", or_null(one.crn)},
                    {"entry", or_null(one.entry)},
                    {"start", or_null(one.start)},
                    {"message", one.message}});
  return {{"schema", "cohort_check/1"}, {"accepted", violations.empty()}, {"violations", list}};
}

std::string cohort_check_text(const std::vector<planning::CohortViolation>& violations) {
  std::string out = violations.empty()
                        ? std::string("accepted\n")
                        : fmt::format("refuted, {}\n", counted(static_cast<long long>(violations.size()), "violation"));
  for (const planning::CohortViolation& one : violations)
    out += fmt::format("  {}{}{}{}{}\n", one.rule.empty() ? "" : in_a_sentence(phrase("rule", one.rule)) + ": ",
                       one.crn.empty() ? "" : one.crn + " ", one.entry.empty() ? "" : one.entry + " ",
                       one.start ? format(*one.start) + ": " : std::string{}, one.message);
  return out;
}

}  // namespace probation::render
