#include "recording/superseding.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/standing.hpp"

namespace probation::recording {

using document::Value;

const Recorded& named(const CaseText& file, const std::string& id) {
  if (const Recorded* entry = file.find(id)) return *entry;
  if (const auto kind = file.kind_of_id(id))
    throw Refusal{fmt::format("{} is {}; only entries of contacts, enforcement, reviews, suspensions, assessments, "
                              "activities, amendments and terminations are corrected by later entries",
                              id, with_article(*kind)),
                  {}};
  throw Refusal{fmt::format("there is no entry {} in the file", id), {}};
}

void must_stand(const CaseText& file, const Recorded& entry, std::string_view what) {
  if (entry.superseded_by.empty()) return;
  const Recorded* by = file.find(entry.superseded_by);
  // What was replaced more than once is named by what stands for it now.
  for (std::size_t steps = 0; by != nullptr && !by->superseded_by.empty() && steps < file.entries().size(); ++steps)
    by = file.find(by->superseded_by);
  if (by == nullptr || !by->withdraws)
    throw Refusal{
        fmt::format("{} was replaced by {}; {} that", entry.id, by == nullptr ? entry.superseded_by : by->id, what),
        {}};
  throw Refusal{fmt::format("{} was withdrawn by {}; undo {} to bring it back", entry.id, by->id, by->id), {}};
}

const Recorded* withdrawal(const CaseText& file, const std::string& id) {
  const Recorded* entry = file.find(id);
  for (std::size_t steps = 0; entry != nullptr && !entry->superseded_by.empty() && steps < file.entries().size();
       ++steps)
    entry = file.find(entry->superseded_by);
  return entry != nullptr && entry->withdraws && entry->id != id ? entry : nullptr;
}

void must_say_why(const Clerk& clerk, std::string_view what) {
  if (trim(clerk.reason).empty())
    throw Mistake{fmt::format("{}: --reason is empty; it says why, and is kept in the entry", what)};
}

FreeIds::FreeIds(const CaseText& file, const std::vector<Draft>& drafts) : file_(file) {
  for (const Draft& draft : drafts) {
    const std::string first = file.free_id(draft.kind), own = text_at(draft.value, "id");
    const std::size_t letters = row_of(draft.kind).id_letter.size();
    if (own.size() <= letters || own.substr(letters).find_first_not_of("0123456789") != std::string::npos ||
        own.size() > 18 || !own.starts_with(row_of(draft.kind).id_letter))
      continue;
    auto [at, is_new] = last_.emplace(draft.kind, std::stoull(first.substr(letters)) - 1);
    at->second = std::max(at->second, std::stoull(own.substr(letters)));
  }
}

std::string FreeIds::next(EntryKind kind) {
  const std::string_view letter = row_of(kind).id_letter;
  auto [at, is_new] = last_.emplace(kind, 0);
  if (is_new) at->second = std::stoull(file_.free_id(kind).substr(letter.size())) - 1;
  return fmt::format("{}{}", letter, ++at->second);
}

Draft superseding_draft(const CaseText& file, const Recorded& old, Value value, const std::string& reason,
                        const std::string& action, const std::string& id) {
  set(value, old.kind, "id", Value::of_text(id));
  set(value, old.kind, "supersedes", Value::of_text(old.id));
  set(value, old.kind, "reason", reason.empty() ? std::nullopt : std::optional(Value::of_text(reason)));
  Draft draft{old.kind, conform(old.kind, value), old.order, receipt_for(file, action, id)};
  draft.receipt.supersedes = old.id;
  draft.receipt.withdraws = text_at(draft.value, "void") == "true";
  return draft;
}

Change supersede(const CaseText& file, const Recorded& old, Value value, const std::string& reason, const Clerk& clerk,
                 const std::string& action, bool is_correction) {
  std::vector<Draft> drafts{superseding_draft(file, old, std::move(value), reason, action, file.free_id(old.kind))};
  try {
    take_along(file, drafts, reason, clerk, action, is_correction);
    const bool is_court_act = old.kind == EntryKind::amendment || old.kind == EntryKind::termination;
    return as_one(write_down(file, std::move(drafts), clerk, {is_court_act, {}}));
  } catch (const Refusal& refusal) {
    // The entry that was asked for: the one that would have been written has no id that anybody could look up.
    return refused_change(receipt_for(file, action, old.id), refusal);
  }
}

void must_name_what_stands(const CaseText& file, EntryKind kind, const Value& value) {
  for (const auto& [id, of] : references_of(kind, value)) {
    if (const Recorded* by = withdrawal(file, id))
      throw Refusal{fmt::format("{} was withdrawn by {}, so nothing can be linked to it", id, by->id), {}};
    if (const Recorded* own = file.find(id); own != nullptr && own->withdraws && own->superseded_by.empty())
      throw Refusal{fmt::format("{} withdraws {}, so nothing can be linked to it", id, own->supersedes), {}};
  }
}

Value without_history(Value value, EntryKind kind) {
  for (const std::string_view key :
       {std::string_view("id"), std::string_view("supersedes"), std::string_view("void"), std::string_view("reason"),
        std::string_view("recorded"), std::string_view("recorded_by"), std::string_view("source"),
        std::string_view("change"), std::string_view("undoes")})  // said here, whatever said it before
    set(value, kind, key, std::nullopt);
  return value;
}

Value withdrawal_of(const Recorded& old) {
  Value value = Value::map({}, true);
  for (const document::Field& field : shape_of(old.kind).fields) {
    if (!field.is_required || field.key == "id") continue;
    if (const Value* member = old.value.find(field.key)) value.members.emplace_back(std::string(field.key), *member);
  }
  set(value, old.kind, "void", Value::literal("true"));
  return value;
}

}  // namespace probation::recording
