// How the planner's time grows with options and days: made-up cases of a given size, one line each. Not a test: times
// depend on the machine, and docs/planning.md says which it was.
//   planning_bench [CASES] [SECONDS]      cases of each size (20), and the time limit of each (10)
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "planning/scenario.hpp"
#include "planning/suggest.hpp"

using namespace planning_tests;
namespace planning = probation::planning;

namespace {

// Half structured interventions and programmes, half toolkits; each with four starts; nearly all open to the person, so
// that the search and not the rules has to sort them out.
Scenario make_bench(std::mt19937& random, int options, int days, int needs) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  Scenario s;
  s.as_of = date(2025, 1, 6);
  s.end = date(2026, 1, 5);
  s.max_days = days;
  s.sex = Sex::male;
  s.offence = OffenceCategory::violence;
  s.ogrs3 = 40;
  s.stable = true;
  for (int i = 0; i < needs; ++i) s.needs.push_back({static_cast<NeedArea>(i), i + 1, true, false, 5.0});
  const int starts = 4, interventions = options / starts;
  s.directory.emplace();
  for (int i = 0; i < interventions; ++i) {
    MadeIntervention made;
    made.id = fmt::format("i{:02}", i);
    made.kind = i % 2 == 0    ? InterventionKind::toolkit
                : i % 10 == 1 ? InterventionKind::accredited_programme
                              : InterventionKind::structured_intervention;
    made.needs.push_back(static_cast<NeedArea>(below(needs)));
    if (below(2) == 0) made.needs.push_back(static_cast<NeedArea>(below(needs)));
    made.sessions = 4 + below(8);
    made.minutes = 90;
    made.alongside = below(5) == 0;
    s.interventions.push_back(made);
    MadeEntry entry;
    entry.id = fmt::format("D{:02}", i);
    entry.intervention = made.id;
    entry.time = 540 + 90 * below(6);
    const int weekday = below(5);
    for (int k = 0; k < starts; ++k) entry.starts.push_back(date(2025, 1, 13) + Days{weekday + 7 * below(40)});
    s.directory->push_back(entry);
  }
  return s;
}

}  // namespace

int main(int argc, char** argv) {
  const int cases = argc > 1 ? std::atoi(argv[1]) : 20;
  const double limit = argc > 2 ? std::atof(argv[2]) : 10;
  fmt::print("options days needs fill   median_ms   p90_ms   max_ms   max_nodes not_proved\n");
  for (const bool fill : {false, true})
    for (const auto& [options, days, needs] : {std::tuple(20, 20, 4), std::tuple(40, 20, 5), std::tuple(60, 20, 6),
                                               std::tuple(60, 40, 4), std::tuple(60, 40, 6), std::tuple(60, 40, 8),
                                               std::tuple(60, 60, 6), std::tuple(120, 40, 6), std::tuple(240, 40, 6)}) {
      std::mt19937 random(1);
      std::vector<double> times;
      std::int64_t nodes = 0;
      int open = 0;
      for (int i = 0; i < cases; ++i) {
        Scenario scenario = make_bench(random, options, days, needs);
        scenario.wishes.fill = fill;
        const auto built = build(scenario);
        const auto begin = std::chrono::steady_clock::now();
        const auto end = begin + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                     std::chrono::duration<double>(limit));
        const planning::Suggestion suggestion = planning::suggest(
            built->question(scenario.wishes), [&] { return std::chrono::steady_clock::now() >= end; });
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        nodes = std::max(nodes, suggestion.nodes);
        open += suggestion.status == planning::Answer::Status::feasible ? 1 : 0;
      }
      std::sort(times.begin(), times.end());
      fmt::print("{:>7} {:>4} {:>5} {:>4} {:>11.1f} {:>8.1f} {:>8.1f} {:>11} {:>10}\n", options, days, needs,
                 fill ? "yes" : "no", times[times.size() / 2], times[times.size() * 9 / 10], times.back(), nodes, open);
    }
}
