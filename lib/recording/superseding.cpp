#include "recording/superseding.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation::recording {

using document::Value;

const Recorded& named(const CaseText& file, const std::string& id) {
  if (const Recorded* entry = file.find(id)) return *entry;
  if (const auto kind = file.kind_of_id(id))
    throw Refusal{fmt::format("{} is {}; only entries of contacts, enforcement, reviews, suspensions and activities "
                              "are corrected by later entries",
                              id, with_article(*kind)),
                  {}};
  throw Refusal{fmt::format("there is no entry {} in the file", id), {}};
}

void must_stand(const CaseText& file, const Recorded& entry, std::string_view what) {
  if (entry.superseded_by.empty()) return;
  const Recorded* by = file.find(entry.superseded_by);
  if (by == nullptr || !by->withdraws)
    throw Refusal{fmt::format("{} was replaced by {}; {} that", entry.id, entry.superseded_by, what), {}};
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

Change supersede(const CaseText& file, const Recorded& old, Value value, const std::string& reason, const Clerk& clerk,
                 const std::string& action) {
  const std::string id = file.free_id(old.kind);
  set(value, old.kind, "id", Value::of_text(id));
  set(value, old.kind, "supersedes", Value::of_text(old.id));
  set(value, old.kind, "reason", Value::of_text(reason));
  set(value, old.kind, "recorded",
      clerk.recorded.empty() ? std::nullopt : std::optional(Value::literal(clerk.recorded)));
  value = conform(old.kind, value);
  Receipt receipt = receipt_for(file, action, id);
  receipt.supersedes = old.id;
  receipt.withdraws = text_at(value, "void") == "true";
  try {
    return write_down(file, {Draft{old.kind, std::move(value), {}, receipt}}, clerk);
  } catch (const Refusal& refusal) {
    return refused_change(std::move(receipt), refusal);
  }
}

Value without_history(Value value, EntryKind kind) {
  for (const std::string_view key :
       {std::string_view("id"), std::string_view("supersedes"), std::string_view("void"), std::string_view("reason"),
        std::string_view("recorded"), std::string_view("recorded_by")})
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
