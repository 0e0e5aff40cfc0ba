#include "planning/cohort_staff.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"

namespace probation::planning {
namespace {

using Takers = std::vector<std::vector<std::pair<int, double>>>;

int column_of(const Staffing& staffing, std::size_t group, std::size_t facilitator) {
  for (const auto& [f, column] : staffing.facilitators[group])
    if (f == facilitator) return column;
  return -1;
}

// Who could take which group: a column each; all sessions of a group by the same people.
void add_facilitators(Mip& mip, const CohortInput& input, const std::vector<GroupStart>& groups,
                      const std::vector<int>& runs, Staffing& staffing) {
  if (!input.directory->facilitators.recorded) return;
  staffing.facilitators.assign(groups.size(), {});
  const auto& people = input.directory->facilitators.items;
  const Date this_week = monday_of(input.as_of + Days{1});
  std::vector<MipRow> enough(groups.size());
  for (std::size_t f = 0; f < people.size(); ++f) {
    std::map<Date, MipRow> weeks;
    std::vector<std::size_t> mine;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const GroupStart& group = groups[g];
      if (!people[f].id || !is_trained(people[f], group) ||
          is_away(people[f].unavailable, people[f].dates_unavailable, group))
        continue;
      const int column = mip.add_column(0, 1, true);
      staffing.facilitators[g].emplace_back(f, column);
      enough[g].terms.emplace_back(column, 1);
      std::map<Date, int> sessions;
      for (const SessionTime& session : group.sessions)
        if (this_week <= session.date) ++sessions[monday_of(session.date)];
      for (const auto& [monday, count] : sessions) weeks[monday].terms.emplace_back(column, count);
      for (const std::size_t other : mine)
        if (meet(group, groups[other]))
          mip.rows.push_back({-unlimited, 1, {{column, 1}, {column_of(staffing, other, f), 1}}});
      mine.push_back(g);
    }
    if (!people[f].sessions_per_week) continue;
    for (auto& [monday, row] : weeks)
      mip.rows.push_back({-unlimited, static_cast<double>(*people[f].sessions_per_week), std::move(row.terms)});
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto needed = static_cast<double>(groups[g].facilitators);
    if (groups[g].held > 0) {
      const int without = mip.add_column(0, needed, true);
      enough[g].terms.emplace_back(without, 1);
      staffing.lacking.emplace_back(without, 1);
    }
    enough[g].terms.emplace_back(runs[g], -needed);
    mip.rows.push_back({0, 0, std::move(enough[g].terms)});
  }
}

// A group in a place that has rooms needs one that is free and large enough; one that people are in stays with them
// where it is too small, and takes nobody else.
void add_rooms(Mip& mip, const CohortInput& input, const std::vector<GroupStart>& groups, const std::vector<int>& runs,
               const Takers& takers, Staffing& staffing, std::vector<std::string>& notes) {
  staffing.no_room.assign(groups.size(), -1);
  if (!input.directory->rooms.recorded) return;
  const auto& rooms = input.directory->rooms.items;
  std::vector<std::vector<std::pair<std::size_t, int>>> of_group(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const GroupStart& group = groups[g];
    if (!group.entry->location) continue;
    bool any_there = false;
    const auto held = static_cast<double>(group.held);
    MipRow one{0, 0, {}}, size{-unlimited, 0, {}};
    for (std::size_t r = 0; r < rooms.size(); ++r) {
      if (!rooms[r].location.is(*group.entry->location)) continue;
      any_there = true;
      if (is_away(rooms[r].unavailable, {}, group)) continue;
      const int column = mip.add_column(0, 1, true);
      of_group[g].emplace_back(r, column);
      one.terms.emplace_back(column, 1);
      const double people = rooms[r].capacity ? static_cast<double>(*rooms[r].capacity) : unlimited;
      size.terms.emplace_back(column, -std::max(people, held));
      for (std::size_t other = 0; other < g; ++other)
        for (const auto& [room, theirs] : of_group[other])
          if (room == r && meet(group, groups[other])) mip.rows.push_back({-unlimited, 1, {{column, 1}, {theirs, 1}}});
    }
    if (!any_there) {
      notes.push_back(fmt::format("no room of the directory is in {}: taken as no limit", *group.entry->location));
      continue;
    }
    if (group.held > 0) {
      staffing.no_room[g] = mip.add_column(0, 1, true);
      one.terms.emplace_back(staffing.no_room[g], 1);
      size.terms.emplace_back(staffing.no_room[g], -held);
      staffing.lacking.emplace_back(staffing.no_room[g], 1);
    }
    one.terms.emplace_back(runs[g], -1);
    mip.rows.push_back(std::move(one));
    size.terms.insert(size.terms.end(), takers[g].begin(), takers[g].end());
    size.terms.emplace_back(runs[g], held);
    mip.rows.push_back(std::move(size));
  }
  std::sort(notes.begin(), notes.end());
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
}

}  // namespace

Staffing add_staff(Mip& mip, const CohortInput& input, const std::vector<GroupStart>& groups,
                   const std::vector<int>& runs, const Takers& takers, std::vector<std::string>& notes) {
  Staffing staffing;
  add_facilitators(mip, input, groups, runs, staffing);
  add_rooms(mip, input, groups, runs, takers, staffing, notes);
  return staffing;
}

}  // namespace probation::planning
