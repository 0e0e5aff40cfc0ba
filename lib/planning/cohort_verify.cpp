#include "planning/cohort_verify.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/session_clash.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"
#include "planning/cohort_verify_staff.hpp"

namespace probation::planning {
namespace {

class Judge {
 public:
  Judge(const CohortJudged& judged, const Sheet& sheet) : judged_(judged), sheet_(sheet) {}

  std::vector<CohortViolation> run() {
    people();
    groups();
    for (auto& [key, group] : groups_)
      if (!group.as_it_was()) size(group);
    caseloads();
    judge_staff(judged_, sheet_, groups_, found_);
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
        if (in_the_case(*question, *row)) continue;  // given, and not judged by itself
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
    for (const DirectoryEntry& entry : judged_.directory->entries) {
      const Intervention* intervention = entry.id ? intervention_of(entry) : nullptr;
      if (intervention == nullptr) continue;
      for (const Located<Date>& start : entry.starts)
        if (start && is_in_some_case(entry, *intervention, *start)) {
          Filled& group = groups_[{entry.id->text, *start}];
          group.entry = &entry;
          group.intervention = intervention;
          group.start = *start;
        }
    }
    for (auto& [key, group] : groups_) {
      group.sessions = dates_of(*group.entry, *group.intervention, group.start);
      for (const SessionTime& session : group.sessions)
        if (judged_.as_of < session.date) group.ahead.push_back(session);
      if (group.sessions.empty()) continue;
      for (const auto& [crn, question] : judged_.people)
        if (holds(*question->facts, *group.entry, *group.intervention, group.sessions.front().date))
          group.holders.insert(crn);
    }
  }

  // A group that is not over and that somebody's case holds: it has its facilitators and its room, on a sheet or not.
  [[nodiscard]] bool is_in_some_case(const DirectoryEntry& entry, const Intervention& intervention, Date start) const {
    const std::vector<SessionTime> sessions = dates_of(entry, intervention, start);
    return !sessions.empty() && judged_.as_of < sessions.back().date &&
           std::any_of(judged_.people.begin(), judged_.people.end(), [&](const auto& person) {
             return holds(*person.second->facts, entry, intervention, sessions.front().date);
           });
  }
  [[nodiscard]] bool in_the_case(const Question& question, const SheetRow& row) const {
    const DirectoryEntry* entry = entry_named(row.entry);
    const Intervention* intervention = entry != nullptr ? intervention_of(*entry) : nullptr;
    if (intervention == nullptr) return false;
    Date first = row.start;
    if (!entry->starts.empty())
      if (const std::vector<SessionTime> sessions = dates_of(*entry, *intervention, row.start); !sessions.empty())
        first = sessions.front().date;
    return holds(*question.facts, *entry, *intervention, first);
  }

  static bool goes_on(const CaseFacts& facts, const Activity& activity) {
    const auto status = status_of(facts, activity);
    return status == ActivityStatus::planned || status == ActivityStatus::in_progress;
  }
  static const PlannedSession* first_of(const Activity& activity) {
    const PlannedSession* first = nullptr;
    for (const PlannedSession& session : activity.sessions)
      if (session.date && (first == nullptr || *session.date < *first->date)) first = &session;
    return first;
  }
  // The entry that the session names, else one that gives the same at that hour in that place.
  static bool belongs(const Activity& activity, const PlannedSession* session, const DirectoryEntry& entry,
                      const Intervention& intervention) {
    if (session != nullptr && session->entry) return session->entry.is(entry.id->text);
    if (!activity.intervention.is(intervention.id->text)) return false;
    return session == nullptr || ((!session->where || !entry.location || *session->where == *entry.location) &&
                                  (!session->time || !entry.time || *session->time == *entry.time));
  }
  // Work planned or in progress whose first session is on the day.
  static bool holds(const CaseFacts& facts, const DirectoryEntry& entry, const Intervention& intervention, Date day) {
    return std::any_of(facts.activities.begin(), facts.activities.end(), [&](const Activity* activity) {
      const PlannedSession* first = goes_on(facts, *activity) ? first_of(*activity) : nullptr;
      return first != nullptr && first->date.is(day) && belongs(*activity, first, entry, intervention);
    });
  }

  // ---- how many are in rolling work at one time
  struct Stay {
    std::string crn;
    Period time;
    bool is_new;
  };
  [[nodiscard]] std::vector<Stay> stays_in_cases(const DirectoryEntry& entry, const Intervention& intervention) const {
    std::vector<Stay> stays;
    for (const auto& [crn, question] : judged_.people)
      for (const Activity* activity : question->facts->activities) {
        if (!goes_on(*question->facts, *activity)) continue;
        const PlannedSession* first = first_of(*activity);
        if (!belongs(*activity, first, entry, intervention)) continue;
        Period time{judged_.as_of, judged_.as_of};
        if (first != nullptr) time = {*first->date, *first->date};
        else if (activity->start_date) time.first = *activity->start_date;
        for (const PlannedSession& session : activity->sessions)
          if (session.date) time.last = std::max(time.last, *session.date);
        bool whole = first != nullptr;
        for (const KeptWork& work : question->kept)
          if (work.activity == activity) whole = work.span.has_value();
        // What it owes may fall on any day until it ends.
        if (!whole) time.last = std::max(time.last, activity->end_date ? *activity->end_date : question->horizon);
        stays.push_back({crn, time, false});
      }
    return stays;
  }
  void caseloads() {
    for (const DirectoryEntry& entry : judged_.directory->entries) {
      const Intervention* intervention = entry.id ? intervention_of(entry) : nullptr;
      if (intervention == nullptr || !entry.starts.empty() || !entry.caseload_max) continue;
      std::vector<Stay> stays = stays_in_cases(entry, *intervention);
      for (const SheetRow& row : sheet_.rows) {
        if (row.entry != entry.id->text) continue;
        const auto known = std::find_if(judged_.people.begin(), judged_.people.end(),
                                        [&](const auto& person) { return person.first == row.crn; });
        if (known != judged_.people.end() && in_the_case(*known->second, row)) continue;
        std::vector<SessionTime> sessions = row.sessions;
        if (sessions.empty()) sessions = dates_of(entry, *intervention, row.start);
        if (!sessions.empty()) stays.push_back({row.crn, {sessions.front().date, sessions.back().date}, true});
      }
      // The most are there on a day on which somebody begins.
      std::set<Date> begins;
      for (const Stay& stay : stays) begins.insert(stay.time.first);
      for (const Date day : begins) {
        std::int64_t there = 0;
        bool any_new = false;
        for (const Stay& stay : stays)
          if (stay.time.contains(day)) {
            ++there;
            any_new = any_new || stay.is_new;
          }
        if (any_new && there > *entry.caseload_max)
          broken("places", {}, entry.id->text, day,
                 fmt::format("{} at one time; at most {}", counted(there, "person", "people"), *entry.caseload_max));
      }
    }
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

  void decided() {
    for (const SheetRow& one : judged_.decided)
      if (std::none_of(sheet_.rows.begin(), sheet_.rows.end(),
                       [&](const SheetRow& row) {
                         return row.crn == one.crn && row.entry == one.entry && row.start == one.start;
                       }) &&
          std::none_of(judged_.people.begin(), judged_.people.end(),
                       [&](const auto& person) { return person.first == one.crn && in_the_case(*person.second, one); }))
        broken("decided", one.crn, one.entry, one.start, "is decided, and not in the cohort");
  }

  const CohortJudged& judged_;
  const Sheet& sheet_;
  FilledGroups groups_;
  std::vector<CohortViolation> found_;
};

}  // namespace

std::vector<CohortViolation> verify_cohort(const CohortJudged& judged, const Sheet& sheet) {
  return Judge(judged, sheet).run();
}

}  // namespace probation::planning
