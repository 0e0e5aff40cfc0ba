// What is recorded in a case file, and what may be added to it: contacts, enforcement, reviews, activities; corrections
// and withdrawals as superseding entries. Nothing is ever rewritten or removed. It works on bytes in memory; who judges
// the result is handed in, and who writes it is somebody else.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "recording/case_text.hpp"

namespace probation::recording {

// Fields without `id` get a generated one; then an entry that says the same and stands is the same entry.
Change add(const CaseText& file, EntryKind kind, const Words& words, const Clerk& clerk, const std::string& action);
Change amend(const CaseText& file, const std::string& id, const Words& set, const Clerk& clerk);
Change withdraw(const CaseText& file, const std::string& id, const Clerk& clerk);
Change undo(const CaseText& file, const std::string& id, const Clerk& clerk);  // without id: the last entry

// Several entries at once, each with its id or without, all or nothing: one insertion a list.
struct NewEntry {
  EntryKind kind;
  document::Value value;  // as read; conformed here
  std::string order;      // of a requirement: the order it belongs to
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

// The faults the second text has and the first has not, by rule and subject; `renamed` are ids that took the place of
// others.
std::vector<Fault> made_new(const std::vector<Fault>& before, const std::vector<Fault>& after,
                            const std::vector<std::pair<std::string, std::string>>& renamed);

}  // namespace probation::recording
