// What stands in the case and came from a table, and of which no row of the person speaks any more.
#include <algorithm>

#include <fmt/format.h>

#include "recording/sources/person_state.hpp"

namespace probation::recording {

// A row that lost its key may be any of those of its table that seem gone.
std::set<std::size_t> PersonImport::tables_without_key() const {
  std::set<std::size_t> tables;
  for (const Row& row : rows_)
    if (!row.item.in_our_words && row.item.key.empty() && !rule_of(row)->key.empty()) tables.insert(row.item.table);
  return tables;
}

std::map<std::string, Vanishing> PersonImport::vanishing() {
  std::map<std::string, Vanishing> all;
  if (!trouble_.empty() || rows_.empty() || terms_.is_older) return all;
  const Extract& extract = *terms_.reading->extract;
  std::set<std::pair<std::string, std::string>> spoken;
  std::set<std::string> named;  // tables that name the person
  const std::set<std::size_t> keyless = tables_without_key();
  for (const Row& row : rows_) {
    if (row.item.in_our_words) continue;
    named.insert(table_name(row));
    if (!row.item.key.empty()) spoken.emplace(table_name(row), row.item.key);
  }
  std::set<Source> seen;
  for (const Entry& entry : stands_->entries()) {
    if (entry.source.system != system() || entry.source.key.empty() || !entry.kind || !row_of(*entry.kind).supersedes)
      continue;
    if (!seen.insert(entry.source).second) continue;
    const auto table = table_named(entry.source.table);
    if (!table || !extract.is_readable(*table) || terms_.not_whole.contains(entry.source.table) ||
        keyless.contains(*table))
      continue;
    const TableRule& rule = extract.mapping().tables[*table];
    const Entry& last = stands_->entries()[stands_->by_source(entry.source).back()];
    const bool complete = (rule.complete || terms_.complete.contains(rule.name)) && named.contains(rule.name);
    const auto day = parse_date(text_at(last.value, date_key(*entry.kind)));
    const bool inside = terms_.window && day && terms_.window->contains(*day);
    if ((!complete && !inside) || last.is_void) continue;
    Vanishing& of_table = all[rule.name];
    ++of_table.standing;
    if (!spoken.contains({entry.source.table, entry.source.key})) ++of_table.gone;
  }
  return all;
}

// Same key, same thing: what stands here under a key that the extract has under another person is no longer this one's.
bool PersonImport::is_another_persons(std::size_t table, const std::string& key) const {
  const std::string owner = terms_.reading->extract->owner_of(table, key);
  return !owner.empty() && owner != PeopleByKey::several && owner != crn_;
}

// Of the entries that stand and came from a table, those that are another person's by now.
std::map<std::string, Vanishing> PersonImport::moved_away() const {
  std::map<std::string, Vanishing> all;
  std::set<Source> seen;
  for (const Entry& entry : stands_->entries()) {
    const auto table = table_named(entry.source.table);
    if (entry.source.system != system() || entry.source.key.empty() || !table || !seen.insert(entry.source).second ||
        stands_->entries()[stands_->by_source(entry.source).back()].is_void)
      continue;
    Vanishing& of_table = all[entry.source.table];
    ++of_table.standing;
    if (is_another_persons(*table, entry.source.key)) ++of_table.gone;
  }
  return all;
}

bool PersonImport::is_whole_for_person(const TableRule& rule) const {
  return (rule.complete || terms_.complete.contains(rule.name)) &&
         std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return table_name(row) == rule.name; });
}

// A receipt of its own: no row came.
std::size_t PersonImport::row_of_gone(const Entry& entry, std::size_t table) {
  const TableRule& rule = terms_.reading->extract->mapping().tables[table];
  Row row;
  row.item.table = table;
  row.item.kind = rule.rows;
  row.item.key = entry.source.key;
  row.id = entry.id;
  row.state = State::deleted;
  RowReceipt receipt;
  receipt.receipt.file = name_;
  receipt.receipt.crn = crn_;
  receipt.receipt.action = fmt::format("import {}", about(rule.rows).word);
  receipt.source = entry.source;
  receipt.table = table;
  rows_.push_back(std::move(row));
  receipts_.push_back(std::move(receipt));
  return rows_.size() - 1;
}

void PersonImport::gone() {
  if (terms_.is_older) return;
  const std::map<std::string, Vanishing> counts = vanishing(), moved = moved_away();
  std::set<std::pair<std::string, std::string>> spoken;
  for (const Row& row : rows_)
    if (!row.item.key.empty()) spoken.emplace(table_name(row), row.item.key);
  const std::set<std::size_t> keyless = tables_without_key();
  std::map<std::string, bool> whole;
  for (const TableRule& rule : terms_.reading->extract->mapping().tables) whole[rule.name] = is_whole_for_person(rule);
  std::set<Source> seen;
  for (const Entry& entry : stands_->entries()) {
    const auto table = table_named(entry.source.table);
    if (entry.source.system != system() || entry.source.key.empty() || !entry.kind || !table ||
        spoken.contains({entry.source.table, entry.source.key}) || !seen.insert(entry.source).second)
      continue;
    const bool is_moved = is_another_persons(*table, entry.source.key);
    const bool is_whole_table = whole[entry.source.table] && terms_.reading->extract->is_readable(*table) &&
                                !terms_.not_whole.contains(entry.source.table);
    if (!row_of(*entry.kind).supersedes) {
      if (is_moved || (is_whole_table && !keyless.contains(*table))) gone_of_order(entry, *table, is_moved);
      continue;
    }
    const Entry& last = stands_->entries()[stands_->by_source(entry.source).back()];
    const auto count = counts.find(entry.source.table);
    const auto day = parse_date(text_at(last.value, date_key(*entry.kind)));
    const bool is_absent =
        count != counts.end() && (whole[entry.source.table] || (terms_.window && day && terms_.window->contains(*day)));
    if ((!is_absent && !is_moved) || last.is_void) continue;
    if (is_moved)
      gone_entry(last, *table, fmt::format("under another person in {}", system()), moved.at(entry.source.table));
    else gone_entry(last, *table, fmt::format("no longer in {}", system()), count->second);
  }
}

// An order or requirement, of which no later entry says that it is none.
void PersonImport::gone_of_order(const Entry& entry, std::size_t table, bool is_moved) {
  const std::size_t at = row_of_gone(entry, table);
  conflict(at, fmt::format("{} is {} {}; {} is not withdrawn by a later entry: take it out by hand", entry.id,
                           is_moved ? "under another person in" : "no longer in", system(),
                           entry.list == "orders" ? "an order" : "a requirement"));
}

// `last`: what import wrote last under the key.
void PersonImport::gone_entry(const Entry& last, std::size_t table, const std::string& why, const Vanishing& count) {
  const std::string& name = last.source.table;
  const std::size_t at = row_of_gone(stands_->entries()[stands_->by_source(last.source).front()], table);
  const Entry& head = stands_->head_of(last);
  const bool too_many = !terms_.believes_vanished && ((count.standing >= 10 && count.gone * 5 > count.standing) ||
                                                      terms_.too_many_gone.contains(name));
  if (head.is_void) {
    settle(at, Fate::unchanged, head.id, fmt::format("{}, and withdrawn here by {}", why, head.id));
  } else if (too_many) {
    ++not_believed_;
    out(at, State::left_out,
        fmt::format("{}, with {} of {} of {}: not believed without --allow-vanished", why, count.gone, count.standing,
                    name));
    receipts_[at].receipt.id = head.id;
  } else if (&head != &last) {
    conflict(at, fmt::format("{} was corrected here by {}, and is {}: nothing is written", last.id, head.id, why));
  } else {
    withdraw(at, last, why);
  }
}

}  // namespace probation::recording
