// What must hold of every plan: on small cases it is the one that trying every set finds; on larger ones the checker
// accepts it; a plan that is changed so as to break a rule is refuted with that rule; the same question, the same
// bytes.
#include <cstdlib>
#include <map>
#include <memory>

#include "planning/oracle.hpp"
#include "planning/suggest.hpp"
#include "planning/verify.hpp"
#include "render/plan/plan.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace planning_tests;
namespace planning = probation::planning;

namespace {

const std::function<bool()> never = [] { return false; };
// Time that is counted by how often it is asked for, so that a run gives what the last one gave. What is then found is
// checked like any other plan.
std::function<bool()> after_asking(long times) {
  return [left = std::make_shared<long>(times)] { return --*left < 0; };
}

// PLANNING_CASES multiplies the numbers below, for a longer run.
int times(int cases) {
  const char* more = std::getenv("PLANNING_CASES");
  return more == nullptr ? cases : cases * std::max(1, std::atoi(more));
}

std::vector<OfferedDates> offered(const planning::Supply& supply) {
  std::vector<OfferedDates> list;
  for (const planning::Option& option : supply.options) {
    OfferedDates one{option.id,
                     option.intervention->id->text,
                     option.entry != nullptr ? option.entry->id->text : std::string{},
                     {},
                     {}};
    for (const SessionTime& session : option.sessions) {
      one.dates.push_back(session.date);
      one.hours.push_back(session.start_minute);
    }
    list.push_back(std::move(one));
  }
  return list;
}

std::vector<planning::PlannedWork> as_work(const std::vector<const OfferedDates*>& set) {
  std::vector<planning::PlannedWork> works;
  for (const OfferedDates* o : set) {
    planning::PlannedWork work{o->id, o->intervention, o->entry.empty() ? std::nullopt : std::optional(o->entry), {}};
    for (std::size_t i = 0; i < o->dates.size(); ++i) work.sessions.push_back({o->dates[i], o->hours[i], std::nullopt});
    works.push_back(std::move(work));
  }
  return works;
}
std::vector<planning::PlannedWork> chosen_work(const planning::Suggestion& suggestion) {
  std::vector<planning::PlannedWork> works;
  for (const planning::Chosen& one : suggestion.chosen) {
    const planning::Option& option = suggestion.supply.options[one.option];
    works.push_back({option.id, option.intervention->id->text,
                     option.entry != nullptr ? std::optional(option.entry->id->text) : std::nullopt, option.sessions});
  }
  return works;
}

// Judges every set and keeps the best.
struct Tried {
  bool feasible = false;
  std::vector<const OfferedDates*> best;
};
Tried try_all(const Scenario& scenario, const std::vector<OfferedDates>& options) {
  Tried tried;
  bool first = true;
  for (unsigned mask = 0; mask < (1U << options.size()); ++mask) {
    std::vector<const OfferedDates*> set;
    bool serving = false;
    for (std::size_t i = 0; i < options.size(); ++i)
      if ((mask >> i & 1U) != 0) {
        set.push_back(&options[i]);
        serving = serving || serves_a_need(scenario, options[i]);
      }
    if (!broken_rules(scenario, set).empty()) continue;
    tried.feasible = tried.feasible || serving;
    if (!may_be_chosen(scenario, set)) continue;
    if (first || better(scenario, set, tried.best)) tried.best = set;
    first = false;
  }
  if (!tried.feasible) tried.best.clear();
  // Nothing can be chosen, and the work under way covers every need.
  if (!tried.feasible && !scenario.needs.empty()) {
    const Worth kept = worth_of(scenario, {});
    std::size_t ranked = 0;
    for (const MadeNeed& need : scenario.needs) ranked += need.priority || need.reoffending || need.harm ? 1 : 0;
    tried.feasible = ranked > 0 && kept.covered.size() == ranked;
  }
  return tried;
}

std::vector<std::string> ids(const planning::Suggestion& suggestion) {
  std::vector<std::string> list;
  for (const planning::Chosen& one : suggestion.chosen) list.push_back(suggestion.supply.options[one.option].id);
  std::sort(list.begin(), list.end());
  return list;
}

std::set<int> rules_of(const planning::Check& check) {
  std::set<int> rules;
  for (const planning::Violation& violation : check.violations) rules.insert(violation.rule);
  return rules;
}

}  // namespace

TEST_CASE("On small cases the plan is the one that trying every set finds") {
  std::mt19937 random(20250101);
  int judged = 0, infeasible = 0, empty = 0, several = 0;
  std::map<int, int> broken;
  for (int made = 0; judged < times(20000) && made < times(200000); ++made) {
    const Scenario scenario = make(random, {4, 4, 2, 9, 10, 4});
    const auto built = build(scenario);
    const planning::Question question = built->question(scenario.wishes);
    if (planning::supply(question).options.size() > 9) continue;
    ++judged;
    const planning::Suggestion suggestion = planning::suggest(question, never);
    const std::vector<OfferedDates> options = offered(suggestion.supply);
    const Tried tried = try_all(scenario, options);
    std::vector<std::string> best;
    for (const OfferedDates* one : tried.best) best.push_back(one->id);
    std::sort(best.begin(), best.end());
    const bool says_feasible = suggestion.status == planning::Answer::Status::optimal;
    const Worth worth = worth_of(scenario, tried.best);
    const planning::Objective& objective = suggestion.objective;
    std::vector<std::string> covered;
    for (const NeedArea area : objective.covered) covered.emplace_back(word(area));
    const planning::Check check = planning::verify(question, chosen_work(suggestion));
    const bool same = says_feasible == tried.feasible && ids(suggestion) == best && covered == worth.covered &&
                      objective.strength == worth.strength && objective.weighted_sessions == worth.weighted &&
                      objective.starts == worth.starts && objective.inversions == worth.inversions &&
                      objective.sessions == worth.sessions && objective.last_session == worth.last &&
                      objective.distinct_days == worth.days && check.accepted() && check.objective == objective &&
                      suggestion.conflict.has_value() == !tried.feasible;
    if (!same) {
      INFO("case " << made << ": " << render::plan_json(suggestion).dump(1));
      for (const std::string& one : best) UNSCOPED_INFO("best " << one);
      for (const std::string& one : worth_of(scenario, {}).covered) UNSCOPED_INFO("kept work covers " << one);
      for (const int rule : broken_rules(scenario, {})) UNSCOPED_INFO("kept work breaks H" << rule);
      for (const MadeNeed& one : scenario.needs)
        UNSCOPED_INFO("need " << word(one.area) << " " << one.priority.value_or(0) << one.reoffending << one.harm);
      for (const planning::Violation& one : check.violations)
        UNSCOPED_INFO("refuted H" << one.rule << " " << one.message);
      REQUIRE(says_feasible == tried.feasible);
      REQUIRE(ids(suggestion) == best);
      FAIL("the objective differs, or the checker");
    }
    // Any other set: the checker finds the very rules that the naive reading finds.
    std::vector<const OfferedDates*> any;
    for (const OfferedDates& one : options)
      if (random() % 2 == 0) any.push_back(&one);
    const std::set<int> naive = broken_rules(scenario, any), found = rules_of(planning::verify(question, as_work(any)));
    if (naive != found) {
      INFO("case " << made);
      for (const OfferedDates* one : any) UNSCOPED_INFO(one->id);
      for (const planning::Violation& one : planning::verify(question, as_work(any)).violations)
        UNSCOPED_INFO("found H" << one.rule << " " << one.activity << " " << one.message);
      REQUIRE(naive == found);
    }
    for (const int rule : naive) ++broken[rule];
    // And the reasons given for what is left out hold: what a rule excludes by itself breaks it by itself.
    for (const planning::NotChosen& left : suggestion.not_chosen) {
      if (left.rule == 0) continue;
      std::vector<const OfferedDates*> with{&options[left.option]};
      bool alone = broken_rules(scenario, with).contains(left.rule);
      if (!alone)
        for (const planning::Chosen& one : suggestion.chosen)
          if (options[one.option].intervention != options[left.option].intervention)
            with.push_back(&options[one.option]);
      if (!alone && !broken_rules(scenario, with).contains(left.rule)) {
        INFO("case " << made << ": " << options[left.option].id << " H" << left.rule << " " << left.message);
        FAIL("the reason does not hold");
      }
    }
    infeasible += tried.feasible ? 0 : 1;
    empty += tried.feasible && best.empty() ? 1 : 0;
    several += best.size() > 1 ? 1 : 0;
  }
  CHECK(judged == times(20000));
  // The cases must not be all of one kind.
  CHECK(infeasible > judged / 20);
  CHECK(empty > judged / 500);
  CHECK(several > judged / 50);  // fewer since no work is chosen for no need
  for (int rule = 0; rule <= 9; ++rule) {
    INFO("H" << rule);
    CHECK(broken[rule] > judged / 500);
  }
}

TEST_CASE("On larger cases the checker accepts every plan, and a changed plan is refuted with the rule it breaks") {
  std::mt19937 random(7);
  int plans = 0;
  std::map<int, int> refuted;
  for (int made = 0; made < times(10000); ++made) {
    const Scenario scenario = make(random, {6, 8, 3, 26, 24, 9});
    const auto built = build(scenario);
    const planning::Question question = built->question(scenario.wishes);
    const planning::Suggestion suggestion = planning::suggest(question, after_asking(300));
    const std::vector<planning::PlannedWork> plan = chosen_work(suggestion);
    const planning::Check check = planning::verify(question, plan);
    if (!check.accepted() || !(check.objective == suggestion.objective)) {
      INFO("case " << made << ": " << render::plan_json(suggestion).dump(1));
      for (const planning::Violation& one : check.violations)
        UNSCOPED_INFO("refuted H" << one.rule << " " << one.message);
      FAIL("the checker refutes the plan");
    }
    if (plan.empty()) continue;
    ++plans;
    const auto is_refuted = [&](int rule, const Scenario& changed, const std::vector<planning::PlannedWork>& works) {
      const auto other = build(changed);
      const std::set<int> rules = rules_of(planning::verify(other->question(changed.wishes), works));
      if (!rules.contains(rule)) {
        INFO("case " << made << ", H" << rule << ": " << render::plan_json(suggestion).dump(1));
        FAIL("a plan that breaks a rule is not refuted with it");
      }
      ++refuted[rule];
    };
    Scenario changed = scenario;
    std::vector<planning::PlannedWork> works = plan;
    planning::PlannedWork& work = works.back();
    const auto intervention = [&](Scenario& s) -> MadeIntervention& {
      return *std::find_if(s.interventions.begin(), s.interventions.end(),
                           [&](const MadeIntervention& i) { return i.id == work.intervention; });
    };
    switch (made % 11) {
      case 0:  // one day fewer than it takes
        changed.max_days -= static_cast<int>(question.days_available() - suggestion.objective.distinct_days) + 1;
        if (changed.max_days >= 0) is_refuted(1, changed, works);
        break;
      case 1:
        changed.end = *suggestion.objective.last_session - Days{1};
        is_refuted(2, changed, works);
        break;
      case 2:
        work.sessions.back().date = changed.end + Days{1};
        is_refuted(2, scenario, works);
        break;
      case 3:
        intervention(changed).men_only = intervention(changed).women_only = false;
        (scenario.sex == Sex::female ? intervention(changed).men_only : intervention(changed).women_only) = true;
        changed.wishes.allow_undetermined = false;
        is_refuted(3, changed, works);
        break;
      case 4:
        changed.away.emplace_back(work.sessions.back().date, work.sessions.back().date);
        is_refuted(4, changed, works);
        break;
      case 5: {  // the other main work of the person takes the same weeks
        intervention(changed).kind = InterventionKind::structured_intervention;
        intervention(changed).alongside = false;
        MadeIntervention other;
        other.id = "zz";
        other.kind = InterventionKind::accredited_programme;
        changed.interventions.push_back(other);
        changed.activities.push_back({"A9",
                                      "zz",
                                      ActivityStatus::in_progress,
                                      false,
                                      true,
                                      {scenario.as_of - Days{7}, work.sessions.front().date},
                                      2});
        is_refuted(5, changed, works);
        break;
      }
      case 6:
        intervention(changed).after.push_back("never-given");
        is_refuted(6, changed, works);
        break;
      case 7:
        changed.travel = {{work.intervention, 61}};
        is_refuted(7, changed, works);
        break;
      case 8: {  // more sessions in its first week than may be
        const Date first = work.sessions.front().date;
        changed.wishes.sessions_a_week = 1;
        changed.activities.push_back({"A8", work.intervention, ActivityStatus::in_progress, true, true, {first}, 1});
        is_refuted(8, changed, works);
        break;
      }
      case 9:
        intervention(changed).months = 30;
        intervention(changed).ask_below = false;
        is_refuted(9, changed, works);
        break;
      default:  // not as many sessions as it has
        work.sessions.push_back({work.sessions.back().date + Days{1}, {}, {}});
        if (!intervention(changed).flexible) is_refuted(0, scenario, works);
        break;
    }
  }
  CHECK(plans > times(10000) / 4);
  for (int rule = 0; rule <= 9; ++rule) {
    INFO("H" << rule);
    CHECK(refuted[rule] > times(10000) / 60);
  }
}

TEST_CASE("The same question gives the same plan, byte for byte, in whatever order the catalogue stands") {
  std::mt19937 random(99);
  for (int made = 0; made < rounds_of(300, 3000); ++made) {
    Scenario scenario = make(random, {5, 6, 3, 20, 20, 9});
    const auto built = build(scenario);
    const planning::Suggestion first = planning::suggest(built->question(scenario.wishes), never);
    const auto again = build(scenario);
    const planning::Suggestion second = planning::suggest(again->question(scenario.wishes), never);
    REQUIRE(render::plan_json(first).dump() == render::plan_json(second).dump());
    REQUIRE(render::plan_text(first) == render::plan_text(second));
    std::reverse(scenario.interventions.begin(), scenario.interventions.end());
    const auto turned = build(scenario);
    const planning::Suggestion third = planning::suggest(turned->question(scenario.wishes), never);
    REQUIRE(ids(first) == ids(third));
    REQUIRE(first.objective == third.objective);
  }
}
