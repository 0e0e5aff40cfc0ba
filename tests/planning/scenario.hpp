// Made-up cases for the planner's tests: a plain description, built into the model's structs without a file, so that
// thousands of them cost little. The oracle judges the description itself.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/question.hpp"

namespace planning_tests {

using namespace probation;

struct MadeIntervention {
  std::string id;
  InterventionKind kind = InterventionKind::toolkit;
  std::vector<NeedArea> needs;
  int sessions = 1;
  std::optional<std::pair<int, int>> flexible;
  int per_week = 1;
  std::optional<int> minutes;
  bool men_only = false, women_only = false;
  std::optional<int> age_min, age_max;
  std::optional<OffenceCategory> offence_any, offence_none;
  std::optional<double> ogrs3_min;
  bool asks_stable = false;
  std::optional<int> months;
  bool ask_below = false;
  bool alongside = false;
  std::vector<std::string> after, before;
  bool approved = true;
};
struct MadeEntry {
  std::string id, intervention;
  std::vector<Date> starts;
  bool rolling = false;
  std::optional<int> weekday;  // 0 Monday
  std::optional<int> time, minutes;
  bool full = false;
  std::vector<std::pair<int, int>> hours;  // rolling: weekday, minute of the day
  std::string location;
};
struct MadeNeed {
  NeedArea area;
  std::optional<int> priority;
  bool reoffending = false, harm = false;
  std::optional<double> score;
};
struct MadeWindow {
  int weekday, from, until;
};
struct MadeContact {  // under another requirement, or flagged RAR under this one
  Date date;
  bool counted;
  std::optional<int> time, minutes;
  bool no_outcome = false;   // awaited, or booked
  bool supervision = false;  // under no requirement at all
};
struct MadeActivity {
  std::string id, intervention;
  ActivityStatus status;
  bool own = true;
  bool dated = true;
  std::vector<Date> sessions;
  int planned_days = 0;
  std::optional<int> time = {}, minutes = {};  // of each session
};
struct Scenario {
  Date as_of = date(2025, 1, 1), end = date(2025, 12, 31), birth = date(1990, 5, 5);
  bool suspended = false;
  int max_days = 10;
  std::optional<Sex> sex;
  std::optional<OffenceCategory> offence;
  std::optional<double> ogrs3;
  std::optional<bool> stable;
  std::vector<MadeNeed> needs;
  std::vector<MadeIntervention> interventions;
  std::optional<std::vector<MadeEntry>> directory;
  std::vector<MadeWindow> windows;
  std::vector<std::pair<Date, Date>> away;
  std::vector<std::pair<std::string, int>> travel;
  std::vector<MadeContact> contacts;
  std::vector<MadeActivity> activities;
  std::optional<Date> reset_from;
  std::vector<std::pair<int, int>> policy_hours;  // of rolling work; empty: as national
  planning::Wishes wishes;
};

// The scenario as the planner sees it. Not to be moved: facts point into it.
struct Built {
  Policy policy = Policy::national();
  CaseFile file;
  CatalogueFacts catalogue;
  std::optional<Directory> directory;
  std::vector<LaterEntry> later;
  std::unique_ptr<CaseFacts> facts;
  [[nodiscard]] planning::Question question(const planning::Wishes& wishes) const;
};
std::unique_ptr<Built> build(const Scenario& scenario);

struct Size {
  int needs, interventions, starts, weeks, max_days, sessions;
};
Scenario make(std::mt19937& random, const Size& size);

// ---- small ones by hand
MadeIntervention made(const std::string& id, InterventionKind kind, NeedArea need, int sessions);
MadeEntry group(const std::string& id, const std::string& intervention, std::vector<Date> starts);
// One need, one group of four sessions.
Scenario one_group(Date as_of, Date start);
// One need, one toolkit without a directory.
Scenario one_toolkit(Date as_of, int sessions);

}  // namespace planning_tests
