// Where the keys of rows lead: among the rows, in the case that stands, or to what is no entry here.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/new_case.hpp"
#include "recording/sources/person_state.hpp"

namespace probation::recording {

using document::Value;

namespace {

// A key that leads to nothing may be anything, but for a number; of whom nothing may be shown, not even that.
std::string key_in_words(const std::string& key) {
  return !hides_cells() && is_whole_number(key) ? key : in_words(key, true);
}

}  // namespace

void PersonImport::link_rows() {
  for (const std::size_t i : by_rank()) {
    if (rows_[i].state != State::waiting) continue;
    link_row(i);
    if (rows_[i].state != State::waiting) continue;
    finish_value(i);
    if (rows_[i].state == State::waiting) rows_[i].state = State::alive;
  }
}

void PersonImport::link_row(std::size_t at) {
  Row& row = rows_[at];
  const bool within_order = row.item.kind == RowKind::requirement || row.item.kind == RowKind::amendment ||
                            row.item.kind == RowKind::termination || row.item.kind == RowKind::reported;
  const bool names_order = std::any_of(row.item.links.begin(), row.item.links.end(),
                                       [](const Link& link) { return link.member == "order"; });
  for (const Link& link : row.item.links) {
    const Found found = link.table.empty() ? find_own(row, link) : find_link(row, link);
    if (found.state == State::left_out) {
      // A contact belongs to the event it names, else to that of its activity; a requirement to its order; an action to
      // its contact. Any other parent that is no entry is no link.
      const bool says_where = link.member == "contact" || (link.member == "activity" && !names_order);
      if (link.member == "order" || link.needed || (says_where && found.is_elsewhere)) {
        row.is_elsewhere = true;
        row.is_denied = found.is_denied;
        return out(at, State::left_out, found.why);
      }
      row.item.remarks.push_back(found.why);
      continue;
    }
    if (found.state != State::alive) return fault(at, found.why);
    if (link.member == "order" && within_order) {
      row.order_id = found.id;
    } else if (link.member == "requirement" && row.item.kind == RowKind::reported) {
      row.item.more["requirement"] = found.id;
    } else if (link.member == "contacts") {
      auto list = std::find_if(row.item.value.members.begin(), row.item.value.members.end(),
                               [](const auto& m) { return m.first == "contacts"; });
      if (list == row.item.value.members.end())
        list = row.item.value.members.insert(list, {"contacts", Value::list({})});
      list->second.items.push_back(Value::of_text(found.id));
    } else {
      row.item.value.members.emplace_back(link.member, Value::of_text(found.id));
    }
  }
  if (!within_order || !row.order_id.empty()) return;
  // Without a word about its order there can be only one.
  std::set<std::string> orders;
  const std::string requirement = text_at(row.item.value, "requirement").empty()
                                      ? row.item.more["requirement"]
                                      : text_at(row.item.value, "requirement");
  for (const Entry& entry : stands_->entries()) {
    if (entry.list == "orders") orders.insert(entry.id);
    if (entry.list != "requirements" || entry.id != requirement) continue;
    row.order_id = text_at(stands_->root().find("orders")->items[entry.order], "id");
  }
  for (const Row& other : rows_) {
    if (other.item.kind == RowKind::order && other.state == State::alive) orders.insert(other.id);
    if (other.item.kind == RowKind::requirement && other.state == State::alive && other.id == requirement)
      row.order_id = other.order_id;
  }
  if (!row.order_id.empty() || (row.item.kind == RowKind::reported && row.item.more.contains("rar_days"))) return;
  if (orders.size() == 1) row.order_id = *orders.begin();
  else
    fault(at,
          orders.empty() ? "there is no order that it could belong to" : "it does not say which order it belongs to");
}

// An id of the case itself.
PersonImport::Found PersonImport::find_own(const Row& child, const Link& link) const {
  const std::string what = link.member == "contacts" ? "contact" : link.member;
  for (const Row& row : rows_)
    if (!row.id.empty() && row.id == link.key && about(row.item.kind).word == what &&
        (row.state == State::alive || row.state == State::waiting))
      return {link.key, State::alive, {}};
  // Requirements may come within an order's row.
  for (const Row& row : rows_)
    if (row.item.in_our_words && row.item.kind == RowKind::order && row.state != State::refused &&
        what == "requirement")
      if (const Value* list = row.item.value.find("requirements"))
        for (const Value& requirement : list->items)
          if (text_at(requirement, "id") == link.key) return {link.key, State::alive, {}};
  const auto kind = file_->kind_of_id(link.key);
  if (kind && (*kind == what || (what == "enforcement" && kind->starts_with("enforcement"))))
    return {link.key, State::alive, {}};
  for (const Row& row : rows_)
    if (row.id == link.key && row.state == State::refused)
      return {{}, State::refused, fmt::format("its {} could not be placed", what)};
  (void)child;
  if (kind)
    return {
        {}, State::refused, fmt::format("{} is the id of another thing ({}), not of its {}", link.key, *kind, what)};
  return {{},
          State::refused,
          fmt::format("there is no {} {} in the rows or in the case", what,
                      !hides_cells() && is_id(link.key) ? link.key : in_words(link.key, true))};
}

PersonImport::Found PersonImport::find_link(const Row& child, const Link& link) {
  const auto table = table_named(link.table);
  const TableRule& rule = terms_.reading->extract->mapping().tables[*table];
  if (rule.rows == RowKind::event) return find_event(child, link, *table);
  const std::size_t at = row_of_key(*table, link.by, link.key);
  const bool optional_order = link.member == "order" && child.item.kind != RowKind::requirement;
  const std::string shown = fmt::format("{} {}", link.table, key_in_words(link.key));
  if (at != nobody) {
    const Row& row = rows_[at];
    switch (row.state) {
      case State::waiting:
      case State::alive: return {row.id, State::alive, {}};
      case State::left_out:  // without the key: equal reasons are told together
        return {{},
                State::left_out,
                fmt::format("its {} is left out: {}", link.table, row.item.left_out),
                row.is_denied,
                row.is_elsewhere};
      case State::deleted:
        return {{},
                link.member == "order" ? State::left_out : State::refused,
                fmt::format("its {} is deleted in {}", link.member == "order" ? link.table : shown, system()),
                true};
      case State::refused: return {{}, State::refused, fmt::format("its {} could not be placed", shown)};
    }
  }
  if (link.by.empty() || lower_case(link.by) == lower_case(rule.key)) {
    const auto& known = stands_->by_source({system(), link.table, link.key});
    if (!known.empty()) {
      const Entry& entry = stands_->entries()[known.front()];
      if (!stands_->head_of(entry).is_void) return {entry.id, State::alive, {}};
      return {{}, State::refused, fmt::format("its {} is withdrawn", shown)};
    }
  }
  return {{},
          optional_order ? State::left_out : State::refused,
          fmt::format("its {} is neither in the rows nor in the case", optional_order ? link.table : shown)};
}

// The order of an event: the one that joins it; of two the one that the row's day falls to.
PersonImport::Found PersonImport::find_event(const Row& child, const Link& link, std::size_t table) {
  const Extract& extract = *terms_.reading->extract;
  std::string key = link.key;
  if (extract.has(table)) {
    const std::size_t at = row_of_key(table, link.by, link.key);
    const TableRule& rule = extract.mapping().tables[table];
    if (at == nobody)  // gone for good only where the table is said to hold all of the person's
      return {{},
              State::left_out,
              fmt::format("its {} is not in the extract", link.table),
              (rule.complete || terms_.complete.contains(rule.name)) && is_whole(table)};
    if (rows_[at].state == State::deleted)
      return {{}, State::left_out, fmt::format("its {} is deleted in {}", link.table, system()), true};
    if (rows_[at].state == State::refused)
      return {{}, State::refused, fmt::format("its {} could not be read", link.table)};
    key = rows_[at].item.key;
  }
  const Row* best = nullptr;
  const Row* gone = nullptr;
  bool refused = false;
  const std::string day = text_at(child.item.value, "date");
  for (const Row& row : rows_) {
    const TableRule* rule = rule_of(row);
    if (rule == nullptr || row.item.kind != RowKind::order || rule->join_table != link.table ||
        row.item.join_key != key)
      continue;
    if (row.state == State::refused) refused = true;
    if (row.state == State::deleted || row.state == State::left_out) gone = &row;
    if (row.state != State::alive) continue;
    const std::string made = text_at(row.item.value, "sentence_date");
    if (best == nullptr) {
      best = &row;
      continue;
    }
    const std::string best_made = text_at(best->item.value, "sentence_date");
    const bool is_later = made > best_made;
    const bool had_begun = !day.empty() && !made.empty() && made <= day;
    const bool best_had_begun = !day.empty() && best_made <= day;
    if (is_later ? had_begun : !best_had_begun) best = &row;
  }
  if (best != nullptr) return {best->id, State::alive, {}};
  if (refused) return {{}, State::refused, fmt::format("the order of its {} could not be placed", link.table)};
  return no_order_of_event(link.table, gone);
}

// An event without an order here: because the extract says so, or because it does not hold what would say it.
PersonImport::Found PersonImport::no_order_of_event(const std::string& event_table, const Row* gone) {
  if (gone != nullptr && gone->state == State::left_out)
    return {
        {}, State::left_out, fmt::format("its {} has no order: {}", event_table, gone->item.left_out), gone->is_denied};
  if (gone != nullptr)
    return {{}, State::left_out, fmt::format("the order of its {} is deleted in {}", event_table, system()), true};
  const Extract& extract = *terms_.reading->extract;
  const auto& tables = extract.mapping().tables;
  bool has_orders = false, all_whole = true;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (tables[i].rows != RowKind::order || tables[i].join_table != event_table || !extract.has(i)) continue;
    has_orders = true;
    all_whole = all_whole && is_whole(i);
  }
  if (has_orders)
    return {{}, State::left_out, fmt::format("its {} has no sentence that is an order", event_table), all_whole};
  const auto events = table_named(event_table);
  return {{},
          State::left_out,
          events && extract.has(*events) ? fmt::format("the sentence of its {} is not in the extract", event_table)
                                         : fmt::format("its {} is not in the extract", event_table)};
}

// The entry as it would stand, checked by the field table of its kind.
void PersonImport::finish_value(std::size_t at) {
  Row& row = rows_[at];
  const auto kind = about(row.item.kind).entry;
  if (row.item.kind == RowKind::termination || row.item.kind == RowKind::amendment) {
    try {  // what is wrong with one row is told of it alone
      Value entry = row.item.value;
      if (entry.find("id") == nullptr) entry.members.emplace_back("id", Value::of_text("X1"));
      const Value order =
          Value::map({{"id", Value::of_text("O1")}, {std::string(about(row.item.kind).list), Value::list({entry})}});
      conform_case(Value::map(
          {{"schema", Value::of_text("case/1")}, {"crn", Value::of_text(crn_)}, {"orders", Value::list({order})}}));
    } catch (const Mistake& mistake) {
      return fault(at, mistake.message);
    }
  }
  if (!kind) return;
  Value value = row.item.value;
  std::erase_if(value.members, [](const auto& m) { return m.first == "id"; });
  value.members.insert(value.members.begin(), {"id", Value::of_text(row.id.empty() ? "X" : row.id)});
  try {
    value = conform(*kind, value);
  } catch (const Mistake& mistake) {
    return fault(at, mistake.message);
  }
  std::erase_if(value.members, [](const auto& m) { return m.first == "id"; });
  row.item.value = std::move(value);
}

}  // namespace probation::recording
