#include "recording/already_recorded.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace probation::recording {

using document::Tree;
using document::Value;

namespace {

// An entry of the same kind says the same.
bool says_again(const CaseText& file, const NewEntry& wanted, const Value& value, bool has_id, Receipt& receipt) {
  for (const Recorded& old : file.entries()) {
    if (old.kind != wanted.kind) continue;
    const bool same_id = has_id && old.id == receipt.id;
    if (!same_id && (has_id || !old.superseded_by.empty() || old.withdraws)) continue;
    if (text_at(old.value, "date") != text_at(value, "date")) continue;  // the quick answer for nearly all
    // A generated entry is compared with what stands, and what it replaced is no part of it.
    Value there = content(old.value, wanted.kind, same_id);
    if (!same_id) set(there, wanted.kind, "supersedes", std::nullopt);
    if (there == content(value, wanted.kind, same_id)) {
      receipt.id = old.id;
      receipt.status = Status::already_recorded;
      receipt.line = old.line;
      receipt.supersedes = old.supersedes;
      receipt.message = has_id ? ""
                        : wanted.kind == EntryKind::activity
                            ? "an entry that says the same stands"
                            : "an entry that says the same stands; give --id to record a second one";
      return true;
    }
  }
  return false;
}

// An order, requirement or assessment under the same id says everything that is to be recorded.
bool stands_already(const CaseText& file, const NewEntry& wanted, const Value& value, bool has_id, Receipt& receipt) {
  if (!has_id || file.kind_of_id(receipt.id).value_or("") != row_of(wanted.kind).word) return false;
  const Tree* found = nullptr;
  const auto search = [&](const Tree* list) {
    if (list == nullptr) return;
    for (const Tree& item : list->items)
      if (const Tree* id = item.find("id"); id != nullptr && id->text == receipt.id) found = &item;
  };
  if (wanted.kind == EntryKind::requirement) {
    if (const Tree* orders = file.root().find("orders"))
      for (const Tree& order : orders->items) search(order.find("requirements"));
  } else {
    search(follow(file.root(), list_of(wanted.kind)));
  }
  // What the order or assessment says now may be more than the row says: amendments, later requirements. The row is
  // there where everything it says is there.
  if (found != nullptr) {
    const Value there = conform(wanted.kind, document::value_of(*found));
    bool all = true;
    for (const auto& [key, member] : value.members) {
      const Value* has = there.find(key);
      if (has == nullptr) {
        all = false;
      } else if (key == "requirements") {
        for (const Value& requirement : member.items)
          all = all && std::find(has->items.begin(), has->items.end(), requirement) != has->items.end();
      } else {
        all = all && *has == member;
      }
    }
    if (all) {
      receipt.status = Status::already_recorded;
      receipt.line = found->line;
      return true;
    }
  }
  return false;
}

}  // namespace

Value content(Value entry, EntryKind kind, bool with_id) {
  for (const std::string_view key : {std::string_view("recorded"), std::string_view("recorded_by"),
                                     std::string_view("change"), std::string_view("undoes")})
    set(entry, kind, key, std::nullopt);
  if (!with_id) set(entry, kind, "id", std::nullopt);
  return entry;
}

std::optional<Draft> draft_of(const CaseText& file, const NewEntry& wanted, const std::string& free_id,
                              const Clerk& clerk, Receipt& receipt) {
  Value given = wanted.value;
  const bool has_id = given.find("id") != nullptr;
  if (!has_id) given.members.insert(given.members.begin(), {"id", Value::of_text(free_id)});
  Value value = conform(wanted.kind, given);
  const bool superseding = row_of(wanted.kind).supersedes;
  if (superseding && !clerk.allowed.empty())
    set(value, wanted.kind, "reason", Value::of_text(with_allowed(clerk, text_at(value, "reason"))));
  receipt = receipt_for(file, wanted.action, text_at(value, "id"));
  if (superseding ? says_again(file, wanted, value, has_id, receipt)
                  : stands_already(file, wanted, value, has_id, receipt))
    return std::nullopt;
  if (file.has_id(receipt.id))
    throw Refusal{fmt::format("the id {} is used already, by {} that says something else; ids are never used again",
                              receipt.id, with_article(file.kind_of_id(receipt.id).value_or("entry"))),
                  {}};
  if (superseding && !clerk.recorded.empty()) set(value, wanted.kind, "recorded", Value::literal(clerk.recorded));
  return Draft{wanted.kind, std::move(value), wanted.order, receipt};
}

std::optional<Change> again(const CaseText& file, const Recorded& old, Value value, const std::string& reason,
                            const std::string& action) {
  if (old.superseded_by.empty()) return std::nullopt;
  const Recorded* by = file.find(old.superseded_by);
  if (by == nullptr || by->kind != old.kind) return std::nullopt;
  set(value, old.kind, "supersedes", Value::of_text(old.id));
  set(value, old.kind, "reason", Value::of_text(reason));
  if (content(by->value, old.kind, false) != content(value, old.kind, false)) return std::nullopt;
  Receipt receipt = receipt_for(file, action, by->id);
  receipt.status = Status::already_recorded;
  receipt.line = by->line;
  receipt.supersedes = old.id;
  receipt.withdraws = by->withdraws;
  Change change;
  change.receipts.push_back(std::move(receipt));
  return change;
}

}  // namespace probation::recording
