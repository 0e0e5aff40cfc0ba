// The starts of groups that a cohort fills.
#include <algorithm>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"
#include "planning/cohort.hpp"

namespace probation::planning {
namespace {

constexpr std::int64_t no_size_limit = 10'000;

std::int64_t policy_number(const Policy& policy, std::string_view name, Date day, std::int64_t otherwise) {
  const auto value = policy.resolve(name, day);
  return value ? value->number() : otherwise;
}

std::vector<SessionTime> sessions_of_start(const DirectoryEntry& entry, const Intervention& intervention, Date start,
                                           std::int64_t count) {
  const std::int64_t per_week = std::max<std::int64_t>(1, intervention.sessions->per_week.value_or(1));
  SessionTime time{start, std::nullopt, entry.minutes ? entry.minutes.value : intervention.sessions->minutes.value};
  if (entry.time) time.start_minute = entry.time->minute_of_day;
  std::vector<SessionTime> sessions;
  int moved = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    time.date = start + Days{static_cast<int>(7 * i / per_week) + moved};
    while (is_bank_holiday(time.date).value_or(false)) {
      time.date = time.date + Days{7};
      moved += 7;
    }
    sessions.push_back(time);
  }
  return sessions;
}

// People whose cases hold the start: work planned or in progress whose first session is it.
std::int64_t held_by(const CohortInput& input, const GroupStart& group) {
  std::int64_t count = 0;
  for (const auto& person : input.people)
    for (const Activity* activity : person->facts->activities) {
      const auto status = status_of(*person->facts, *activity);
      if (status != ActivityStatus::planned && status != ActivityStatus::in_progress) continue;
      const std::vector<SessionTime> sessions = sessions_of(*person->facts, *activity);
      if (sessions.empty() || sessions.front().date != group.sessions.front().date) continue;
      const PlannedSession* first = nullptr;
      for (const PlannedSession& session : activity->sessions)
        if (session.date.is(sessions.front().date)) first = &session;
      const bool says_which = first != nullptr && first->entry;
      if (says_which ? first->entry.is(group.entry->id->text)
                     : activity->intervention.is(group.intervention->id->text) &&
                           (!first->time || !group.entry->time || *first->time == *group.entry->time) &&
                           (!first->where || !group.entry->location || *first->where == *group.entry->location)) {
        ++count;
        break;
      }
    }
  return count;
}

}  // namespace

bool meet(const GroupStart& a, const GroupStart& b) {
  for (const SessionTime& x : a.sessions)
    for (const SessionTime& y : b.sessions) {
      if (x.clock_known() && y.clock_known() ? overlap(x, y) : x.date == y.date) return true;
    }
  return false;
}

bool is_away(const List<Unavailable>& weekly, const List<UnavailableDates>& dates, const GroupStart& group) {
  return std::any_of(group.sessions.begin(), group.sessions.end(), [&](const SessionTime& session) {
    return std::any_of(weekly.begin(), weekly.end(), [&](const Unavailable& w) { return touches(w, session); }) ||
           std::any_of(dates.begin(), dates.end(), [&](const UnavailableDates& away) {
             return !(away.from && session.date < *away.from) && !(away.until && *away.until < session.date);
           });
  });
}

bool is_trained(const Facilitator& facilitator, const GroupStart& group) {
  if (facilitator.entries.empty() && facilitator.interventions.empty()) return true;
  const auto names = [](const List<Located<std::string>>& list, const std::string& id) {
    return std::any_of(list.begin(), list.end(), [&](const Located<std::string>& one) { return one.is(id); });
  };
  return names(facilitator.entries, group.entry->id->text) ||
         names(facilitator.interventions, group.intervention->id->text);
}

std::vector<GroupStart> group_starts(const CohortInput& input, std::vector<std::string>& notes) {
  std::vector<GroupStart> groups;
  const Policy& policy = *input.policy;
  if (!input.directory->facilitators.recorded)
    notes.emplace_back("facilitators are not in the directory: taken as no limit");
  if (!input.directory->rooms.recorded) notes.emplace_back("rooms are not in the directory: taken as no limit");
  bool least_assumed = false;
  for (const DirectoryEntry& entry : input.directory->entries) {
    const Intervention* intervention =
        entry.id && entry.intervention ? input.catalogue->find(*entry.intervention) : nullptr;
    if (intervention == nullptr || entry.starts.empty() || entry.places.is(0)) continue;
    const auto count = session_count(*intervention, &entry);
    if (!count) continue;
    const bool programme = intervention->kind.is(InterventionKind::accredited_programme);
    std::set<Date> starts;
    for (const Located<Date>& start : entry.starts)
      if (start && input.as_of < *start && !(input.from && *start < *input.from) &&
          !(input.until && *input.until < *start))
        starts.insert(*start);
    for (const Date start : starts) {
      GroupStart group;
      group.entry = &entry;
      group.intervention = intervention;
      group.start = start;
      group.sessions = sessions_of_start(entry, *intervention, start, count->numbers.back());
      least_assumed = least_assumed || !entry.min_size;
      group.least = entry.min_size ? *entry.min_size : policy_number(policy, "group_size_min", input.as_of, 1);
      group.most = no_size_limit;
      if (entry.places) group.most = std::min(group.most, *entry.places);
      if (entry.max_size) group.most = std::min(group.most, *entry.max_size);
      else if (intervention->delivery && intervention->delivery->group_size_max)
        group.most = std::min(group.most, *intervention->delivery->group_size_max);
      else if (programme)
        group.most =
            std::min(group.most, policy_number(policy, "programme_group_size_max", input.as_of, no_size_limit));
      group.facilitators = entry.facilitators ? *entry.facilitators
                           : intervention->delivery && intervention->delivery->facilitators_min
                               ? *intervention->delivery->facilitators_min
                           : programme ? policy_number(policy, "programme_facilitators_min", input.as_of, 2)
                                       : 1;
      group.held = held_by(input, group);
      group.must_run = group.held > 0;
      for (const Decision& one : input.decided)
        group.must_run = group.must_run || (one.entry == entry.id->text && one.start == start);
      groups.push_back(std::move(group));
    }
  }
  if (least_assumed)
    notes.emplace_back("the fewest people of a group without min_size: policy group_size_min (assumption)");
  std::stable_sort(groups.begin(), groups.end(),
                   [](const GroupStart& a, const GroupStart& b) { return a.key() < b.key(); });
  return groups;
}

}  // namespace probation::planning
