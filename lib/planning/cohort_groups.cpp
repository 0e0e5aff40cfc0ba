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

std::int64_t held_by(const CohortInput& input, const GroupStart& group) {
  return std::count_if(input.people.begin(), input.people.end(), [&](const std::unique_ptr<PersonCase>& person) {
    return holds_start(*person->facts, *group.entry, *group.intervention, group.sessions.front().date);
  });
}

bool is_under_way(const CaseFacts& facts, const Activity& activity) {
  const auto status = status_of(facts, activity);
  return status == ActivityStatus::planned || status == ActivityStatus::in_progress;
}

// The session says so or, where it names no entry, it is the entry's work at its hour in its place.
bool is_of(const PlannedSession* session, const Activity& activity, const DirectoryEntry& entry,
           const Intervention& intervention) {
  if (session != nullptr && session->entry) return session->entry.is(entry.id->text);
  return activity.intervention.is(intervention.id->text) &&
         (session == nullptr || !session->time || !entry.time || *session->time == *entry.time) &&
         (session == nullptr || !session->where || !entry.location || *session->where == *entry.location);
}

const PlannedSession* session_on(const Activity& activity, Date day) {
  for (const PlannedSession& session : activity.sessions)
    if (session.date.is(day)) return &session;
  return nullptr;
}

// From the first session to the last. Days it owes whose dates nobody recorded may fall until the work is to end, else
// on any day that is left: until then nobody else is promised the place.
Period time_of(const PersonCase& person, const Activity& activity, bool& end_known) {
  const std::vector<SessionTime> sessions = sessions_of(*person.facts, activity);
  Period time{person.facts->as_of, person.facts->as_of};
  if (!sessions.empty()) time = {sessions.front().date, sessions.back().date};
  else if (activity.start_date) time.first = *activity.start_date;
  const auto kept = std::find_if(person.question.kept.begin(), person.question.kept.end(),
                                 [&](const KeptWork& work) { return work.activity == &activity; });
  end_known = kept != person.question.kept.end() ? kept->span.has_value() : !sessions.empty();
  if (!end_known) time.last = std::max(time.last, activity.end_date ? *activity.end_date : person.question.horizon);
  end_known = end_known || activity.end_date;
  return time;
}

}  // namespace

bool holds_start(const CaseFacts& facts, const DirectoryEntry& entry, const Intervention& intervention, Date first) {
  return std::any_of(facts.activities.begin(), facts.activities.end(), [&](const Activity* activity) {
    if (!is_under_way(facts, *activity)) return false;
    const std::vector<SessionTime> sessions = sessions_of(facts, *activity);
    return !sessions.empty() && sessions.front().date == first &&
           is_of(session_on(*activity, first), *activity, entry, intervention);
  });
}

std::vector<CaseloadPlace> held_places(const CohortInput& input, std::vector<std::string>& notes) {
  std::vector<CaseloadPlace> places;
  for (const DirectoryEntry& entry : input.directory->entries) {
    const Intervention* intervention =
        entry.id && entry.intervention ? input.catalogue->find(*entry.intervention) : nullptr;
    if (intervention == nullptr || !entry.starts.empty() || !entry.caseload_max) continue;
    for (const auto& person : input.people)
      for (const Activity* activity : person->facts->activities) {
        if (!is_under_way(*person->facts, *activity)) continue;
        const std::vector<SessionTime> sessions = sessions_of(*person->facts, *activity);
        if (!is_of(sessions.empty() ? nullptr : session_on(*activity, sessions.front().date), *activity, entry,
                   *intervention))
          continue;
        bool end_known = false;
        const Period time = time_of(*person, *activity, end_known);
        places.push_back({entry.id->text, time.first, time.last});
        if (!end_known)
          notes.push_back(fmt::format("when {} is through with {} is not recorded: taken as {}", person->crn,
                                      entry.id->text, format(time.last)));
      }
  }
  std::sort(places.begin(), places.end());
  return places;
}

std::set<std::string> contested_entries(const CohortInput& input, const std::vector<CaseloadPlace>& held) {
  std::set<std::string> asked_first, contested;
  for (const CatalogueEntry& one : input.catalogue->entries)
    if (one.intervention.sequence)
      for (const Located<std::string>& id : one.intervention.sequence->after)
        if (id) asked_first.insert(*id);
  for (const DirectoryEntry& entry : input.directory->entries) {
    const Intervention* intervention =
        entry.id && entry.intervention ? input.catalogue->find(*entry.intervention) : nullptr;
    if (intervention == nullptr || !entry.starts.empty() || !entry.caseload_max) continue;
    const auto may_ask = [&](const std::unique_ptr<PersonCase>& person) {
      if (asked_first.contains(intervention->id->text)) return true;
      return std::any_of(person->question.needs.needs.begin(), person->question.needs.needs.end(),
                         [&](const auto& need) {
                           return std::any_of(intervention->needs.begin(), intervention->needs.end(),
                                              [&](const Located<NeedArea>& area) { return area.is(need.area); });
                         });
    };
    const auto people = std::count_if(input.people.begin(), input.people.end(), may_ask) +
                        std::count_if(held.begin(), held.end(),
                                      [&](const CaseloadPlace& place) { return place.entry == entry.id->text; });
    if (people > *entry.caseload_max) contested.insert(entry.id->text);
  }
  return contested;
}

bool meet(const GroupStart& a, const GroupStart& b) {
  for (const SessionTime& x : a.ahead)
    for (const SessionTime& y : b.ahead) {
      if (x.clock_known() && y.clock_known() ? overlap(x, y) : x.date == y.date) return true;
    }
  return false;
}

bool is_away(const List<Unavailable>& weekly, const List<UnavailableDates>& dates, const GroupStart& group) {
  return std::any_of(group.ahead.begin(), group.ahead.end(), [&](const SessionTime& session) {
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

namespace {

// Sizes and facilitators, as the entry, the intervention or the policy has them.
void fill_limits(const CohortInput& input, GroupStart& group) {
  const DirectoryEntry& entry = *group.entry;
  const Intervention& intervention = *group.intervention;
  const Policy& policy = *input.policy;
  const bool programme = intervention.kind.is(InterventionKind::accredited_programme);
  group.least = entry.min_size ? *entry.min_size : policy_number(policy, "group_size_min", input.as_of, 1);
  group.most = no_size_limit;
  if (entry.places) group.most = std::min(group.most, *entry.places);
  if (entry.max_size) group.most = std::min(group.most, *entry.max_size);
  else if (intervention.delivery && intervention.delivery->group_size_max)
    group.most = std::min(group.most, *intervention.delivery->group_size_max);
  else if (programme)
    group.most = std::min(group.most, policy_number(policy, "programme_group_size_max", input.as_of, no_size_limit));
  group.facilitators = entry.facilitators ? *entry.facilitators
                       : intervention.delivery && intervention.delivery->facilitators_min
                           ? *intervention.delivery->facilitators_min
                       : programme ? policy_number(policy, "programme_facilitators_min", input.as_of, 2)
                                   : 1;
}

// The group of the start, or nothing where there is nobody to look for and nobody in it. One that people are in, or
// that is decided, is there whenever it began and whatever starts are looked at: it has its facilitators and its room.
std::optional<GroupStart> group_of_start(const CohortInput& input, const DirectoryEntry& entry,
                                         const Intervention& intervention, Date start, std::int64_t sessions) {
  GroupStart group;
  group.entry = &entry;
  group.intervention = &intervention;
  group.start = start;
  group.sessions = sessions_of_start(entry, intervention, start, sessions);
  for (const SessionTime& session : group.sessions)
    if (input.as_of < session.date) group.ahead.push_back(session);
  if (group.ahead.empty()) return std::nullopt;
  group.is_open = input.as_of < start && !(input.from && start < *input.from) &&
                  !(input.until && *input.until < start) && !entry.places.is(0);
  group.held = held_by(input, group);
  group.must_run = group.held > 0 || std::any_of(input.decided.begin(), input.decided.end(), [&](const Decision& one) {
                     return one.entry == entry.id->text && one.start == start;
                   });
  if (!group.is_open && !group.must_run) return std::nullopt;
  fill_limits(input, group);
  return group;
}

}  // namespace

std::vector<GroupStart> group_starts(const CohortInput& input, std::vector<std::string>& notes) {
  std::vector<GroupStart> groups;
  if (!input.directory->facilitators.recorded)
    notes.emplace_back("facilitators are not in the directory: taken as no limit");
  if (!input.directory->rooms.recorded) notes.emplace_back("rooms are not in the directory: taken as no limit");
  bool least_assumed = false;
  for (const DirectoryEntry& entry : input.directory->entries) {
    const Intervention* intervention =
        entry.id && entry.intervention ? input.catalogue->find(*entry.intervention) : nullptr;
    if (intervention == nullptr || entry.starts.empty()) continue;
    const auto count = session_count(*intervention, &entry);
    if (!count) continue;
    std::set<Date> starts;
    for (const Located<Date>& start : entry.starts)
      if (start) starts.insert(*start);
    for (const Date start : starts) {
      auto group = group_of_start(input, entry, *intervention, start, count->numbers.back());
      if (!group) continue;
      least_assumed = least_assumed || !entry.min_size;
      groups.push_back(std::move(*group));
    }
  }
  if (least_assumed)
    notes.emplace_back("the fewest people of a group without min_size: policy group_size_min (assumption)");
  std::stable_sort(groups.begin(), groups.end(),
                   [](const GroupStart& a, const GroupStart& b) { return a.key() < b.key(); });
  return groups;
}

}  // namespace probation::planning
