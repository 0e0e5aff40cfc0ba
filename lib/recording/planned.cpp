#include <algorithm>
#include <iterator>
#include <set>

#include "recording/already_recorded.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

Change record_plan(const CaseText& file, const std::string& requirement, const std::vector<PlannedActivity>& chosen,
                   const std::vector<std::string>& kept, const Clerk& clerk) {
  std::vector<NewEntry> fresh;
  for (const PlannedActivity& choice : chosen) {
    Value value = Value::map(
        {{"requirement", Value::of_text(requirement)}, {"intervention", Value::of_text(choice.intervention)}});
    if (!choice.need.empty()) value.members.emplace_back("need", Value::of_text(choice.need));
    value.members.emplace_back("provider", Value::of_text(choice.provider));
    std::set<std::string> dates;
    for (const PlannedActivity::Session& session : choice.sessions) dates.insert(session.date);
    value.members.emplace_back("planned_days", Value::literal(std::to_string(dates.size())));
    std::vector<Value> sessions;
    for (const PlannedActivity::Session& session : choice.sessions) {
      Value one = Value::map({{"date", Value::literal(session.date)}});
      if (!session.time.empty()) one.members.emplace_back("time", Value::of_text(session.time));
      if (session.minutes) one.members.emplace_back("minutes", Value::literal(std::to_string(*session.minutes)));
      if (!session.place.empty()) one.members.emplace_back("place", Value::of_text(session.place));
      if (!session.entry.empty()) one.members.emplace_back("entry", Value::of_text(session.entry));
      sessions.push_back(one.members.size() == 1 ? Value::literal(session.date) : std::move(one));
    }
    value.members.emplace_back("sessions", Value::list(std::move(sessions)));
    if (!dates.empty()) {
      value.members.emplace_back("start_date", Value::literal(*dates.begin()));
      value.members.emplace_back("end_date", Value::literal(*dates.rbegin()));
    }
    value.members.emplace_back("status", Value::of_text("planned"));
    if (!clerk.reason.empty()) value.members.emplace_back("reason", Value::of_text(clerk.reason));
    fresh.push_back({EntryKind::activity, std::move(value), {}, "plan"});
  }
  std::vector<NewEntry> all;
  for (const Recorded& old : file.entries()) {
    if (old.kind != EntryKind::activity || !old.superseded_by.empty() || old.withdraws) continue;
    if (text_at(old.value, "requirement") != requirement || text_at(old.value, "status") != "planned") continue;
    if (std::find(kept.begin(), kept.end(), old.id) != kept.end()) continue;
    const Value there = content(old.value, EntryKind::activity, true);
    const bool chosen_again = std::any_of(fresh.begin(), fresh.end(), [&](const NewEntry& entry) {
      Value value = entry.value;
      value.members.insert(value.members.begin(), {"id", Value::of_text(old.id)});
      value = conform(EntryKind::activity, value);
      if (!clerk.allowed.empty())
        set(value, EntryKind::activity, "reason", Value::of_text(with_allowed(clerk, text_at(value, "reason"))));
      return value == there;
    });
    if (chosen_again) continue;
    Value value = without_history(old.value, EntryKind::activity);
    set(value, EntryKind::activity, "status", Value::of_text("withdrawn"));
    set(value, EntryKind::activity, "supersedes", Value::of_text(old.id));
    set(value, EntryKind::activity, "reason", Value::of_text("replaced by a new plan"));
    all.push_back({EntryKind::activity, std::move(value), {}, "plan"});
  }
  std::move(fresh.begin(), fresh.end(), std::back_inserter(all));
  return add_all(file, all, clerk);
}

}  // namespace probation::recording
