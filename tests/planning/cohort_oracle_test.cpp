// Tiny regions against trying everything: of each person every set of options that the one-person checker accepts, of
// the region every choice of them that the region's checker accepts, the objective added up from dates. What people
// hold already, places in rolling work and staff included.
#include <cstdlib>
#include <set>

#include "planning/tiny_region.hpp"

using namespace planning_tests;

namespace {

using Value = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

// ---- trying everything
struct Set {
  std::vector<const planning::Option*> options;
  Value worth;
};

int strength_of_kind(InterventionKind kind) {
  return kind == InterventionKind::accredited_programme ? 3 : kind == InterventionKind::structured_intervention ? 2 : 1;
}

// Of one person, from dates: urgency where the first need is covered, further needs and strength halved a rank in units
// of 2^-31, weeks to the first need, days besides those spoken for.
Value worth_of(const Scenario& person, Date as_of, Date last_day, const std::vector<const planning::Option*>& set) {
  const std::int64_t urgency = std::max(1, 52 - std::max(0, days_between(as_of, last_day)) / 7);
  Value worth{};
  auto& [first, further, strength, weeks, groups, days] = worth;
  std::set<Date> used, spoken;
  for (const MadeActivity& held : person.activities) spoken.insert(held.sessions.begin(), held.sessions.end());
  for (const planning::Option* option : set)
    for (const SessionTime& session : option->sessions)
      if (!spoken.contains(session.date)) used.insert(session.date);
  days = -static_cast<std::int64_t>(used.size());
  for (std::size_t r = 0; r < person.needs.size(); ++r) {
    int best = 0;
    std::optional<Date> begins;
    const auto serve = [&](const MadeIntervention& by, Date from) {
      if (by.needs.front() != person.needs[r].area) return;
      best = std::max(best, strength_of_kind(by.kind));
      if (!begins || from < *begins) begins = from;
    };
    for (const MadeIntervention& by : person.interventions) {
      for (const planning::Option* option : set)
        if (option->intervention->id->text == by.id) serve(by, option->first());
      for (const MadeActivity& held : person.activities)
        if (held.intervention == by.id) serve(by, held.sessions.front());
    }
    if (best == 0) continue;
    strength += std::int64_t{best} << (31 - r);
    if (r > 0) further += urgency << (31 - r);
    else {
      first = urgency;
      const int ahead = days_between(as_of, *begins);
      weeks = -(ahead >= 0 ? ahead / 7 : -((6 - ahead) / 7));
    }
  }
  return worth;
}

std::vector<Set> sets_of(const Tiny& region, std::size_t p, const planning::Supply& supply) {
  const planning::Question& question = region.input.people[p]->question;
  std::vector<Set> sets;
  std::vector<const planning::Option*> set;
  const auto worth = [&](const std::vector<const planning::Option*>& of) {
    return worth_of(region.people[p], region.input.as_of, question.horizon, of);
  };
  const std::function<void(std::size_t)> extend = [&](std::size_t next) {
    std::vector<planning::PlannedWork> plan;
    for (const planning::Option* one : set)
      plan.push_back({one->id, one->intervention->id->text, one->entry->id->text, one->sessions});
    if (!planning::verify(question, plan).violations.empty()) return;  // more of it breaks no less
    const Value whole = worth(set);
    const bool needed = std::all_of(set.begin(), set.end(), [&](const planning::Option* one) {
      for (const planning::Decision& settled : region.input.decided)
        if (settled.crn == region.input.people[p]->crn && settled.entry == one->entry->id->text &&
            settled.start == one->first())
          return true;
      std::vector<const planning::Option*> rest;
      for (const planning::Option* other : set)
        if (other != one) rest.push_back(other);
      const Value without = worth(rest);
      return std::get<0>(without) != std::get<0>(whole) || std::get<2>(without) != std::get<2>(whole);
    });
    if (!needed) return;
    sets.push_back({set, whole});
    for (std::size_t o = next; o < supply.options.size(); ++o) {
      set.push_back(&supply.options[o]);
      extend(o + 1);
      set.pop_back();
    }
  };
  extend(0);
  return sets;
}

Value sum_of(const Value& a, const Value& b) {
  return {std::get<0>(a) + std::get<0>(b), std::get<1>(a) + std::get<1>(b), std::get<2>(a) + std::get<2>(b),
          std::get<3>(a) + std::get<3>(b), std::get<4>(a) + std::get<4>(b), std::get<5>(a) + std::get<5>(b)};
}

// Groups that somebody is put into, or is in already and has still to come to.
std::int64_t groups_run(const Tiny& region, const planning::Sheet& sheet) {
  std::set<std::pair<std::string, Date>> run;
  for (const planning::SheetRow& row : sheet.rows)
    if (row.option.find('@') != std::string::npos && row.entry.front() == 'G') run.insert({row.entry, row.start});
  for (const MadeEntry& entry : *region.people.front().directory)
    for (const Date start : entry.starts)
      for (const Scenario& person : region.people)
        for (const MadeActivity& held : person.activities)
          if (held.intervention == entry.intervention && held.sessions.front() == start && held.time == entry.time &&
              region.input.as_of < held.sessions.back())
            run.insert({entry.id, start});
  return static_cast<std::int64_t>(run.size());
}

std::optional<Value> best_by_trying(const Tiny& region) {
  std::vector<planning::Supply> supplies;
  for (const auto& person : region.input.people) supplies.push_back(planning::supply(person->question));
  std::vector<std::vector<Set>> sets;
  for (std::size_t p = 0; p < supplies.size(); ++p) sets.push_back(sets_of(region, p, supplies[p]));
  std::optional<Value> best;
  std::vector<const Set*> chosen(sets.size());
  const std::function<void(std::size_t, const Value&)> choose = [&](std::size_t p, const Value& so_far) {
    if (p < sets.size()) {
      for (const Set& one : sets[p]) {
        chosen[p] = &one;
        choose(p + 1, sum_of(so_far, one.worth));
      }
      return;
    }
    if (best && so_far <= *best) return;  // groups only take from it
    planning::Sheet sheet;
    for (std::size_t q = 0; q < chosen.size(); ++q)
      for (const planning::Option* one : chosen[q]->options)
        sheet.rows.push_back(row_of(region.input.people[q]->crn, *one));
    Value value = so_far;
    std::get<4>(value) = -groups_run(region, sheet);
    if ((best && value <= *best) || !planning::verify_cohort(region.judged(), sheet).empty()) return;
    best = value;
  };
  choose(0, Value{});
  return best;
}

Value value_of(const planning::CohortObjective& o) {
  return {o.first_weighted, o.further_weighted, o.strength, -o.start_weeks, -o.groups_run, -o.days};
}

std::unique_ptr<Tiny> tiny(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::vector<MadeIntervention> courses{
      made_course("think", InterventionKind::structured_intervention, NeedArea::thinking_and_behaviour, 2 + below(2)),
      made_course("money", InterventionKind::commissioned_service, NeedArea::finance, 1 + below(3)),
      made_course("calm", InterventionKind::commissioned_service, NeedArea::emotional_wellbeing, 1 + below(2))};
  const Date running = date(2025, 8, 27) + Days{below(2)}, coming = date(2025, 9, 10) + Days{below(3)};
  std::vector<MadeEntry> entries{made_group("G0", "think", {running, coming}, below(2) == 0 ? 600 : 1080),
                                 made_group("G1", "think", {date(2025, 9, 10) + Days{7 * below(2)}}, 600),
                                 made_rolling("M", "money", {{1 + below(3), 600}}),
                                 made_rolling("C", "calm", {{below(5), 840}, {2, 1080}})};
  auto made = std::make_unique<Tiny>();
  for (int p = 0; p < 2 + below(2); ++p) {
    Scenario s = person_of(courses, entries);
    s.end = as_of_monday + Days{30 + below(30)};
    s.max_days = 3 + below(8);
    std::vector<NeedArea> areas{NeedArea::thinking_and_behaviour, NeedArea::emotional_wellbeing, NeedArea::finance};
    std::shuffle(areas.begin(), areas.end(), random);
    for (int r = 0; r <= below(2); ++r)
      s.needs.push_back({areas[static_cast<std::size_t>(r)], r + 1, true, false, 5.0});
    if (p == 0 && below(2) == 0) {
      std::vector<Date> sessions;
      for (int i = 0; i < courses[0].sessions; ++i) sessions.push_back(running + Days{7 * i});
      s.activities.push_back(held_work("A1", "think", sessions, *entries[0].time));
    } else if (p == 0 && below(2) == 0)
      s.activities.push_back(held_work("A1", "money", {date(2025, 9, 9), date(2025, 9, 16) + Days{below(9)}}, 600));
    made->add(std::move(s));
  }
  made->open();
  made->entry("G0").places.value = 1 + below(3);
  made->entry("M").caseload_max.value = 1;
  if (below(2) == 0) made->entry("C").caseload_max.value = 1 + below(2);
  if (below(2) == 0) made->staff(1, 1);
  made->ready(as_of_monday);
  // Of the last person something is decided, lawful by itself or not.
  const planning::Supply offered = planning::supply(made->input.people.back()->question);
  if (below(3) == 0 && !offered.options.empty()) {
    const planning::Option& one = offered.options[random() % offered.options.size()];
    made->input.decided.push_back({made->input.people.back()->crn, one.entry->id->text, one.first()});
  }
  return made;
}

}  // namespace

TEST_CASE("With rolling work, held places and staff the cohort is as good as the best of all that is lawful") {
  std::mt19937 random(480001);
  int places = 0, staffed = 0, held = 0, decided = 0;
  const char* more = std::getenv("PLANNING_CASES");
  for (int made = 0; made < 60 * (more != nullptr ? std::max(1, std::atoi(more)) : 1); ++made) {
    const auto region = tiny(random);
    const planning::Cohort cohort = planning::solve_cohort(region->input, 60, 0);
    INFO("region " << made);
    const std::optional<Value> best = best_by_trying(*region);
    decided += best && !region->input.decided.empty() ? 1 : 0;
    REQUIRE(cohort.status == (best ? planning::Cohort::Status::optimal : planning::Cohort::Status::infeasible));
    if (!best) continue;
    REQUIRE(value_of(cohort.objective) == *best);
    for (const auto& sheet : {sheet_of(cohort), staffed_sheet_of(cohort)})
      REQUIRE(rules_of(*region, sheet) == std::vector<std::string>{});
    for (const auto& person : cohort.people)
      for (const auto& column : person.columns) places += column.caseload.empty() ? 0 : 1;
    staffed += region->directory.rooms.recorded ? 1 : 0;
    for (const Scenario& one : region->people) held += one.activities.empty() ? 0 : 1;
  }
  CHECK(places > 100);
  CHECK(staffed > 15);
  CHECK(held > 15);
  CHECK(decided > 5);
}
