#include "planning/cohort_verify.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/session_clash.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"

namespace probation::planning {
namespace {

using Start = std::pair<std::string, Date>;

// A group as the sheet fills it.
struct Filled {
  const DirectoryEntry* entry = nullptr;
  const Intervention* intervention = nullptr;
  Date start = date(1600, 1, 1);
  std::vector<SessionTime> sessions;
  std::set<std::string> people, holders;  // of the sheet; of the cases
  [[nodiscard]] std::int64_t size() const {
    std::set<std::string> all = people;
    all.insert(holders.begin(), holders.end());
    return static_cast<std::int64_t>(all.size());
  }
};

bool at_one_time(const Filled& a, const Filled& b) {
  for (const SessionTime& x : a.sessions)
    for (const SessionTime& y : b.sessions)
      if (x.clock_known() && y.clock_known() ? overlap(x, y) : x.date == y.date) return true;
  return false;
}

class Judge {
 public:
  Judge(const CohortJudged& judged, const Sheet& sheet) : judged_(judged), sheet_(sheet) {}

  std::vector<CohortViolation> run() {
    people();
    groups();
    for (auto& [key, group] : groups_) size(group);
    if (judged_.directory->facilitators.recorded) facilitators();
    if (judged_.directory->rooms.recorded) rooms();
    decided();
    return std::move(found_);
  }

 private:
  void broken(std::string rule, std::string crn, const std::string& entry, std::optional<Date> start,
              std::string message) {
    found_.push_back({std::move(rule), std::move(crn), entry, start, std::move(message)});
  }
  [[nodiscard]] const DirectoryEntry* entry_named(const std::string& id) const {
    for (const DirectoryEntry& entry : judged_.directory->entries)
      if (entry.id && entry.id->text == id) return &entry;
    return nullptr;
  }
  [[nodiscard]] const Intervention* intervention_of(const DirectoryEntry& entry) const {
    return entry.intervention ? judged_.catalogue->find(*entry.intervention) : nullptr;
  }

  // The dates of the group that starts on the day: a bank holiday moves its session and all after it a week.
  static std::vector<SessionTime> dates_of(const DirectoryEntry& entry, const Intervention& intervention, Date start) {
    std::vector<SessionTime> sessions;
    if (!intervention.sessions) return sessions;
    const Sessions& plan = *intervention.sessions;
    const std::int64_t count =
        plan.pre_group.value_or(0) + plan.group.value_or(0) + plan.one_to_one.value_or(0) + plan.post.value_or(0);
    const std::int64_t a_week = std::max<std::int64_t>(1, plan.per_week.value_or(1));
    int late = 0;
    for (std::int64_t i = 0; i < std::min<std::int64_t>(count, 366); ++i) {
      const Date due = start + Days{static_cast<int>(7 * i / a_week)};
      while (is_bank_holiday(due + Days{7 * late}).value_or(false)) ++late;
      sessions.push_back({due + Days{7 * late}, entry.time ? std::optional(entry.time->minute_of_day) : std::nullopt,
                          entry.minutes ? entry.minutes.value : plan.minutes.value});
    }
    return sessions;
  }

  void people() {
    std::map<std::string, std::vector<const SheetRow*>> by_person;
    for (const SheetRow& row : sheet_.rows) by_person[row.crn].push_back(&row);
    for (const auto& [crn, rows] : by_person) {
      const Question* question = nullptr;
      for (const auto& [known, asked] : judged_.people)
        if (known == crn) question = asked;
      if (question == nullptr) {
        broken({}, crn, rows.front()->entry, rows.front()->start, fmt::format("no case of {} is at hand", crn));
        continue;
      }
      std::vector<PlannedWork> plan;
      for (const SheetRow* row : rows) {
        PlannedWork work{row->option.empty() ? fmt::format("{}@{}", row->entry, format(row->start)) : row->option,
                         row->intervention, std::nullopt, row->sessions};
        if (!row->entry.empty()) {
          work.directory = row->entry;
          const DirectoryEntry* entry = entry_named(row->entry);
          const Intervention* intervention = entry != nullptr ? intervention_of(*entry) : nullptr;
          if (entry == nullptr || intervention == nullptr) {
            broken({}, crn, row->entry, row->start, fmt::format("the directory has no entry {}", row->entry));
            continue;
          }
          work.intervention = intervention->id->text;
          if (work.sessions.empty()) work.sessions = dates_of(*entry, *intervention, row->start);
          const bool starts = std::any_of(entry->starts.begin(), entry->starts.end(),
                                          [&](const Located<Date>& one) { return one.is(row->start); });
          if (!entry->starts.empty() && !starts)
            broken({}, crn, row->entry, row->start,
                   fmt::format("no group of {} starts on {}", row->entry, format(row->start)));
        }
        plan.push_back(std::move(work));
      }
      for (const Violation& one : verify(*question, plan).violations) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const SheetRow* r) {
          return one.activity == (r->option.empty() ? fmt::format("{}@{}", r->entry, format(r->start)) : r->option);
        });
        broken(one.rule == 0 ? std::string{} : fmt::format("H{}", one.rule), crn,
               row == rows.end() ? std::string{} : (*row)->entry,
               row == rows.end() ? std::nullopt : std::optional((*row)->start), one.message);
      }
    }
  }

  void groups() {
    for (const SheetRow& row : sheet_.rows) {
      const DirectoryEntry* entry = entry_named(row.entry);
      const Intervention* intervention = entry != nullptr ? intervention_of(*entry) : nullptr;
      if (intervention == nullptr || entry->starts.empty()) continue;
      Filled& group = groups_[{row.entry, row.start}];
      group.entry = entry;
      group.intervention = intervention;
      group.start = row.start;
      if (!group.people.insert(row.crn).second)
        broken("places", row.crn, row.entry, row.start, fmt::format("{} stands twice in {}", row.crn, row.entry));
    }
    for (auto& [key, group] : groups_) {
      group.sessions = dates_of(*group.entry, *group.intervention, group.start);
      for (const auto& [crn, question] : judged_.people)
        if (holds(*question->facts, group)) group.holders.insert(crn);
    }
  }

  // Work planned or in progress whose first session is the group's.
  static bool holds(const CaseFacts& facts, const Filled& group) {
    for (const Activity* activity : facts.activities) {
      const auto status = status_of(facts, *activity);
      if (status != ActivityStatus::planned && status != ActivityStatus::in_progress) continue;
      const PlannedSession* first = nullptr;
      for (const PlannedSession& session : activity->sessions)
        if (session.date && (first == nullptr || *session.date < *first->date)) first = &session;
      if (first == nullptr || group.sessions.empty() || !first->date.is(group.sessions.front().date)) continue;
      if (first->entry ? first->entry.is(group.entry->id->text)
                       : activity->intervention.is(group.intervention->id->text) &&
                             (!first->where || !group.entry->location || *first->where == *group.entry->location) &&
                             (!first->time || !group.entry->time || *first->time == *group.entry->time))
        return true;
    }
    return false;
  }

  void size(const Filled& group) {
    const DirectoryEntry& entry = *group.entry;
    const bool programme = group.intervention->kind.is(InterventionKind::accredited_programme);
    const auto policy = [&](std::string_view name) -> std::optional<std::int64_t> {
      const auto value = judged_.policy->resolve(name, judged_.as_of);
      return value ? std::optional(value->number()) : std::nullopt;
    };
    const std::int64_t size = group.size();
    if (entry.places && size > *entry.places)
      broken("places", {}, entry.id->text, group.start,
             fmt::format("{} in {} places", counted(size, "person", "people"), *entry.places));
    std::optional<std::int64_t> most = entry.max_size.value;
    if (!most && group.intervention->delivery) most = group.intervention->delivery->group_size_max.value;
    if (!most && programme) most = policy("programme_group_size_max");
    if (most && size > *most)
      broken("size", {}, entry.id->text, group.start,
             fmt::format("{}; at most {}", counted(size, "person", "people"), *most));
    const std::optional<std::int64_t> least = entry.min_size ? entry.min_size.value : policy("group_size_min");
    const bool given =
        !group.holders.empty() || std::any_of(judged_.decided.begin(), judged_.decided.end(), [&](const SheetRow& row) {
          return row.entry == entry.id->text && row.start == group.start;
        });
    if (least && size < *least && !given)
      broken("size", {}, entry.id->text, group.start,
             fmt::format("{}; at least {}", counted(size, "person", "people"), *least));
  }

  [[nodiscard]] std::int64_t needed(const Filled& group) const {
    if (group.entry->facilitators) return *group.entry->facilitators;
    if (group.intervention->delivery && group.intervention->delivery->facilitators_min)
      return *group.intervention->delivery->facilitators_min;
    if (!group.intervention->kind.is(InterventionKind::accredited_programme)) return 1;
    const auto value = judged_.policy->resolve("programme_facilitators_min", judged_.as_of);
    return value ? value->number() : 2;
  }
  static bool may_run(const Facilitator& who, const Filled& group) {
    const auto names = [](const List<Located<std::string>>& list, const std::string& id) {
      return std::any_of(list.begin(), list.end(), [&](const Located<std::string>& one) { return one.is(id); });
    };
    if ((!who.entries.empty() || !who.interventions.empty()) && !names(who.entries, group.entry->id->text) &&
        !names(who.interventions, group.intervention->id->text))
      return false;
    for (const SessionTime& session : group.sessions) {
      for (const Unavailable& window : who.unavailable)
        if (touches(window, session)) return false;
      for (const UnavailableDates& away : who.dates_unavailable)
        if (!(away.from && session.date < *away.from) && !(away.until && *away.until < session.date)) return false;
    }
    return true;
  }

  // Whether a person may take the groups together.
  static bool together(const Facilitator& who, const std::vector<const Filled*>& taken) {
    std::map<Date, std::int64_t> weeks;
    for (std::size_t a = 0; a < taken.size(); ++a) {
      for (const SessionTime& session : taken[a]->sessions)
        if (++weeks[monday_of(session.date)] > who.sessions_per_week.value_or(1'000'000)) return false;
      for (std::size_t b = a + 1; b < taken.size(); ++b)
        if (at_one_time(*taken[a], *taken[b])) return false;
    }
    return true;
  }

  void facilitators() {
    const auto& all = judged_.directory->facilitators.items;
    if (sheet_.facilitators) {
      std::vector<std::vector<const Filled*>> taken(all.size());
      for (const auto& [key, group] : groups_) {
        const auto named = sheet_.facilitators->find(key);
        const std::vector<std::string> ids =
            named == sheet_.facilitators->end() ? std::vector<std::string>{} : named->second;
        if (static_cast<std::int64_t>(ids.size()) < needed(group))
          broken("facilitators", {}, key.first, key.second,
                 fmt::format("{} of {} needed", counted(static_cast<long long>(ids.size()), "facilitator"),
                             needed(group)));
        for (std::size_t f = 0; f < all.size(); ++f) {
          if (!all[f].id || std::find(ids.begin(), ids.end(), all[f].id->text) == ids.end()) continue;
          taken[f].push_back(&group);
          if (!may_run(all[f], group))
            broken("facilitators", {}, key.first, key.second,
                   fmt::format("{} is not trained for it or not there", all[f].id->text));
        }
      }
      for (std::size_t f = 0; f < all.size(); ++f)
        if (!together(all[f], taken[f]))
          broken("facilitators", {}, taken[f].front()->entry->id->text, taken[f].front()->start,
                 fmt::format("{} would be in two places, or over the sessions of a week", all[f].id->text));
      return;
    }
    // The sheet does not say who: some way must exist. The group with the fewest to choose from comes first.
    std::vector<const Filled*> order;
    for (const auto& [key, group] : groups_) order.push_back(&group);
    const auto choices = [&](const Filled& group) {
      return std::count_if(all.begin(), all.end(), [&](const Facilitator& one) { return may_run(one, group); });
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](const Filled* a, const Filled* b) { return choices(*a) < choices(*b); });
    std::vector<std::vector<const Filled*>> taken(all.size());
    std::size_t deepest = 0;
    long long steps = 0;
    const std::function<bool(std::size_t, std::size_t, std::int64_t)> staff = [&](std::size_t g, std::size_t from,
                                                                                  std::int64_t still) {
      if (++steps > 2'000'000) return false;
      if (still == 0) {
        if (++g == order.size()) return true;
        deepest = std::max(deepest, g);
        return staff(g, 0, needed(*order[g]));
      }
      for (std::size_t f = from; f < all.size(); ++f) {
        if (!may_run(all[f], *order[g])) continue;
        taken[f].push_back(order[g]);
        if (together(all[f], taken[f]) && staff(g, f + 1, still - 1)) return true;
        taken[f].pop_back();
      }
      return false;
    };
    if (order.empty() || staff(0, 0, needed(*order[0]))) return;
    broken("facilitators", {}, order[deepest]->entry->id->text, order[deepest]->start,
           steps > 2'000'000 ? "no way to staff the groups together was found in the steps allowed"
                             : "the groups cannot all be staffed: too few facilitators are trained and there");
  }

  void rooms() {
    const auto& all = judged_.directory->rooms.items;
    std::vector<const Filled*> order;
    for (const auto& entry : groups_) {
      const Filled& group = entry.second;
      if (group.entry->location && std::any_of(all.begin(), all.end(), [&](const Room& room) {
            return room.location.is(*group.entry->location);
          }))
        order.push_back(&group);
    }
    std::vector<std::vector<const Filled*>> taken(all.size());
    std::size_t deepest = 0;
    long long steps = 0;
    const std::function<bool(std::size_t)> place = [&](std::size_t g) {
      if (g == order.size()) return true;
      deepest = std::max(deepest, g);
      if (++steps > 2'000'000) return false;
      for (std::size_t r = 0; r < all.size(); ++r) {
        const Room& room = all[r];
        if (!room.location.is(*order[g]->entry->location) || (room.capacity && *room.capacity < order[g]->size()))
          continue;
        const bool free = std::none_of(order[g]->sessions.begin(), order[g]->sessions.end(), [&](const SessionTime& s) {
          return std::any_of(room.unavailable.begin(), room.unavailable.end(),
                             [&](const Unavailable& window) { return touches(window, s); });
        });
        if (!free || std::any_of(taken[r].begin(), taken[r].end(),
                                 [&](const Filled* other) { return at_one_time(*other, *order[g]); }))
          continue;
        taken[r].push_back(order[g]);
        if (place(g + 1)) return true;
        taken[r].pop_back();
      }
      return false;
    };
    if (!place(0))
      broken("rooms", {}, order[deepest]->entry->id->text, order[deepest]->start,
             "no room there is free and large enough beside the other groups");
  }

  void decided() {
    for (const SheetRow& one : judged_.decided)
      if (std::none_of(sheet_.rows.begin(), sheet_.rows.end(), [&](const SheetRow& row) {
            return row.crn == one.crn && row.entry == one.entry && row.start == one.start;
          }))
        broken("decided", one.crn, one.entry, one.start, "is decided, and not in the cohort");
  }

  const CohortJudged& judged_;
  const Sheet& sheet_;
  std::map<Start, Filled> groups_;
  std::vector<CohortViolation> found_;
};

}  // namespace

std::vector<CohortViolation> verify_cohort(const CohortJudged& judged, const Sheet& sheet) {
  return Judge(judged, sheet).run();
}

}  // namespace probation::planning
