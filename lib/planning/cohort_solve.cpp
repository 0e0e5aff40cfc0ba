// The region as an integer program, level by level of the objective.
#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/cohort.hpp"
#include "planning/cohort_staff.hpp"
#include "planning/mip.hpp"

namespace probation::planning {
namespace {

constexpr std::size_t people_settled_one_by_one = 120;  // ties beyond that are the solver's, and always the same

class Region {
 public:
  Region(const CohortInput& input, Cohort& cohort, double seconds, double gap)
      : input_(input),
        cohort_(cohort),
        gap_(gap),
        until_(std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                      std::chrono::duration<double>(seconds))) {
    build();
  }

  void run() {
    cohort_.status = Cohort::Status::optimal;
    static constexpr std::array<const char*, 6> names{"covered_first", "further_needs", "strength",
                                                      "start_weeks",   "groups_run",    "days"};
    for (std::size_t level = 0; level < names.size(); ++level)
      if (!settle(level, names[level])) return;
    if (cohort_.people.size() <= people_settled_one_by_one) settle_ties();
    else cohort_.notes.emplace_back("equally good answers were not told apart person by person: too many people");
    read();
    say_what_lacks();
  }

 private:
  using Terms = std::vector<std::pair<int, double>>;

  [[nodiscard]] double seconds_left() const {
    return std::chrono::duration<double>(until_ - std::chrono::steady_clock::now()).count();
  }

  void build() {
    for (std::size_t p = 0; p < cohort_.people.size(); ++p) {
      const CohortPerson& person = cohort_.people[p];
      std::vector<int>& mine = column_.emplace_back();
      MipRow one{1, 1, {}};
      for (std::size_t c = 0; c < person.columns.size(); ++c) {
        mine.push_back(mip_.add_column(0, person.columns[c].keeps_decided ? 1 : 0, true));
        one.terms.emplace_back(mine.back(), 1);
      }
      mip_.rows.push_back(std::move(one));
    }
    for (const GroupStart& group : cohort_.groups) runs_.push_back(mip_.add_column(group.must_run ? 1 : 0, 1, true));
    sizes();
    caseloads();
    staff();
  }

  // held + new people between the least and the most where the group runs; none where it does not.
  void sizes() {
    std::vector<MipRow> least(cohort_.groups.size()), most(cohort_.groups.size());
    for (std::size_t p = 0; p < cohort_.people.size(); ++p)
      for (std::size_t c = 0; c < cohort_.people[p].columns.size(); ++c)
        for (const std::size_t g : cohort_.people[p].columns[c].groups) {
          least[g].terms.emplace_back(column_[p][c], 1);
          most[g].terms.emplace_back(column_[p][c], 1);
        }
    for (std::size_t g = 0; g < cohort_.groups.size(); ++g) {
      const GroupStart& group = cohort_.groups[g];
      const auto held = static_cast<double>(group.held);
      most[g].terms.emplace_back(runs_[g], -std::max(0.0, static_cast<double>(group.most) - held));
      most[g].least = -unlimited;
      most[g].most = 0;
      mip_.rows.push_back(std::move(most[g]));
      if (group.must_run) continue;  // it runs, few as they may be
      least[g].terms.emplace_back(runs_[g], -(static_cast<double>(group.least) - held));
      least[g].least = 0;
      least[g].most = unlimited;
      mip_.rows.push_back(std::move(least[g]));
    }
  }

  // At no time more people than the entry takes; those whose cases hold a place keep it. The most are there on a day on
  // which somebody begins.
  void caseloads() {
    for (const DirectoryEntry& entry : input_.directory->entries) {
      if (!entry.id || !entry.caseload_max) continue;
      std::vector<std::pair<CaseloadPlace, int>> taken;
      std::set<Date> begins;
      for (std::size_t p = 0; p < cohort_.people.size(); ++p)
        for (std::size_t c = 0; c < cohort_.people[p].columns.size(); ++c)
          for (const CaseloadPlace& place : cohort_.people[p].columns[c].caseload) {
            if (place.entry != entry.id->text) continue;
            taken.emplace_back(place, column_[p][c]);
            begins.insert(place.first);
          }
      const auto is_there = [](const CaseloadPlace& place, Date day) {
        return place.first <= day && day <= place.last;
      };
      for (const CaseloadPlace& held : cohort_.held_places)
        if (held.entry == entry.id->text) begins.insert(held.first);
      for (const Date day : begins) {
        const auto held = std::count_if(
            cohort_.held_places.begin(), cohort_.held_places.end(),
            [&](const CaseloadPlace& place) { return place.entry == entry.id->text && is_there(place, day); });
        MipRow row{-unlimited, std::max(0.0, static_cast<double>(*entry.caseload_max - held)), {}};
        for (const auto& [place, column] : taken)
          if (is_there(place, day)) row.terms.emplace_back(column, 1);
        if (static_cast<double>(row.terms.size()) > row.most) mip_.rows.push_back(std::move(row));
      }
    }
  }

  // Groups that people are in go on, whatever the directory has for them: they lack no more than they must by
  // themselves, and no group that is new takes it from them.
  void staff() {
    const std::int64_t lacking = lacking_by_themselves();
    std::vector<std::vector<std::pair<int, double>>> takers(cohort_.groups.size());
    for (std::size_t p = 0; p < cohort_.people.size(); ++p)
      for (std::size_t c = 0; c < cohort_.people[p].columns.size(); ++c)
        for (const std::size_t g : cohort_.people[p].columns[c].groups) takers[g].emplace_back(column_[p][c], 1);
    staffing_ = add_staff(mip_, input_, cohort_.groups, runs_, takers, cohort_.notes);
    if (!staffing_.lacking.empty()) mip_.rows.push_back({-unlimited, static_cast<double>(lacking), staffing_.lacking});
  }
  [[nodiscard]] std::int64_t lacking_by_themselves() const {
    Mip alone;
    std::vector<int> runs;
    bool any = false;
    for (const GroupStart& group : cohort_.groups) {
      const bool given = group.held > 0;
      any = any || given;
      runs.push_back(alone.add_column(given ? 1 : 0, given ? 1 : 0, true));
    }
    if (!any) return 0;
    std::vector<std::string> unsaid;
    const Staffing staffing =
        add_staff(alone, input_, cohort_.groups, runs,
                  std::vector<std::vector<std::pair<int, double>>>(cohort_.groups.size()), unsaid);
    Terms fewest = staffing.lacking;
    for (auto& [column, factor] : fewest) factor = -1;
    const MipAnswer answer = maximise(alone, fewest, std::max(1.0, seconds_left()), 0, {});
    return answer.found ? std::llround(-answer.value) : 0;
  }

  // ---- the levels
  [[nodiscard]] Terms terms_of(std::size_t level) const {
    Terms terms;
    if (level == 4) {
      for (const int column : runs_) terms.emplace_back(column, -1);
      return terms;
    }
    for (std::size_t p = 0; p < cohort_.people.size(); ++p)
      for (std::size_t c = 0; c < cohort_.people[p].columns.size(); ++c)
        if (const double factor = worth(level, cohort_.people[p], cohort_.people[p].columns[c]); factor != 0)
          terms.emplace_back(column_[p][c], factor);
    return terms;
  }
  static double worth(std::size_t level, const CohortPerson& person, const CohortColumn& column) {
    const auto urgency = static_cast<double>(person.urgency);
    switch (level) {
      case 0: return (column.covers & 1U) != 0 ? urgency : 0;
      case 1: {
        double sum = 0;
        for (int r = 1; r < 32; ++r)
          if ((column.covers >> r & 1U) != 0) sum += urgency * std::ldexp(1.0, -r);
        return sum;
      }
      case 2: return std::ldexp(static_cast<double>(column.strength), -31);
      case 3: return -static_cast<double>((column.covers & 1U) != 0 ? column.start_weeks : 0);
      case 5: return -static_cast<double>(column.days);
      default: return 0;
    }
  }

  // Solves one level with the earlier ones held. False: nothing was found at all.
  bool settle(std::size_t level, const char* name) {
    const Terms terms = terms_of(level);
    const bool may_leave_gap = level <= 1;
    const double left = seconds_left();
    if (left <= 0 && !best_.empty()) {
      open(name, 0, 0);
      return true;
    }
    const MipAnswer answer = maximise(mip_, terms, std::max(left, 1.0), may_leave_gap ? gap_ : 0, best_);
    if (!answer.found) {
      if (!best_.empty()) {
        open(name, 0, 0);
        return true;
      }
      cohort_.status = answer.infeasible ? Cohort::Status::infeasible : Cohort::Status::feasible;
      cohort_.notes.emplace_back(answer.infeasible ? "no cohort keeps the rules: what is decided cannot run as it is"
                                                   : "no cohort was found in the time given");
      return false;
    }
    best_ = answer.columns;
    if (answer.bound > answer.value + 1e-6) open(name, answer.bound, answer.value);
    if (!terms.empty()) mip_.rows.push_back({answer.value - 1e-6, unlimited, terms});
    return true;
  }

  void open(const char* name, double bound, double value) {
    if (!cohort_.open_level.empty()) return;
    cohort_.status = Cohort::Status::feasible;
    cohort_.open_level = name;
    cohort_.bound_value = bound;
    cohort_.gap = value == 0 ? 0 : 100 * (bound - value) / std::abs(value);
  }

  // Person by person, in the order of CRNs: the best that is left for them, then the smallest ids.
  void settle_ties() {
    for (std::size_t p = 0; p < cohort_.people.size(); ++p) {
      const CohortPerson& person = cohort_.people[p];
      std::vector<std::size_t> order(person.columns.size());
      for (std::size_t c = 0; c < order.size(); ++c) order[c] = c;
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        for (const std::size_t level : {0, 1, 2, 3, 5}) {
          const double x = worth(level, person, person.columns[a]), y = worth(level, person, person.columns[b]);
          if (x != y) return x > y;
        }
        return person.columns[a].ids < person.columns[b].ids;
      });
      // The first of the order that the others leave, asked for at one go.
      Terms first;
      std::optional<std::size_t> soonest;
      for (std::size_t place = 0; place < order.size(); ++place) {
        const int column = column_[p][order[place]];
        if (mip_.most[static_cast<std::size_t>(column)] < 0.5) continue;
        if (!soonest) soonest = order[place];
        first.emplace_back(column, static_cast<double>(order.size() - place));
      }
      const auto now = [&](std::size_t c) { return best_[static_cast<std::size_t>(column_[p][c])] > 0.5; };
      if (soonest && !now(*soonest)) {
        if (seconds_left() <= 0) return;
        const MipAnswer answer = maximise(mip_, first, std::max(0.1, seconds_left()), 0, {});
        if (answer.found) best_ = answer.columns;
      }
      for (std::size_t c = 0; c < order.size(); ++c)
        if (now(c)) mip_.least[static_cast<std::size_t>(column_[p][c])] = 1;
    }
  }

  // What groups that people are in go on without.
  void say_what_lacks() {
    for (std::size_t g = 0; g < cohort_.groups.size(); ++g) {
      const GroupStart& group = cohort_.groups[g];
      const std::string name =
          fmt::format("{} of {}, which people are in,", group.entry->id->text, format(group.start));
      if (!staffing_.facilitators.empty() && group.held > 0 &&
          static_cast<std::int64_t>(cohort_.facilitators[g].size()) < group.facilitators)
        cohort_.notes.push_back(fmt::format("{} has {} of the {} facilitators it needs: no others are free and trained",
                                            name, cohort_.facilitators[g].size(), group.facilitators));
      if (const int column = staffing_.no_room[g]; column >= 0 && best_[static_cast<std::size_t>(column)] > 0.5)
        cohort_.notes.push_back(fmt::format("{} has no room that is free", name));
    }
  }

  void read() {
    cohort_.chosen.assign(cohort_.people.size(), 0);
    for (std::size_t p = 0; p < cohort_.people.size(); ++p)
      for (std::size_t c = 0; c < column_[p].size(); ++c)
        if (best_[static_cast<std::size_t>(column_[p][c])] > 0.5) cohort_.chosen[p] = c;
    cohort_.runs.assign(cohort_.groups.size(), 0);
    for (std::size_t g = 0; g < cohort_.groups.size(); ++g)
      cohort_.runs[g] = best_[static_cast<std::size_t>(runs_[g])] > 0.5 ? 1 : 0;
    cohort_.facilitators.assign(cohort_.groups.size(), {});
    if (staffing_.facilitators.empty()) return;
    // The same groups may be staffed in several ways: of those the first people of the directory, group by group.
    for (std::size_t c = 0; c < best_.size(); ++c)
      if (c <= static_cast<std::size_t>(runs_.back())) mip_.least[c] = mip_.most[c] = best_[c];
    const bool few = cohort_.groups.size() <= people_settled_one_by_one;
    for (std::size_t g = 0; g < cohort_.groups.size(); ++g) {
      if (cohort_.runs[g] == 0) continue;
      for (const auto& [f, column] : staffing_.facilitators[g]) {
        const auto at = static_cast<std::size_t>(column);
        if (best_[at] < 0.5 && few && seconds_left() > 0) {
          mip_.least[at] = 1;
          const MipAnswer answer = maximise(mip_, {}, std::max(0.1, seconds_left()), 0, {});
          mip_.least[at] = 0;
          if (answer.found) best_ = answer.columns;
        }
        mip_.least[at] = mip_.most[at] = best_[at];
        if (best_[at] > 0.5) cohort_.facilitators[g].push_back(input_.directory->facilitators.items[f].id->text);
      }
      std::sort(cohort_.facilitators[g].begin(), cohort_.facilitators[g].end());
    }
  }

  const CohortInput& input_;
  Cohort& cohort_;
  double gap_;
  std::chrono::steady_clock::time_point until_;
  Mip mip_;
  std::vector<std::vector<int>> column_;  // of each person, the program's column of each set
  std::vector<int> runs_;
  Staffing staffing_;
  std::vector<double> best_;
};

}  // namespace

std::int64_t Cohort::size_of(std::size_t group) const {
  std::int64_t size = groups[group].held;
  for (std::size_t p = 0; p < people.size(); ++p)
    for (const std::size_t g : people[p].columns[chosen[p]].groups) size += g == group ? 1 : 0;
  return size;
}

CohortObjective objective_of(const Cohort& cohort) {
  CohortObjective sum;
  for (std::size_t p = 0; p < cohort.people.size(); ++p) {
    const CohortPerson& person = cohort.people[p];
    const CohortColumn& column = person.columns[cohort.chosen[p]];
    if ((column.covers & 1U) != 0) {
      ++sum.covered_first;
      sum.first_weighted += person.urgency;
      sum.start_weeks += column.start_weeks;
    }
    for (int r = 1; r < 31; ++r)
      if ((column.covers >> r & 1U) != 0) sum.further_weighted += person.urgency << (31 - r);
    sum.strength += column.strength;
    sum.days += column.days;
  }
  for (const char runs : cohort.runs) sum.groups_run += runs;
  return sum;
}

Cohort solve_cohort(const CohortInput& input, double seconds, double gap) {
  Cohort cohort;
  cohort.groups = group_starts(input, cohort.notes);
  cohort.held_places = held_places(input, cohort.notes);
  cohort.notes.emplace_back("one-to-one work has the fewest sessions of a flexible number");
  const std::set<std::string> contested = contested_entries(input, cohort.held_places);
  bool all = true, kept = true;
  for (const auto& person : input.people) {
    CohortPerson& one = cohort.people.emplace_back();
    one.who = person.get();
    add_columns(input, cohort.groups, contested, one);
    all = all && one.all_columns;
    kept = kept && one.not_kept.empty();
    for (const std::string& why : one.not_kept)
      cohort.notes.push_back(fmt::format("decided for {}: {}", one.who->crn, why));
  }
  cohort.chosen.assign(cohort.people.size(), 0);
  cohort.runs.assign(cohort.groups.size(), 0);
  cohort.facilitators.assign(cohort.groups.size(), {});
  if (!kept) return cohort;
  Region(input, cohort, seconds, gap).run();
  if (!all && cohort.status != Cohort::Status::infeasible) {
    cohort.notes.emplace_back(
        "not every set of options of every person was looked at: the answer is the best of those");
    cohort.status = Cohort::Status::feasible;
    if (cohort.open_level.empty()) cohort.open_level = "columns";
  }
  if (cohort.status != Cohort::Status::infeasible) {
    cohort.objective = objective_of(cohort);
    cohort.waiting = those_who_wait(cohort);
  }
  return cohort;
}

}  // namespace probation::planning
