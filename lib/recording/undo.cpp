#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/changes.hpp"
#include "recording/record.hpp"
#include "recording/standing.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

namespace {

// What stood before the entry was written: nothing, so that it is withdrawn, or what it replaced.
Value before_it(const CaseText& file, const Recorded& entry) {
  if (entry.supersedes.empty()) {
    Value value = without_history(entry.value, entry.kind);
    set(value, entry.kind, "void", Value::literal("true"));
    return value;
  }
  const Recorded* before = file.find(entry.supersedes);
  if (before == nullptr || before->kind != entry.kind)
    throw Refusal{
        fmt::format("{} replaced {}, which is not in the file as an entry of its kind", entry.id, entry.supersedes),
        {}};
  Value value = without_history(before->value, before->kind);
  if (before->withdraws) set(value, before->kind, "void", Value::literal("true"));
  return value;
}

// What stands in the entry's place, where only this file's own changes led there.
const Recorded& in_place_of(const CaseText& file, const Recorded& entry) {
  const Recorded* now = &entry;
  while (!now->superseded_by.empty()) {
    const Recorded* next = file.find(now->superseded_by);
    if (next == nullptr || next == &entry) break;
    if (next->change == 0 && (next->is_imported || !next->recorded))
      throw Refusal{fmt::format("{} was replaced since by {}, which no change of this file wrote; correct that instead",
                                entry.id, next->id),
                    {}};
    now = next;
  }
  return *now;
}

// The marks that take a change's marks back: those there were before it, or that the list is whole again.
void take_marks_back(const CaseText& file, const ChangeMade& step, const Clerk& clerk, const std::string& action,
                     std::vector<Draft>& drafts) {
  std::vector<std::string> done;
  for (const Mark* mark : step.marks) {
    if (std::find(done.begin(), done.end(), mark->list) != done.end()) continue;
    if (!mark->whole && step.undoes.empty()) continue;  // a list that was begun stays known in part
    done.push_back(mark->list);
    std::vector<const Mark*> before;
    for (const Mark& other : file.marks()) {
      if (&other == mark) break;
      if (other.list != mark->list) continue;
      if (other.whole) before.clear();
      else before.push_back(&other);
    }
    std::vector<Value> rows;
    if (mark->whole)
      for (const Mark* other : before) rows.push_back(other->value);
    else rows.push_back(Value::map({{"list", Value::of_text(mark->list)}, {"whole", Value::literal("true")}}));
    for (Value& row : rows) {
      for (const std::string_view key :
           {std::string_view("change"), std::string_view("undoes"), std::string_view("recorded_by")})
        set(row, EntryKind::mark, key, std::nullopt);
      if (clerk.today) set(row, EntryKind::mark, "on", Value::literal(format(*clerk.today)));
      drafts.push_back({EntryKind::mark, conform(EntryKind::mark, row), {}, receipt_for(file, action, {})});
    }
  }
}

// Takes the change back, all its entries together; the one asked for is told first.
Change take_back(const CaseText& file, const ChangeMade& step, const std::string& asked_for, const Clerk& clerk,
                 const std::string& action) {
  std::vector<const Recorded*> entries = step.entries;
  std::stable_partition(entries.begin(), entries.end(), [&](const Recorded* entry) { return entry->id == asked_for; });
  std::vector<Draft> drafts;
  FreeIds ids(file);
  std::string reason;
  for (const Recorded* entry : entries) {
    reason =
        with_allowed(clerk, fmt::format("{} of {}{}{}", action,
                                        action == "redo" && !entry->supersedes.empty() ? entry->supersedes : entry->id,
                                        clerk.reason.empty() ? "" : ": ", clerk.reason));
    drafts.push_back(superseding_draft(file, in_place_of(file, *entry), before_it(file, *entry), reason, action,
                                       ids.next(entry->kind)));
  }
  take_marks_back(file, step, clerk, action, drafts);
  if (drafts.empty()) throw Refusal{fmt::format("change {} wrote nothing that could be taken back", step.name), {}};
  take_along(file, drafts, reason, clerk, action, false);
  return as_one(write_down(file, std::move(drafts), clerk, {false, step.name}));
}

// An entry of an earlier change: as any other change.
Change undo_entry(const CaseText& file, const std::string& id, const Clerk& clerk) {
  const Recorded& entry = named(file, id);
  must_stand(file, entry, "undo");
  const std::string reason =
      with_allowed(clerk, fmt::format("undo of {}{}{}", id, clerk.reason.empty() ? "" : ": ", clerk.reason));
  return supersede(file, entry, before_it(file, entry), reason, clerk, "undo", false);
}

}  // namespace

Change undo(const CaseText& file, const std::string& id, const Clerk& clerk) {
  try {
    const std::vector<ChangeMade> steps = steps_of(file);
    const ChangeMade* last = last_in_force(steps);
    const auto is_its = [&](const Recorded* entry) { return entry->id == id; };
    if (!id.empty() && (last == nullptr || std::none_of(last->entries.begin(), last->entries.end(), is_its)))
      return undo_entry(file, id, clerk);
    if (last == nullptr) throw Refusal{"nothing is recorded that could be undone", {}};
    if (id.empty())
      if (std::vector<std::string> names = as_late_as(steps, *last); !names.empty()) {
        names.push_back(last->name);
        throw Refusal{
            fmt::format("which entry was the last is not recorded: {} say the same time; name the one to undo",
                        join(names, ", ")),
            {}};
      }
    return take_back(file, *last, id, clerk, "undo");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "undo", id), refusal);
  }
}

Change redo(const CaseText& file, const Clerk& clerk) {
  try {
    const std::vector<ChangeMade> steps = steps_of(file);
    const ChangeMade* undone = last_undone(steps);
    if (undone == nullptr)
      throw Refusal{"nothing is undone that could be brought back, or something else was recorded since", {}};
    return take_back(file, *undone, {}, clerk, "redo");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "redo", {}), refusal);
  }
}

}  // namespace probation::recording
