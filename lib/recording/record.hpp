// What may be recorded in a case file: contacts and their outcomes, enforcement, reviews, suspensions, assessments,
// activities, amendments, terminations; corrections and withdrawals as superseding entries. Nothing is ever rewritten
// or removed. It works on bytes in memory; who judges the result is handed in, and who writes it is somebody else.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "recording/case_text.hpp"
#include "recording/judged.hpp"

namespace probation::recording {

// Fields without `id` get a generated one; then an entry that says the same and stands is the same entry. `order`: of
// amendments and terminations the order they belong to. All throw Mistake for words that no field takes.
Change add(const CaseText& file, EntryKind kind, const document::Value& value, const Clerk& clerk,
           const std::string& action, const std::string& order = {});
Change add(const CaseText& file, EntryKind kind, const Words& words, const Clerk& clerk, const std::string& action);
Change amend(const CaseText& file, const std::string& id, const Words& set, const Clerk& clerk);
Change withdraw(const CaseText& file, const std::string& id, const Clerk& clerk);
// Steps back by one change, or, by the id of an entry, takes that one back (changes.hpp).
Change undo(const CaseText& file, const std::string& id, const Clerk& clerk);
Change redo(const CaseText& file, const Clerk& clerk);

// A court's act. The order may be left out where there is one; a requirement names its order.
Change amend_order(const CaseText& file, const std::string& order, document::Value value, const Clerk& clerk);
Change terminate(const CaseText& file, const std::string& order_or_requirement, document::Value value,
                 const Clerk& clerk);

// What came of a booking, a contact that stands and has no outcome: an entry that supersedes it and carries all its
// members and those given. Without an id: the booking of the day, else the only one before it. Throws Mistake where
// several fit.
Change outcome(const CaseText& file, const std::string& contact, const Words& words, Date day, const Clerk& clerk);
// An activity of the intervention that stands; with `start` the one that begins that day. More than one or none: empty
// and `why`.
std::string activity_for(const CaseText& file, std::string_view intervention, std::optional<Date> start,
                         std::string& why);
// The outcome of the booking of that day on the activity, or a contact where there was none. `words` beside date and
// activity; the outcome is among them.
Change session(const CaseText& file, const std::string& activity, Date day, const Words& words, const Clerk& clerk);

// Facts the case does not hold yet, of the subject: `person`, `manager`, an id, or empty for the case itself.
Change fact(const CaseText& file, const std::string& subject, const Words& words, const Clerk& clerk);
// The lists hold all there is. `on`: the day it was said.
Change whole(const CaseText& file, const std::vector<std::string>& lists, Date on, const Clerk& clerk);

// Several entries at once, each with its id or without, all or nothing: one insertion a list.
struct NewEntry {
  EntryKind kind;
  document::Value value;  // as read; conformed here
  std::string order;      // of requirements, amendments and terminations: the order they belong to
  std::string action;
};
Change add_all(const CaseText& file, const std::vector<NewEntry>& entries, const Clerk& clerk);

// A plan's choices as activities of the requirement: what is planned under it, is not kept and is not chosen again is
// withdrawn by a superseding entry.
struct PlannedActivity {
  std::string intervention, need, provider;
  struct Session {
    std::string date, time, place, entry;
    std::optional<std::int64_t> minutes;
  };
  std::vector<Session> sessions;
};
Change record_plan(const CaseText& file, const std::string& requirement, const std::vector<PlannedActivity>& chosen,
                   const std::vector<std::string>& kept, const Clerk& clerk);

}  // namespace probation::recording
