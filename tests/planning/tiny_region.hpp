// Regions of two or three people, put together by hand, for the tests of cohorts.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "planning/cohort.hpp"
#include "planning/cohort_verify.hpp"
#include "planning/scenario.hpp"
#include "unit/catch.hpp"

namespace planning_tests {

namespace planning = probation::planning;

inline const Date as_of_monday = date(2025, 9, 1);

inline MadeIntervention made_course(const std::string& id, InterventionKind kind, NeedArea need, int sessions) {
  MadeIntervention one;
  one.id = id;
  one.kind = kind;
  one.needs = {need};
  one.sessions = sessions;
  one.minutes = 120;
  return one;
}
inline MadeEntry made_group(const std::string& id, const std::string& intervention, std::vector<Date> starts,
                            int time) {
  MadeEntry one;
  one.id = id;
  one.intervention = intervention;
  one.starts = std::move(starts);
  one.time = time;
  one.minutes = 120;
  one.location = "Bolton";
  return one;
}
inline MadeEntry made_rolling(const std::string& id, const std::string& intervention,
                              std::vector<std::pair<int, int>> hours) {
  MadeEntry one;
  one.id = id;
  one.intervention = intervention;
  one.rolling = true;
  one.hours = std::move(hours);
  one.minutes = 120;
  return one;
}

// A region at hand: scenarios that differ in the person alone.
struct Tiny {
  std::vector<std::unique_ptr<Built>> built;
  std::vector<Scenario> people;
  Directory directory;
  planning::CohortInput input;

  void add(Scenario person) {
    auto one = build(person);
    one->file.crn = {document::Crn{fmt::format("X48000{}", people.size())}, {1, 1, 0}};
    people.push_back(std::move(person));
    built.push_back(std::move(one));
  }
  void open() {
    directory = *built.front()->directory;
    for (DirectoryEntry& entry : directory.entries.items) entry.min_size.value = 1;
  }
  DirectoryEntry& entry(const std::string& id) {
    for (DirectoryEntry& one : directory.entries.items)
      if (one.id->text == id) return one;
    FAIL("no entry " << id);
    throw std::logic_error(id);
  }
  void staff(int facilitators, int rooms) {
    directory.facilitators.recorded = directory.rooms.recorded = true;
    for (int f = 0; f < facilitators; ++f) {
      Facilitator one;
      one.id = {document::Id{fmt::format("F{}", f)}, {1, 1, 0}};
      directory.facilitators.items.push_back(one);
    }
    for (int r = 0; r < rooms; ++r) {
      Room one;
      one.id = {document::Id{fmt::format("ROOM{}", r)}, {1, 1, 0}};
      one.location = {"Bolton", {1, 1, 0}};
      one.capacity.value = 3;
      directory.rooms.items.push_back(one);
    }
  }
  void ready(Date as_of) {
    input.directory = &directory;
    input.catalogue = &built.front()->catalogue;
    input.policy = &built.front()->policy;
    input.as_of = as_of;
    for (const auto& one : built) {
      auto person = planning::person_case(*one->facts, {}, directory);
      REQUIRE(std::holds_alternative<std::unique_ptr<planning::PersonCase>>(person));
      input.people.push_back(std::get<std::unique_ptr<planning::PersonCase>>(std::move(person)));
    }
  }
  [[nodiscard]] planning::CohortJudged judged() const {
    planning::CohortJudged all{&directory, input.catalogue, input.policy, input.as_of, {}, {}};
    for (const auto& person : input.people) all.people.emplace_back(person->crn, &person->question);
    for (const planning::Decision& one : input.decided) {
      planning::SheetRow row;
      row.crn = one.crn;
      row.entry = one.entry;
      row.start = one.start;
      all.decided.push_back(row);
    }
    return all;
  }
};

inline planning::SheetRow row_of(const std::string& crn, const planning::Option& option) {
  planning::SheetRow row;
  row.crn = crn;
  row.option = option.id;
  row.intervention = option.intervention->id->text;
  row.entry = option.entry != nullptr ? option.entry->id->text : std::string{};
  row.start = option.first();
  row.sessions = option.sessions;
  return row;
}

inline planning::Sheet sheet_of(const planning::Cohort& cohort) {
  planning::Sheet sheet;
  for (std::size_t p = 0; p < cohort.people.size(); ++p)
    for (const std::size_t at : cohort.people[p].columns[cohort.chosen[p]].options)
      sheet.rows.push_back(row_of(cohort.people[p].who->crn, cohort.people[p].supply.options[at]));
  return sheet;
}
// With who runs what, as the tool has it judged.
inline planning::Sheet staffed_sheet_of(const planning::Cohort& cohort) {
  planning::Sheet sheet = sheet_of(cohort);
  sheet.facilitators.emplace();
  for (std::size_t g = 0; g < cohort.groups.size(); ++g)
    (*sheet.facilitators)[cohort.groups[g].key()] = cohort.facilitators[g];
  return sheet;
}

inline std::vector<std::string> rules_of(const Tiny& region, const planning::Sheet& sheet) {
  std::vector<std::string> rules;
  for (const auto& one : planning::verify_cohort(region.judged(), sheet)) rules.push_back(one.rule);
  std::sort(rules.begin(), rules.end());
  return rules;
}

inline Scenario person_of(const std::vector<MadeIntervention>& courses, const std::vector<MadeEntry>& entries) {
  Scenario s;
  s.as_of = as_of_monday;
  s.end = as_of_monday + Days{56};
  s.max_days = 20;
  s.sex = Sex::male;
  s.offence = OffenceCategory::violence;
  s.stable = true;
  s.interventions = courses;
  s.directory = entries;
  return s;
}

inline MadeActivity held_work(const std::string& id, const std::string& intervention, std::vector<Date> sessions,
                              int time) {
  MadeActivity held{id, intervention, ActivityStatus::in_progress, true, true, std::move(sessions), 0};
  held.planned_days = static_cast<int>(held.sessions.size());
  held.time = time;
  held.minutes = 120;
  return held;
}

inline planning::Sheet one_row(const std::string& crn, const std::string& entry, Date start) {
  planning::Sheet sheet;
  sheet.rows.emplace_back();
  sheet.rows.back().crn = crn;
  sheet.rows.back().entry = entry;
  sheet.rows.back().start = start;
  return sheet;
}

}  // namespace planning_tests
