#include "recording/sources/standing.hpp"

#include <algorithm>
#include <array>

namespace probation::recording {

using document::Value;

namespace {

void collect_ids(const Value& value, std::set<std::string>& ids) {
  for (const auto& [key, member] : value.members) {
    if (key == "id" && !member.text.empty()) ids.insert(member.text);
    collect_ids(member, ids);
  }
  for (const Value& item : value.items) collect_ids(item, ids);
}

}  // namespace

Source source_of(const Value& entry) {
  const Value* source = entry.find("source");
  return source == nullptr ? Source{}
                           : Source{text_at(*source, "system"), text_at(*source, "table"), text_at(*source, "key")};
}

Value source_value(const Source& source) {
  Value value = Value::map({{"system", Value::of_text(source.system)}, {"table", Value::of_text(source.table)}});
  if (!source.key.empty()) value.members.emplace_back("key", Value::of_text(source.key));
  return value;
}

Standing::Standing(const CaseText& file)
    : root_(document::value_of(file.root())), is_limited_(file.content().limited_access.is(true)) {
  collect_ids(root_, ids_);
  const auto list = [&](const Value& map, std::string_view key, std::optional<EntryKind> kind, std::size_t order = 0) {
    if (const Value* found = map.find(key)) take(*found, key, kind, order);
  };
  if (const Value* orders = root_.find("orders"))
    for (std::size_t i = 0; i < orders->items.size(); ++i) {
      list(orders->items[i], "requirements", EntryKind::requirement, i);
      list(orders->items[i], "amendments", std::nullopt, i);
      list(orders->items[i], "terminations", std::nullopt, i);
    }
  list(root_, "orders", EntryKind::order);
  list(root_, "assessments", EntryKind::assessment);
  if (const Value* plan = root_.find("plan")) list(*plan, "activities", EntryKind::activity);
  list(root_, "contacts", EntryKind::contact);
  list(root_, "enforcement", EntryKind::enforcement);
  list(root_, "reviews", EntryKind::review);
  list(root_, "suspensions", EntryKind::suspension);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    Entry& entry = entries_[i];
    if (!entry.supersedes.empty())
      if (const auto old = by_id_.find(entry.supersedes); old != by_id_.end()) entries_[old->second].replaced_by = i;
    if (!entry.source.system.empty()) by_source_[entry.source].push_back(i);
  }
}

void Standing::take(const Value& list, std::string_view name, std::optional<EntryKind> kind, std::size_t order) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    Entry entry;
    entry.list = name;
    entry.kind = kind;
    entry.value = list.items[i];
    entry.order = name == "orders" ? i : order;
    if (kind) try {
        entry.value = conform(*kind, list.items[i]);
      } catch (const Mistake&) {  // what it does not understand stays as it is, and equals nothing
      }
    entry.id = text_at(entry.value, "id");
    entry.source = source_of(entry.value);
    entry.supersedes = text_at(entry.value, "supersedes");
    entry.is_void = text_at(entry.value, "void") == "true";
    if (!entry.source.system.empty()) systems_.insert(entry.source.system);
    if (!entry.id.empty()) by_id_.emplace(entry.id, entries_.size());
    entries_.push_back(std::move(entry));
  }
}

const std::vector<std::size_t>& Standing::by_source(const Source& source) const {
  static const std::vector<std::size_t> none;
  const auto at = by_source_.find(source);
  return at == by_source_.end() ? none : at->second;
}

const Entry* Standing::by_id(std::string_view id) const {
  const auto at = by_id_.find(id);
  return at == by_id_.end() ? nullptr : &entries_[at->second];
}

const Entry& Standing::head_of(const Entry& entry) const {
  const Entry* head = &entry;
  for (std::size_t steps = 0; head->replaced_by && steps < entries_.size(); ++steps)
    head = &entries_[*head->replaced_by];
  return *head;
}

bool Standing::has_list(std::string_view key) const {
  const Value* value = root_.find(key);
  return value != nullptr && value->kind == Value::Kind::list;
}

Value content_of(const Value& entry) {
  static constexpr std::array<std::string_view, 9> bookkeeping{
      "id", "supersedes", "void", "reason", "recorded", "recorded_by", "source", "change", "undoes"};
  Value out = entry;
  std::erase_if(out.members, [&](const auto& member) {
    return std::find(bookkeeping.begin(), bookkeeping.end(), member.first) != bookkeeping.end();
  });
  return out;
}

}  // namespace probation::recording
