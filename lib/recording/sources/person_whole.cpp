// What came beside what stands: the person, who manages, what is registered and reported.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/case_shapes.hpp"
#include "recording/sources/person_state.hpp"

namespace probation::recording {

using document::Value;

namespace {

std::string as_json(const Value* value) {
  return value == nullptr ? "null" : document::flow(*value, document::Notation::json);
}

bool is_member_of(const document::Shape& shape, std::string_view key) {
  return std::any_of(shape.fields.begin(), shape.fields.end(), [&](const document::Field& f) { return f.key == key; });
}

// Whether both say the same, however it is written.
bool says_the_same(const Value& a, const Value& b) {
  return a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), says_the_same) &&
         std::equal(
             a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
             [](const auto& x, const auto& y) { return x.first == y.first && says_the_same(x.second, y.second); });
}

}  // namespace

// Members that are replaced in place: those that differ, the old ones into the receipt.
void PersonImport::put_members(std::size_t at, const std::string& within, const Value& members,
                               const std::set<std::string>& dropped) {
  const Value* there = within.empty() ? &stands_->root() : stands_->root().find(within);
  bool any = false;
  const auto replace = [&](const std::string& key, const Value& value) {
    const Value* old = there == nullptr ? nullptr : there->find(key);
    const bool is_null = value.kind == Value::Kind::literal && value.text == "null";
    if (old == nullptr ? is_null : says_the_same(*old, value)) return;
    if (old != nullptr && is_null && old->kind == Value::Kind::literal && (old->text == "null" || old->text.empty()))
      return;
    set(within, key, value, at);
    any = true;
    if (!is_new_) add_before(at, key, as_json(old));
  };
  for (const auto& [key, value] : members.members) replace(key, value);
  for (const std::string& key : dropped)
    if (members.find(key) == nullptr) replace(key, Value::literal("null"));
  if (any) settle(at, is_new_ ? Fate::placed : Fate::changed, crn_);
}

void PersonImport::decide_person() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (row.item.kind != RowKind::person || row.state == State::refused || row.state == State::left_out) continue;
    if (row.state == State::deleted) {
      out(i, State::left_out, fmt::format("deleted in {}", system()));
      continue;
    }
    settle(i, is_new_ ? Fate::placed : Fate::unchanged, crn_);
    if (!is_new_ && terms_.is_older) continue;
    Value person = Value::map({}), rest = Value::map({});
    for (const auto& [key, value] : row.item.value.members)
      (is_member_of(document::Shaped<Person>::shape, key) ? person : rest).members.emplace_back(key, value);
    try {
      Value whole = Value::map({{"schema", Value::of_text("case/1")}, {"crn", Value::of_text(crn_)}});
      if (!person.members.empty()) whole.members.emplace_back("person", person);
      for (const auto& member : rest.members) whole.members.push_back(member);
      const Value good = conform_case(whole);
      if (const Value* found = good.find("person")) person = *found;
      for (auto& [key, value] : rest.members)
        if (const Value* found = good.find(key)) value = *found;
    } catch (const Mistake& mistake) {
      fault(i, mistake.message);
      continue;
    }
    if (!is_new_)  // what is more than the person is taken when the case begins
      std::erase_if(rest.members, [&](const auto& m) { return stands_->root().find(m.first) != nullptr; });
    std::erase_if(rest.members, [](const auto& m) {  // anything but a plain no is put_access's
      return m.first == "limited_access" && !(m.second.kind == Value::Kind::literal && m.second.text == "false");
    });
    put_members(i, "person", person, {});
    put_members(i, {}, rest, {});
  }
}

void PersonImport::decide_manager() {
  std::size_t best = nobody;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (row.item.kind != RowKind::manager || row.state == State::refused || row.state == State::left_out) continue;
    const auto current = row.item.more.find("current");
    if (row.state == State::deleted || (current != row.item.more.end() && current->second == "false")) {
      out(i, State::left_out,
          row.state == State::deleted ? fmt::format("deleted in {}", system()) : "no longer the manager");
      continue;
    }
    if (best == nobody) {
      best = i;
      continue;
    }
    const std::string mine = row.item.more["since"], theirs = rows_[best].item.more["since"];
    if (mine.empty() || theirs.empty() || mine == theirs) {
      if (row.item.value == rows_[best].item.value) settle(i, Fate::unchanged, crn_);
      else fault(i, "there is another manager, and the rows do not say who is it now");
      continue;
    }
    const std::size_t earlier = mine > theirs ? best : i;
    if (earlier == best) best = i;
    out(earlier, State::left_out, "an earlier manager");
  }
  if (best == nobody) return;
  settle(best, Fate::unchanged, crn_);
  if (!is_new_ && terms_.is_older) return;
  const Row& row = rows_[best];
  if (row.item.value.members.empty()) return;
  try {
    conform_case(
        Value::map({{"schema", Value::of_text("case/1")}, {"crn", Value::of_text(crn_)}, {"manager", row.item.value}}));
  } catch (const Mistake& mistake) {
    return fault(best, mistake.message);
  }
  // Another region's or team's codes do not go with the new one's.
  std::set<std::string> dropped;
  const Value* there = stands_->root().find("manager");
  const bool moved = there != nullptr &&
                     std::any_of(row.item.value.members.begin(), row.item.value.members.end(), [&](const auto& member) {
                       return member.first != "officer" && there->find(member.first) != nullptr &&
                              text_at(*there, member.first) != member.second.text;
                     });
  for (const char* key : {"region", "pdu", "team", "officer"})
    if (moved) dropped.insert(key);
  put_members(best, "manager", row.item.value, dropped);
}

void PersonImport::decide_flags() {
  std::set<std::string> flags, vocabulary;
  std::vector<std::size_t> of;
  bool all_read = true;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (row.item.kind != RowKind::registration) continue;
    if (row.state == State::refused) all_read = false;
    if (row.state == State::refused || row.state == State::left_out) continue;
    if (const auto ended = row.item.more.find("ended");
        row.state == State::deleted || (ended != row.item.more.end() && ended->second == "true")) {
      out(i, State::left_out, row.state == State::deleted ? fmt::format("deleted in {}", system()) : "taken off");
      of.push_back(i);
      continue;
    }
    const auto flag = row.item.more.find("flag");
    const auto& words = document::Worded<CaseFlag>::words;
    if (flag == row.item.more.end() ||
        std::none_of(words.begin(), words.end(), [&](const auto& w) { return w.text == flag->second; })) {
      fault(i, "`flag` is none of the words it may be");
      continue;
    }
    flags.insert(flag->second);
    settle(i, Fate::unchanged, crn_);
    of.push_back(i);
  }
  if (of.empty() || (!is_new_ && terms_.is_older)) return;
  // What this source can say at all; flags that it has no word for were said by somebody else, and stay.
  if (terms_.reading != nullptr)
    for (const TableRule& table : terms_.reading->extract->mapping().tables)
      for (const ColumnRule& column : table.columns) {
        if (table.rows != RowKind::registration || column.to != "flag") continue;
        for (const auto& [theirs, ours] : column.values) vocabulary.insert(ours);
        if (const CodeList* list = code_list(column.codes); list != nullptr)
          for (const document::Word& word : document::Worded<CaseFlag>::words)
            if (list->has_word(word.text)) vocabulary.insert(std::string(word.text));
      }
  const Value* there = stands_->root().find("flags");
  std::set<std::string> now = flags;
  if (there != nullptr)
    for (const Value& item : there->items)
      if (!all_read || terms_.reading == nullptr || (!vocabulary.empty() && !vocabulary.contains(item.text)))
        now.insert(item.text);
  Value list = Value::list({});
  for (const document::Word& word : document::Worded<CaseFlag>::words)
    if (now.contains(std::string(word.text))) list.items.push_back(Value::of_text(word.text));
  std::set<std::string> was;
  if (there != nullptr)
    for (const Value& item : there->items) was.insert(item.text);
  const bool is_known = there != nullptr && there->kind == Value::Kind::list;
  if (is_known && was == now) return;
  // A registration that no list knows may be a flag: without any other, there are not none.
  const bool may_be_more = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) {
    return row.item.kind == RowKind::registration && row.state == State::left_out && row.item.is_unknown;
  });
  if (now.empty() && may_be_more && !is_known) return;
  const std::size_t at = of.front();
  set({}, "flags", now.empty() && may_be_more ? Value::literal("null") : list, at);
  for (const std::size_t i : of)
    if (receipts_[i].fate == Fate::unchanged) settle(i, is_new_ ? Fate::placed : Fate::changed, crn_);
  if (!is_new_) receipts_[at].before = fmt::format("{{\"flags\":{}}}", as_json(there));
}

// Figures that the system claims: by requirement and by order.
void PersonImport::decide_reported() {
  const Value* there = stands_->root().find("reported");
  for (const auto& [word, map] : {std::pair<std::string, std::string>{"reported_rar_days", "rar_days"},
                                  {"reported_failures", "failures_to_comply"}}) {
    const Value* old = there == nullptr ? nullptr : there->find(map);
    Value now = old != nullptr && old->kind == Value::Kind::map ? *old : Value::map({});
    std::size_t first = nobody;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      Row& row = rows_[i];
      if (row.state != State::alive || receipts_[i].fate == Fate::conflict) continue;
      const bool own = row.item.kind == RowKind::reported;
      const auto said = row.item.more.find(own ? map : word);
      if (said == row.item.more.end() || row.item.kind == RowKind::event) continue;
      const std::string id = !own ? row.id : map == "rar_days" ? row.item.more["requirement"] : row.order_id;
      if (own) settle(i, Fate::unchanged, id);
      if (id.empty()) {
        fault(i, fmt::format("it does not say whose {} they are", map));
        continue;
      }
      if (!is_new_ && terms_.is_older) continue;
      const std::string was = text_at(now, id);
      if (was == said->second) continue;
      std::erase_if(now.members, [&, &name = id](const auto& m) { return m.first == name; });
      now.members.emplace_back(id, Value::literal(said->second));
      if (first == nobody) first = i;
      settle(i, receipts_[i].fate == Fate::placed || is_new_ ? Fate::placed : Fate::changed, id);
      if (receipts_[i].before.empty() && !was.empty()) receipts_[i].before = fmt::format("{{\"{}\":{}}}", map, was);
    }
    if (first != nobody) set("reported", map, now, first);
  }
}

// A row of figures that holds none of those that a case keeps.
void PersonImport::figures_of_nothing() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    if (row.item.kind != RowKind::reported || row.state == State::refused || row.state == State::left_out) continue;
    if (row.state == State::deleted) out(i, State::left_out, fmt::format("deleted in {}", system()));
    else if (!row.item.more.contains("rar_days") && !row.item.more.contains("failures_to_comply"))
      fault(i, "it reports no figure: `rar_days` of a requirement or `failures_to_comply` of an order");
  }
}

}  // namespace probation::recording
