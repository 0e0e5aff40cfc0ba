// Rows before anything is decided: what belongs together, and which ids they get.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/new_case.hpp"
#include "recording/sources/person_state.hpp"

namespace probation::recording {

using document::Value;

namespace {

int rank(RowKind kind) {
  switch (kind) {
    case RowKind::event: return 0;
    case RowKind::order: return 1;
    case RowKind::requirement: return 2;
    case RowKind::assessment: return 3;
    case RowKind::activity: return 4;
    case RowKind::contact: return 5;
    case RowKind::enforcement: return 6;
    default: return 7;
  }
}

bool is_number(std::string_view key) {
  return !key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos;
}

// What JSON of our own says of things that are no entries, as the columns of a table would say it.
void spread(Item& item) {
  const auto move = [&](std::string_view key) {
    const auto at = std::find_if(item.value.members.begin(), item.value.members.end(),
                                 [&](const auto& m) { return m.first == key; });
    if (at == item.value.members.end()) return;
    if (at->second.kind == Value::Kind::list || at->second.kind == Value::Kind::map) return;
    if (key == "order" || key == "requirement") item.links.push_back({std::string(key), {}, {}, at->second.text});
    else if (key == "limited_access") {  // anything but a plain no is a yes
      const bool says_no = at->second.kind == Value::Kind::literal && at->second.text == "false";
      if (at->second.kind != Value::Kind::literal || at->second.text != "null")
        item.more[std::string(key)] = says_no ? "false" : "true";
    } else item.more[std::string(key)] = at->second.text;
    item.value.members.erase(at);
  };
  if (item.kind == RowKind::person) move("limited_access");
  if (item.kind == RowKind::registration) move("flag");
  if (item.kind == RowKind::reported)
    for (const char* key : {"rar_days", "failures_to_comply", "requirement", "order"}) move(key);
  if (item.kind == RowKind::termination || item.kind == RowKind::amendment) move("requirement");
  // Ids of other entries are looked for among the rows and in the case.
  if (about(item.kind).entry && item.kind != RowKind::order && item.kind != RowKind::requirement)
    for (const char* key : {"order", "requirement", "activity", "contact", "contacts", "enforcement", "assessment"}) {
      const auto at = std::find_if(item.value.members.begin(), item.value.members.end(),
                                   [&](const auto& m) { return m.first == key; });
      if (at == item.value.members.end() || at->second.kind == Value::Kind::map) continue;
      if (at->second.kind != Value::Kind::list) item.links.push_back({key, {}, {}, at->second.text});
      for (const Value& id : at->second.items) item.links.push_back({key, {}, {}, id.text});
      item.value.members.erase(at);
    }
  if (item.kind == RowKind::amendment || item.kind == RowKind::termination)
    std::erase_if(item.value.members, [](const auto& m) { return m.first == "id"; });
}

}  // namespace

PersonImport::PersonImport(const Terms& terms, std::string name, const std::optional<std::string>& existing,
                           std::string crn, const std::vector<Item>& rows)
    : terms_(terms), name_(std::move(name)), crn_(std::move(crn)), is_new_(!existing) {
  for (const Item& item : rows) {
    receipts_.push_back(receipt_of(terms_, item, crn_));
    receipts_.back().receipt.file = name_;
    Row row;
    row.item = item;
    if (item.in_our_words) spread(row.item);
    rows_.push_back(std::move(row));
  }
  start_ =
      existing
          ? *existing
          : case_text(conform_case(Value::map({{"schema", Value::of_text("case/1")}, {"crn", Value::of_text(crn_)}})));
  try {
    file_.emplace(name_, start_);
    if (file_->crn() != crn_) trouble_ = fmt::format("{} is the case of {}", name_, file_->crn());
    stands_.emplace(*file_);
  } catch (const NotUnderstood& problem) {
    trouble_ = problem.message;
  } catch (const Refusal& refusal) {
    trouble_ = refusal.message;
  }
}

std::string PersonImport::system() const {
  return std::string(terms_.reading == nullptr ? own_rows_system : terms_.reading->extract->mapping().system);
}
const TableRule* PersonImport::rule_of(const Row& row) const {
  return row.item.in_our_words ? nullptr : &terms_.reading->extract->mapping().tables[row.item.table];
}
std::string PersonImport::table_name(const Row& row) const {
  return row.item.in_our_words ? std::string(about(row.item.kind).word) : rule_of(row)->name;
}
// Where the row comes from: of rows in our own words their id is the key.
Source PersonImport::source_of_row(const Row& row) const {
  if (Source own = source_of(row.item.value); row.item.in_our_words && !own.system.empty()) return own;
  return {system(), table_name(row), row.item.in_our_words ? row.item.given_id : row.item.key};
}
std::optional<std::size_t> PersonImport::table_named(const std::string& name) const {
  const auto& tables = terms_.reading->extract->mapping().tables;
  for (std::size_t i = 0; i < tables.size(); ++i)
    if (tables[i].name == name) return i;
  return std::nullopt;
}

std::size_t PersonImport::row_of_key(std::size_t table, const std::string& by, const std::string& key) const {
  const TableRule& rule = terms_.reading->extract->mapping().tables[table];
  if (by.empty() || lower_case(by) == lower_case(rule.key)) {
    const auto at = by_key_.find({table, key});
    return at == by_key_.end() ? nobody : at->second;
  }
  const auto at = by_column_.find({table, lower_case(by), key});
  return at == by_column_.end() ? nobody : at->second;
}

// What is wrong with a row by itself, and what belongs to one thing.
void PersonImport::take_rows() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (!row.item.problem.empty()) fault(i, row.item.problem);
    else if (row.item.is_deleted) row.state = State::deleted;
    else if (!row.item.left_out.empty()) {
      row.is_denied = row.item.kind == RowKind::order;  // a sentence that is no order, perhaps no longer
      out(i, State::left_out, row.item.left_out);
    }
  }
  same_keys();
  join_rows();
  if (terms_.reading == nullptr) return;
  for (Row& row : rows_)  // which of the two it is is not guessed, and not passed over
    if (row.state == State::waiting && !row.item.key.empty() &&
        terms_.reading->extract->owner_of(row.item.table, row.item.key) == PeopleByKey::several)
      row.item.remarks.emplace_back("its key stands under another person too");
}

// Same key, same thing: of two rows that differ the later one counts, where they say when they were changed.
void PersonImport::same_keys() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Item& item = rows_[i].item;
    if (item.in_our_words) continue;
    for (const auto& [column, key] : item.keys) by_column_.emplace(std::tuple(item.table, column, key), i);
    if (item.key.empty()) continue;
    const auto [at, fresh] = by_key_.emplace(std::pair(item.table, item.key), i);
    if (fresh) continue;
    Item& first = rows_[at->second].item;
    const bool same = first.value == item.value && first.more == item.more && first.is_deleted == item.is_deleted &&
                      first.problem.empty() && item.problem.empty();
    const auto when = [](const Item& it) {
      return it.changed ? std::optional(std::pair(it.changed->day, it.changed->minute_of_day.value_or(-1)))
                        : std::nullopt;
    };
    if (same) {
      out(i, State::left_out, "the row stands twice in the extract");
    } else if (when(first) && when(item) && when(first) != when(item)) {
      const std::size_t older = *when(first) < *when(item) ? at->second : i;
      out(older, State::left_out, "a later row of the same key is in the extract");
      if (older == at->second) at->second = i;
    } else {  // which of them is right is not guessed
      for (const std::size_t one : {at->second, i})
        if (rows_[one].state != State::refused) fault(one, "the key stands twice in the extract, and the rows differ");
    }
  }
}

// Columns of another table by its key: event and disposal make one order.
void PersonImport::join_rows() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    const TableRule* rule = rule_of(row);
    if (rule == nullptr || rule->join_table.empty() || row.item.join_key.empty()) continue;
    const auto table = table_named(rule->join_table);
    const std::size_t other = table ? row_of_key(*table, {}, row.item.join_key) : nobody;
    if (other == nobody || rows_[other].state == State::refused) {
      // What the other table says is then no more known than where this one lacks the column.
      if (table && (other != nobody || !terms_.reading->extract->is_readable(*table)))
        for (const ColumnRule& column : terms_.reading->extract->mapping().tables[*table].columns)
          if (row.item.value.find(column.to) == nullptr) row.item.not_carried.insert(column.to);
      if (other == nobody) continue;
    }
    Row& joined = rows_[other];
    if (joined.host == nobody || rows_[joined.host].state != State::waiting) joined.host = i;
    if (joined.state == State::refused || row.state != State::waiting) continue;
    if (joined.state == State::deleted) {
      // An order whose event is deleted is no order; a contact only lacks what the other table would have said.
      if (row.item.kind == RowKind::order) {
        row.is_denied = true;
        out(i, State::left_out, fmt::format("its {} is deleted in {}", rule->join_table, system()));
      }
      continue;
    }
    for (const auto& [key, value] : joined.item.value.members)
      if (row.item.value.find(key) == nullptr) row.item.value.members.emplace_back(key, value);
    for (const auto& [key, text] : joined.item.more) row.item.more.emplace(key, text);
    for (const std::string& member : joined.item.not_carried)
      if (row.item.value.find(member) == nullptr) row.item.not_carried.insert(member);
  }
}

bool PersonImport::is_id(const std::string& text) {
  document::Id id;
  return !document::read_id(id, {text, true}, {});
}

std::string PersonImport::free_id(const std::string& wanted) {
  return used_ids_.contains(wanted) ? std::string{} : wanted;
}

// prefix + number, else the key made an id; where it is another thing's, the table's first letter before the key.
std::string PersonImport::id_for(const Row& row) {
  const std::string& prefix =
      terms_.reading->extract->mapping().prefix.empty() ? std::string("K") : terms_.reading->extract->mapping().prefix;
  std::string made;
  for (const char c : row.item.key) {
    const bool fits =
        (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    made += fits ? c : '-';
  }
  if (made.empty()) made = "0";
  if (made.size() > 40) made.resize(40);
  const bool stands_alone = !is_number(row.item.key) && is_id(made);
  std::string id = stands_alone ? made : prefix + made;
  if (!free_id(id).empty()) return id;
  const std::string letter = upper(table_name(row).substr(0, 1));
  id = prefix + (is_id(letter + "0") ? letter : std::string("X")) + made;
  for (int n = 2; used_ids_.contains(id); ++n) {
    const std::string next = fmt::format("{}{}{}_{}", prefix, is_id(letter + "0") ? letter : "X", made, n);
    if (!used_ids_.contains(next)) return next;
  }
  return id;
}

// Orders before what hangs on them.
std::vector<std::size_t> PersonImport::by_rank() const {
  std::vector<std::size_t> order(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank(rows_[a].item.kind) < rank(rows_[b].item.kind); });
  return order;
}

void PersonImport::name_entries() {
  for (const Entry& entry : stands_->entries()) used_ids_.insert(entry.id);
  for (const std::size_t i : by_rank()) {
    Row& row = rows_[i];
    if (!about(row.item.kind).entry || row.state == State::refused || row.state == State::left_out) continue;
    if (!row.item.given_id.empty()) {
      row.id = row.item.given_id;
    } else if (!row.item.key.empty()) {
      const auto& known = stands_->by_source({system(), table_name(row), row.item.key});
      if (!known.empty()) row.id = stands_->entries()[known.front()].id;
      else if (row.state == State::waiting) row.id = id_for(row);
    } else if (row.item.in_our_words || rule_of(row)->key.empty()) {
      continue;  // gets an id when it is known to be new
    }
    used_ids_.insert(row.id);
  }
}

}  // namespace probation::recording
