// What people hold already, what is decided, and work of which not everybody can have a place.
#include <algorithm>

#include "planning/tiny_region.hpp"

using namespace planning_tests;

namespace {

// Somebody is in OLD, Wednesdays from 20 August, whose last session is on 24 September; NEW is at the same hour.
std::unique_ptr<Tiny> beside_a_running_group(Date new_start, Date as_of) {
  std::vector<Date> dates;
  for (int i = 0; i < 6; ++i) dates.push_back(date(2025, 8, 20) + Days{7 * i});
  std::vector<MadeIntervention> courses{
      made_course("old", InterventionKind::structured_intervention, NeedArea::thinking_and_behaviour, 6),
      made_course("new", InterventionKind::structured_intervention, NeedArea::thinking_and_behaviour, 4)};
  auto region = std::make_unique<Tiny>();
  for (int p = 0; p < 2; ++p) {
    Scenario s = person_of(
        courses, {made_group("G-OLD", "old", {dates.front()}, 1080), made_group("G-NEW", "new", {new_start}, 1080)});
    s.as_of = as_of;
    s.end = date(2026, 1, 12);
    s.needs.push_back({NeedArea::thinking_and_behaviour, 1, true, false, 5.0});
    if (p == 0) s.activities.push_back(held_work("A1", "old", dates, 1080));
    region->add(std::move(s));
  }
  region->open();
  region->staff(1, 1);
  region->ready(as_of);
  return region;
}

}  // namespace

TEST_CASE("A group that people are in has its facilitator and its room until its last session") {
  const Date last = date(2025, 9, 24);
  for (const auto& [start, may_run] : {std::pair(last, false), std::pair(last + Days{7}, true)}) {
    const auto region = beside_a_running_group(start, as_of_monday);
    const planning::Cohort cohort = planning::solve_cohort(region->input, 60, 0);
    INFO(format(start));
    REQUIRE(cohort.groups.size() == 2);
    CHECK(cohort.groups[1].entry->id->text == "G-OLD");
    CHECK(cohort.runs == std::vector<char>{static_cast<char>(may_run ? 1 : 0), 1});
    CHECK(cohort.facilitators[1] == std::vector<std::string>{"F0"});
    const auto rules = rules_of(*region, one_row("X480001", "G-NEW", start));
    CHECK(rules == (may_run ? std::vector<std::string>{} : std::vector<std::string>{"facilitators", "rooms"}));
    for (const auto& one : planning::verify_cohort(region->judged(), one_row("X480001", "G-NEW", start)))
      CHECK(one.entry == "G-NEW");
  }
  // On the day of its last session nothing of it is ahead.
  const auto over = beside_a_running_group(date(2025, 10, 1), last);
  CHECK(planning::solve_cohort(over->input, 60, 0).groups.size() == 1);
}

TEST_CASE(
    "A group that people are in goes on with what the directory has for it, and takes no new people without a room") {
  const auto region = beside_a_running_group(date(2025, 9, 10), as_of_monday);
  region->directory.facilitators.items.front().dates_unavailable.items.push_back({});
  UnavailableDates& away = region->directory.facilitators.items.front().dates_unavailable.items.front();
  away.from.value = away.until.value = date(2025, 9, 17);
  region->directory.rooms.items.front().capacity.value = 0;
  const planning::Cohort cohort = planning::solve_cohort(region->input, 60, 0);
  REQUIRE(cohort.status == planning::Cohort::Status::optimal);
  CHECK(cohort.runs == std::vector<char>{0, 1});
  CHECK(cohort.facilitators[1].empty());
  CHECK(std::any_of(cohort.notes.begin(), cohort.notes.end(), [](const std::string& note) {
    return note ==
           "G-OLD of 2025-08-20, which people are in, has 0 of the 1 facilitators it needs: no others are free "
           "and trained";
  }));
  CHECK(rules_of(*region, staffed_sheet_of(cohort)).empty());
}

namespace {

std::unique_ptr<Tiny> with_one_place(bool first_holds_it, bool dates_known = true) {
  auto region = std::make_unique<Tiny>();
  for (int p = 0; p < 2; ++p) {
    Scenario s =
        person_of({made_course("course", InterventionKind::commissioned_service, NeedArea::thinking_and_behaviour, 3)},
                  {made_rolling("D", "course", {{1, 600}})});
    s.end = date(2026, 1, 12);
    s.needs.push_back({NeedArea::thinking_and_behaviour, 1, true, false, 5.0});
    if (p == 0 && first_holds_it)
      s.activities.push_back(held_work("A1", "course", {date(2025, 8, 26), date(2025, 9, 16), date(2025, 9, 23)}, 600));
    // The first session is not known to have been given, and is none of those it owes.
    if (p == 0 && first_holds_it) s.activities.back().planned_days = dates_known ? 2 : 3;
    region->add(std::move(s));
  }
  region->open();
  region->entry("D").caseload_max.value = 1;
  region->ready(as_of_monday);
  return region;
}

}  // namespace

TEST_CASE("No more people than caseload_max are in rolling work at one time, those who hold a place included") {
  const auto free = with_one_place(false);
  const planning::Cohort two = planning::solve_cohort(free->input, 60, 0);
  CHECK(two.status == planning::Cohort::Status::optimal);
  CHECK(two.objective.covered_first == 2);
  CHECK(two.objective.start_weeks == 1 + 4);  // 9 September, and the week after 23 September
  const auto held = with_one_place(true);
  const planning::Cohort after = planning::solve_cohort(held->input, 60, 0);
  REQUIRE(after.people[1].columns[after.chosen[1]].ids == std::vector<std::string>{"D@2025-09-30"});
  // Who owes a day of which nobody recorded the date keeps the place until the order ends.
  const auto owes = with_one_place(true, false);
  const planning::Cohort waits = planning::solve_cohort(owes->input, 60, 0);
  CHECK(waits.objective.covered_first == 1);
  CHECK(std::find(waits.notes.begin(), waits.notes.end(),
                  "when X480000 is through with D is not recorded: taken as 2026-01-12") != waits.notes.end());
  CHECK(rules_of(*owes, one_row("X480001", "D", date(2025, 11, 4))) == std::vector<std::string>{"places"});
  REQUIRE(waits.waiting.size() == 1);
  CHECK(waits.waiting[0].why == "D takes no more people at one time on days that would do");
  // The day of somebody's last session is still theirs; the next one is free.
  const auto rules = [&](const Tiny& region, Date first, Date second) {
    planning::Sheet sheet = one_row("X480001", "D", second);
    if (&region == free.get()) sheet.rows.push_back(one_row("X480000", "D", first).rows.front());
    return rules_of(region, sheet);
  };
  for (const auto* region : {free.get(), held.get()}) {
    CHECK(rules(*region, date(2025, 9, 9), date(2025, 9, 23)) == std::vector<std::string>{"places"});
    CHECK(rules(*region, date(2025, 9, 9), date(2025, 9, 24)).empty());
  }
}

TEST_CASE("What is decided may be held already, or be rolling work on a day of its own") {
  for (const auto& [entry, day, lawful] :
       {std::tuple("D", date(2025, 9, 9), true), {"D", date(2025, 9, 17), true}, {"D", date(2026, 1, 6), false}}) {
    const auto region = with_one_place(false);
    region->entry("D").caseload_max = {};
    region->input.decided.push_back({"X480000", entry, day});
    const planning::Cohort cohort = planning::solve_cohort(region->input, 60, 0);
    INFO(format(day));
    CHECK(cohort.status == (lawful ? planning::Cohort::Status::optimal : planning::Cohort::Status::infeasible));
    CHECK(rules_of(*region, one_row("X480000", entry, day)).empty() == lawful);
    if (!lawful) {
      CHECK(cohort.notes.back() ==
            "decided for X480000: D of 2026-01-06 is no option for them: a rule keeps it out, or it cannot begin then");
      continue;
    }
    const auto& chosen = cohort.people[0].columns[cohort.chosen[0]];
    REQUIRE(chosen.options.size() == 1);
    CHECK(cohort.people[0].supply.options[chosen.options[0]].first() == day);
    CHECK(rules_of(*region, sheet_of(cohort)).empty());
  }
  const auto held = beside_a_running_group(date(2025, 9, 10), as_of_monday);
  held->input.decided.push_back({"X480000", "G-OLD", date(2025, 8, 20)});
  const planning::Cohort cohort = planning::solve_cohort(held->input, 60, 0);
  CHECK(cohort.status == planning::Cohort::Status::optimal);
  CHECK(rules_of(*held, staffed_sheet_of(cohort)).empty());
  CHECK(rules_of(*held, one_row("X480000", "G-OLD", date(2025, 8, 20))).empty());
}

TEST_CASE("Rolling work of any week of the order is looked at, and of equal beginnings that of fewer days") {
  auto late = std::make_unique<Tiny>();
  Scenario s =
      person_of({made_course("course", InterventionKind::commissioned_service, NeedArea::thinking_and_behaviour, 3)},
                {made_rolling("D", "course", {{1, 600}})});
  s.end = date(2026, 8, 12);
  s.needs.push_back({NeedArea::thinking_and_behaviour, 1, true, false, 5.0});
  s.away.emplace_back(as_of_monday, date(2025, 12, 15));
  late->add(s);
  late->open();
  late->ready(as_of_monday);
  const planning::Cohort one = planning::solve_cohort(late->input, 60, 0);
  CHECK(one.people[0].columns[one.chosen[0]].ids == std::vector<std::string>{"D@2025-12-16"});

  auto same_days = std::make_unique<Tiny>();
  Scenario two = person_of(
      {made_course("think", InterventionKind::structured_intervention, NeedArea::thinking_and_behaviour, 4),
       made_course("money", InterventionKind::commissioned_service, NeedArea::finance, 3)},
      {made_group("G", "think", {date(2025, 9, 10)}, 1080), made_rolling("M", "money", {{3, 600}, {2, 600}})});
  two.end = date(2026, 1, 12);
  two.needs = {{NeedArea::thinking_and_behaviour, 1, true, false, 5.0}, {NeedArea::finance, 2, true, false, 5.0}};
  two.away.emplace_back(date(2025, 9, 10), date(2025, 9, 10));
  two.directory->front().starts = {date(2025, 9, 17)};
  same_days->add(two);
  same_days->open();
  same_days->ready(as_of_monday);
  const planning::Cohort shared = planning::solve_cohort(same_days->input, 60, 0);
  CHECK(shared.status == planning::Cohort::Status::optimal);
  CHECK(shared.objective.days == 4);
}

TEST_CASE("Where not every set is looked at the cohort is not called proved") {
  auto many = std::make_unique<Tiny>();
  std::vector<MadeIntervention> courses;
  std::vector<MadeEntry> entries;
  const std::vector<NeedArea> areas{NeedArea::thinking_and_behaviour, NeedArea::finance, NeedArea::emotional_wellbeing};
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const std::string id = fmt::format("course-{}", i);
    courses.push_back(made_course(id, InterventionKind::commissioned_service, areas[i], 1));
    entries.push_back(made_rolling(fmt::format("D{}", i), id, {{static_cast<int>(i), 600}}));
  }
  for (int p = 0; p < 2; ++p) {
    Scenario s = person_of(courses, entries);
    s.end = date(2026, 8, 12);
    for (std::size_t i = 0; i < areas.size(); ++i)
      s.needs.push_back({areas[i], static_cast<int>(i) + 1, true, false, 5.0});
    many->add(std::move(s));
  }
  many->open();
  for (DirectoryEntry& entry : many->directory.entries.items) entry.caseload_max.value = 1;
  many->ready(as_of_monday);
  const planning::Cohort cohort = planning::solve_cohort(many->input, 60, 0);
  CHECK(cohort.status == planning::Cohort::Status::feasible);
  CHECK(cohort.open_level == "columns");
  CHECK(rules_of(*many, sheet_of(cohort)).empty());
}
