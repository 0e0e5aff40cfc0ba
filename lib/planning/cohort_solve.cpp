// The region as an integer program, level by level of the objective.
#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/cohort.hpp"
#include "planning/mip.hpp"

namespace probation::planning {
namespace {

constexpr double unlimited = 1e9;
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
      for (const CohortColumn& column : person.columns) {
        const bool allowed = holds_decided(person, column);
        mine.push_back(mip_.add_column(0, allowed ? 1 : 0, true));
        one.terms.emplace_back(mine.back(), 1);
      }
      mip_.rows.push_back(std::move(one));
    }
    for (const GroupStart& group : cohort_.groups) runs_.push_back(mip_.add_column(group.must_run ? 1 : 0, 1, true));
    sizes();
    caseloads();
    facilitators();
    rooms();
  }

  [[nodiscard]] bool holds_decided(const CohortPerson& person, const CohortColumn& column) const {
    std::set<StartKey> has;
    for (const std::size_t g : column.groups) has.insert(cohort_.groups[g].key());
    return std::all_of(person.decided.begin(), person.decided.end(),
                       [&](const StartKey& one) { return has.contains(one); }) &&
           std::all_of(person.decided_options.begin(), person.decided_options.end(), [&](const std::string& one) {
             return std::binary_search(column.ids.begin(), column.ids.end(), one);
           });
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

  void caseloads() {
    std::map<std::pair<std::string, Date>, MipRow> weeks;
    for (std::size_t p = 0; p < cohort_.people.size(); ++p)
      for (std::size_t c = 0; c < cohort_.people[p].columns.size(); ++c)
        for (const auto& week : cohort_.people[p].columns[c].caseload) weeks[week].terms.emplace_back(column_[p][c], 1);
    for (auto& [week, row] : weeks) {
      for (const DirectoryEntry& entry : input_.directory->entries)
        if (entry.id && entry.id->text == week.first) row.most = static_cast<double>(*entry.caseload_max);
      row.least = -unlimited;
      mip_.rows.push_back(std::move(row));
    }
  }

  // Who could take which group: a column each; all sessions of a group by the same people.
  void facilitators() {
    if (!input_.directory->facilitators.recorded) return;
    facilitator_.assign(cohort_.groups.size(), {});
    const auto& people = input_.directory->facilitators.items;
    std::vector<MipRow> enough(cohort_.groups.size());
    for (std::size_t f = 0; f < people.size(); ++f) {
      std::map<Date, MipRow> weeks;
      std::vector<std::size_t> mine;
      for (std::size_t g = 0; g < cohort_.groups.size(); ++g) {
        const GroupStart& group = cohort_.groups[g];
        if (!people[f].id || !is_trained(people[f], group) ||
            is_away(people[f].unavailable, people[f].dates_unavailable, group))
          continue;
        const int column = mip_.add_column(0, 1, true);
        facilitator_[g].emplace_back(f, column);
        enough[g].terms.emplace_back(column, 1);
        std::map<Date, int> sessions;
        for (const SessionTime& session : group.sessions) ++sessions[monday_of(session.date)];
        for (const auto& [monday, count] : sessions) weeks[monday].terms.emplace_back(column, count);
        for (const std::size_t other : mine)
          if (meet(group, cohort_.groups[other]))
            mip_.rows.push_back({-unlimited, 1, {{column, 1}, {column_of(other, f), 1}}});
        mine.push_back(g);
      }
      if (!people[f].sessions_per_week) continue;
      for (auto& [monday, row] : weeks)
        mip_.rows.push_back({-unlimited, static_cast<double>(*people[f].sessions_per_week), std::move(row.terms)});
    }
    for (std::size_t g = 0; g < cohort_.groups.size(); ++g) {
      enough[g].terms.emplace_back(runs_[g], -static_cast<double>(cohort_.groups[g].facilitators));
      mip_.rows.push_back({0, 0, std::move(enough[g].terms)});
    }
  }
  [[nodiscard]] int column_of(std::size_t group, std::size_t facilitator) const {
    for (const auto& [f, column] : facilitator_[group])
      if (f == facilitator) return column;
    return -1;
  }

  // A group in a place that has rooms needs one that is free and large enough.
  void rooms() {
    if (!input_.directory->rooms.recorded) return;
    const auto& rooms = input_.directory->rooms.items;
    std::vector<std::vector<std::pair<std::size_t, int>>> of_group(cohort_.groups.size());
    for (std::size_t g = 0; g < cohort_.groups.size(); ++g) {
      const GroupStart& group = cohort_.groups[g];
      if (!group.entry->location) continue;
      bool any_there = false;
      MipRow one{0, 0, {}}, size{-unlimited, -static_cast<double>(group.held), {}};
      for (std::size_t r = 0; r < rooms.size(); ++r) {
        if (!rooms[r].location.is(*group.entry->location)) continue;
        any_there = true;
        if (is_away(rooms[r].unavailable, {}, group)) continue;
        const int column = mip_.add_column(0, 1, true);
        of_group[g].emplace_back(r, column);
        one.terms.emplace_back(column, 1);
        size.terms.emplace_back(column, -(rooms[r].capacity ? static_cast<double>(*rooms[r].capacity) : unlimited));
        for (std::size_t other = 0; other < g; ++other)
          for (const auto& [room, theirs] : of_group[other])
            if (room == r && meet(group, cohort_.groups[other]))
              mip_.rows.push_back({-unlimited, 1, {{column, 1}, {theirs, 1}}});
      }
      if (!any_there) {
        cohort_.notes.push_back(
            fmt::format("no room of the directory is in {}: taken as no limit", *group.entry->location));
        continue;
      }
      one.terms.emplace_back(runs_[g], -1);
      mip_.rows.push_back(std::move(one));
      for (std::size_t p = 0; p < cohort_.people.size(); ++p)
        for (std::size_t c = 0; c < cohort_.people[p].columns.size(); ++c)
          for (const std::size_t taken : cohort_.people[p].columns[c].groups)
            if (taken == g) size.terms.emplace_back(column_[p][c], 1);
      size.terms.emplace_back(runs_[g], static_cast<double>(group.held));
      size.most = 0;
      mip_.rows.push_back(std::move(size));
    }
    std::sort(cohort_.notes.begin(), cohort_.notes.end());
    cohort_.notes.erase(std::unique(cohort_.notes.begin(), cohort_.notes.end()), cohort_.notes.end());
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
      const auto now = [&](std::size_t c) { return best_[static_cast<std::size_t>(column_[p][c])] > 0.5; };
      for (const std::size_t c : order) {
        const auto at = static_cast<std::size_t>(column_[p][c]);
        if (mip_.most[at] < 0.5) continue;
        if (!now(c)) {
          if (seconds_left() <= 0) return;
          mip_.least[at] = 1;
          const MipAnswer answer = maximise(mip_, {}, std::max(0.1, seconds_left()), 0, {});
          mip_.least[at] = 0;
          if (!answer.found) {
            mip_.most[at] = 0;
            continue;
          }
          best_ = answer.columns;
        }
        mip_.least[at] = 1;
        break;
      }
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
    if (facilitator_.empty()) return;
    // The same groups may be staffed in several ways: of those the first people of the directory, group by group.
    for (std::size_t c = 0; c < best_.size(); ++c)
      if (c <= static_cast<std::size_t>(runs_.back())) mip_.least[c] = mip_.most[c] = best_[c];
    const bool few = cohort_.groups.size() <= people_settled_one_by_one;
    for (std::size_t g = 0; g < cohort_.groups.size(); ++g) {
      if (cohort_.runs[g] == 0) continue;
      for (const auto& [f, column] : facilitator_[g]) {
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
  std::vector<std::vector<std::pair<std::size_t, int>>> facilitator_;  // of each group: who, and the column
  std::vector<double> best_;
};

std::string why_waiting(const Cohort& cohort, const std::vector<std::size_t>& groups) {
  std::vector<std::string> reasons;
  for (const std::size_t g : groups) {
    const GroupStart& group = cohort.groups[g];
    const std::string name = fmt::format("{} of {}", group.entry->id->text, format(group.start));
    const std::int64_t size = cohort.size_of(g);
    if (cohort.runs[g] != 0 && size >= group.most)
      reasons.push_back(
          fmt::format("{} is full ({} of {}), of people with less time left or as little", name, size, group.most));
    else if (cohort.runs[g] == 0)
      reasons.push_back(fmt::format("{} does not run ({} needed at least)", name, group.least));
    else reasons.push_back(fmt::format("{} has places, and taking one would cost others more", name));
    if (reasons.size() == 4 && groups.size() > 4) {
      reasons.push_back(fmt::format("and {} more starts", groups.size() - 4));
      break;
    }
  }
  std::string text;
  for (const std::string& one : reasons) text += (text.empty() ? "" : "; ") + one;
  return text.empty() ? "what else is chosen takes the days or the weeks" : text;
}

}  // namespace

std::int64_t Cohort::size_of(std::size_t group) const {
  std::int64_t size = groups[group].held;
  for (std::size_t p = 0; p < people.size(); ++p)
    for (const std::size_t g : people[p].columns[chosen[p]].groups) size += g == group ? 1 : 0;
  return size;
}

std::vector<WaitingPerson> those_who_wait(const Cohort& cohort) {
  std::vector<WaitingPerson> waiting;
  for (std::size_t p = 0; p < cohort.people.size(); ++p) {
    const CohortPerson& person = cohort.people[p];
    const Question& question = person.who->question;
    for (std::size_t r = 0; r < question.needs.needs.size(); ++r) {
      if ((person.columns[cohort.chosen[p]].covers >> r & 1U) != 0) continue;
      WaitingPerson one{person.who->crn, question.needs.needs[r].area, std::nullopt, question.horizon, {}, {}};
      for (const CohortColumn& column : person.columns) {
        if ((column.covers >> r & 1U) == 0) continue;
        for (const std::size_t at : column.options) {
          const Option& option = person.supply.options[at];
          if ((option.serves >> r & 1U) == 0) continue;
          if (!one.first_possible || option.first() < *one.first_possible) one.first_possible = option.first();
          for (const std::size_t g : column.groups)
            if (cohort.groups[g].entry == option.entry && cohort.groups[g].sessions.front().date == option.first())
              one.groups.push_back(g);
        }
      }
      if (!one.first_possible) continue;  // nothing that could be waited for
      std::sort(one.groups.begin(), one.groups.end());
      one.groups.erase(std::unique(one.groups.begin(), one.groups.end()), one.groups.end());
      one.why = why_waiting(cohort, one.groups);
      waiting.push_back(std::move(one));
    }
  }
  return waiting;
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
  cohort.notes.emplace_back("one-to-one work is begun within 13 weeks, with the fewest sessions of a flexible number");
  bool all = true;
  for (const auto& person : input.people) {
    CohortPerson& one = cohort.people.emplace_back();
    one.who = person.get();
    add_columns(input, cohort.groups, one);
    all = all && one.all_columns;
  }
  cohort.chosen.assign(cohort.people.size(), 0);
  cohort.runs.assign(cohort.groups.size(), 0);
  cohort.facilitators.assign(cohort.groups.size(), {});
  Region(input, cohort, seconds, gap).run();
  if (!all) {
    cohort.notes.emplace_back(
        "not every set of options of every person was looked at: the answer is the best of those");
    if (cohort.status == Cohort::Status::optimal) cohort.status = Cohort::Status::feasible;
    if (cohort.open_level.empty()) cohort.open_level = "columns";
  }
  if (cohort.status != Cohort::Status::infeasible) {
    cohort.objective = objective_of(cohort);
    cohort.waiting = those_who_wait(cohort);
  }
  return cohort;
}

}  // namespace probation::planning
