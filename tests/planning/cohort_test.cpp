// The cohort against trying every assignment, and its own checker against changed cohorts.
#include <map>

#include "planning/cohort.hpp"
#include "planning/cohort_verify.hpp"
#include "planning/scenario.hpp"
#include "unit/catch.hpp"

using namespace planning_tests;
namespace planning = probation::planning;

namespace {

// People of one region: two courses and a toolkit, groups by day and by evening, few places.
struct Region {
  std::vector<std::unique_ptr<Built>> people;
  Directory directory;
  planning::CohortInput input;
};

std::vector<MadeIntervention> courses() {
  MadeIntervention think{.id = "think",
                         .kind = InterventionKind::structured_intervention,
                         .needs = {NeedArea::thinking_and_behaviour},
                         .sessions = 3,
                         .flexible = {},
                         .per_week = 1,
                         .minutes = 120,
                         .age_min = {},
                         .age_max = {},
                         .offence_any = {},
                         .offence_none = {},
                         .ogrs3_min = {},
                         .months = {},
                         .after = {},
                         .before = {}};
  MadeIntervention calm = think;
  calm.id = "calm";
  calm.needs = {NeedArea::emotional_wellbeing};
  calm.alongside = true;
  MadeIntervention kit = think;
  kit.id = "kit";
  kit.kind = InterventionKind::toolkit;
  kit.needs = {NeedArea::finance, NeedArea::emotional_wellbeing};
  kit.sessions = 2;
  return {think, calm, kit};
}

std::unique_ptr<Region> region(std::mt19937& random, int people) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  auto made = std::make_unique<Region>();
  std::vector<MadeEntry> entries;
  const std::array<std::string, 2> kinds{"think", "calm"};
  for (int k = 0; k < 3; ++k) {
    MadeEntry entry;
    entry.id = "G" + std::to_string(k);
    entry.intervention = kinds[static_cast<std::size_t>(below(2))];
    entry.starts = {date(2025, 9, 8) + Days{below(5) + 7 * below(3)}};
    entry.time = below(2) == 0 ? 600 : 1080;
    entry.minutes = 120;
    entries.push_back(entry);
  }
  for (int p = 0; p < people; ++p) {
    Scenario s;
    s.as_of = date(2025, 9, 1);
    s.end = s.as_of + Days{40 + below(200)};
    s.max_days = 2 + below(6);
    s.sex = Sex::male;
    s.offence = OffenceCategory::violence;
    s.stable = true;
    std::vector<NeedArea> areas{NeedArea::thinking_and_behaviour, NeedArea::emotional_wellbeing, NeedArea::finance};
    std::shuffle(areas.begin(), areas.end(), random);
    for (int r = 0; r <= below(3); ++r)
      s.needs.push_back({areas[static_cast<std::size_t>(r)], r + 1, true, false, 5.0});
    s.interventions = courses();
    s.policy_hours = {{1, 600}};
    s.directory = entries;
    if (below(2) == 0)
      for (int weekday = 0; weekday < 5; ++weekday) s.windows.push_back({weekday, 540, 1020});
    auto built = build(s);
    built->file.crn = {document::Crn{"X46000" + std::to_string(p)}, {1, 1, 0}};
    made->people.push_back(std::move(built));
  }
  made->directory = *made->people.front()->directory;
  for (DirectoryEntry& entry : made->directory.entries.items) {
    entry.places.value = 1 + below(3);
    entry.min_size.value = 1 + below(2);
  }
  made->input.directory = &made->directory;
  made->input.catalogue = &made->people.front()->catalogue;
  made->input.policy = &made->people.front()->policy;
  made->input.as_of = date(2025, 9, 1);
  for (const auto& built : made->people) {
    auto person = planning::person_case(*built->facts, {}, made->directory);
    REQUIRE(std::holds_alternative<std::unique_ptr<planning::PersonCase>>(person));
    made->input.people.push_back(std::get<std::unique_ptr<planning::PersonCase>>(std::move(person)));
  }
  return made;
}

using Value = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
Value value_of(const planning::CohortObjective& o) {
  return {o.first_weighted, o.further_weighted, o.strength, -o.start_weeks, -o.groups_run, -o.days};
}

// Every choice of a set for each person; a group with somebody in it runs.
Value best_by_trying(planning::Cohort cohort) {
  std::optional<Value> best;
  const std::function<void(std::size_t)> choose = [&](std::size_t p) {
    if (p < cohort.people.size()) {
      for (std::size_t c = 0; c < cohort.people[p].columns.size(); ++c) {
        cohort.chosen[p] = c;
        choose(p + 1);
      }
      return;
    }
    for (std::size_t g = 0; g < cohort.groups.size(); ++g) {
      const std::int64_t size = cohort.size_of(g);
      cohort.runs[g] = size > 0 ? 1 : 0;
      if (size > 0 && (size < cohort.groups[g].least || size > cohort.groups[g].most)) return;
    }
    const Value value = value_of(planning::objective_of(cohort));
    if (!best || *best < value) best = value;
  };
  choose(0);
  return *best;
}

planning::Sheet sheet_of(const planning::Cohort& cohort) {
  planning::Sheet sheet;
  for (std::size_t p = 0; p < cohort.people.size(); ++p) {
    const auto& column = cohort.people[p].columns[cohort.chosen[p]];
    for (const std::size_t at : column.options) {
      const planning::Option& option = cohort.people[p].supply.options[at];
      planning::SheetRow row;
      row.crn = cohort.people[p].who->crn;
      row.option = option.id;
      row.intervention = option.intervention->id->text;
      row.entry = option.entry != nullptr ? option.entry->id->text : std::string{};
      row.start = option.first();
      row.sessions = option.sessions;
      sheet.rows.push_back(std::move(row));
    }
  }
  return sheet;
}

planning::CohortJudged judged(const Region& made) {
  planning::CohortJudged all{&made.directory, made.input.catalogue, made.input.policy, made.input.as_of, {}, {}};
  for (const auto& person : made.input.people) all.people.emplace_back(person->crn, &person->question);
  return all;
}

}  // namespace

TEST_CASE("On small regions the cohort is as good as the best of all assignments, and its checker accepts it") {
  std::mt19937 random(460001);
  int with_groups = 0, waiting = 0;
  for (int made = 0; made < 150; ++made) {
    const auto all = region(random, 2 + made % 4);
    const planning::Cohort cohort = planning::solve_cohort(all->input, 60, 0);
    INFO("region " << made);
    REQUIRE(cohort.status == planning::Cohort::Status::optimal);
    REQUIRE(value_of(cohort.objective) == best_by_trying(cohort));
    const auto found = planning::verify_cohort(judged(*all), sheet_of(cohort));
    for (const auto& one : found) UNSCOPED_INFO(one.rule << " " << one.crn << " " << one.message);
    REQUIRE(found.empty());
    with_groups += cohort.objective.groups_run > 0 ? 1 : 0;
    waiting += cohort.waiting.empty() ? 0 : 1;
    const planning::Cohort again = planning::solve_cohort(all->input, 60, 0);
    REQUIRE(again.chosen == cohort.chosen);
  }
  CHECK(with_groups > 50);
  CHECK(waiting > 20);
}

TEST_CASE("A cohort with one person too many, or too few, or in the wrong group is refuted") {
  std::mt19937 random(460002);
  int over = 0, under = 0;
  for (int made = 0; made < 80; ++made) {
    const auto all = region(random, 4);
    const planning::Cohort cohort = planning::solve_cohort(all->input, 60, 0);
    const auto rules = [&] {
      std::set<std::string> names;
      for (const auto& one : planning::verify_cohort(judged(*all), sheet_of(cohort))) names.insert(one.rule);
      return names;
    };
    for (std::size_t g = 0; g < cohort.groups.size(); ++g) {
      if (cohort.runs[g] == 0) continue;
      DirectoryEntry* entry = nullptr;
      for (DirectoryEntry& one : all->directory.entries.items)
        if (one.id->text == cohort.groups[g].entry->id->text) entry = &one;
      const auto places = entry->places;
      entry->places.value = cohort.size_of(g) - 1;
      if (cohort.size_of(g) > 1) {
        REQUIRE(rules().contains("places"));
        ++over;
      }
      entry->places = places;
      const auto least = entry->min_size;
      entry->min_size.value = cohort.size_of(g) + 1;
      REQUIRE(rules().contains("size"));
      ++under;
      entry->min_size = least;
    }
  }
  CHECK(over > 5);
  CHECK(under > 20);
}
