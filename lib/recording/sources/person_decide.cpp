// What came beside what stands under its key: entries. (The table of docs/import.md, row by row.)
#include <algorithm>

#include <fmt/format.h>

#include "recording/sources/person_state.hpp"

namespace probation::recording {

using document::Value;

namespace {

void put(Value& value, std::string_view key, Value member) {
  std::erase_if(value.members, [&](const auto& m) { return m.first == key; });
  value.members.emplace_back(std::string(key), std::move(member));
}

}  // namespace

void PersonImport::out(std::size_t at, State state, const std::string& why) {
  Row& row = rows_[at];
  row.state = state;
  RowReceipt& receipt = receipts_[at];
  receipt.receipt.message = state == State::left_out ? "left out: " + why : why;
  receipt.receipt.status = Status::refused;
  receipt.fate = state == State::left_out ? Fate::left_out : Fate::fault;
  if (state == State::left_out) row.item.left_out = why;
}

void PersonImport::settle(std::size_t at, Fate fate, const std::string& id, const std::string& message) {
  RowReceipt& receipt = receipts_[at];
  const bool nothing = fate == Fate::unchanged;
  // What a row wrote once it has written, whatever else of it was there already.
  if (receipt.receipt.status == Status::written && nothing) return;
  receipt.fate = fate;
  receipt.receipt.status = nothing ? Status::already_recorded : Status::written;
  receipt.receipt.id = id;
  receipt.receipt.message = message;
  for (const std::string& remark : rows_[at].item.remarks)
    receipt.receipt.message += (receipt.receipt.message.empty() ? "" : "; ") + remark;
}

void PersonImport::conflict(std::size_t at, const std::string& why) {
  RowReceipt& receipt = receipts_[at];
  receipt.fate = Fate::conflict;
  receipt.receipt.status = Status::conflict;
  receipt.receipt.id = rows_[at].id;
  receipt.receipt.message = why;
  std::erase_if(edits_, [&](const Edit& edit) { return edit.row == at; });
}

void PersonImport::append(const std::string& list, Value value, std::size_t row, const std::string& order) {
  Edit edit;
  edit.list = list;
  edit.order = order;
  edit.id = text_at(value, "id");
  edit.value = std::move(value);
  edit.row = row;
  edits_.push_back(std::move(edit));
}
void PersonImport::set(const std::string& within, const std::string& key, Value value, std::size_t row) {
  Edit edit;
  edit.what = Edit::What::set;
  edit.within = within;
  edit.key = key;
  edit.value = std::move(value);
  edit.row = row;
  edits_.push_back(std::move(edit));
}

// When the source wrote it, where it says so and there is an outcome; else the extract's day, where the case knew the
// system before: a first import does not know when its rows were written.
std::optional<std::string> PersonImport::recorded_of(const Item& item, const Value& value) const {
  if (item.in_our_words) {  // the row's own word, else the time of the run
    const auto own = item.more.find("recorded");
    const std::string& said = own != item.more.end() ? own->second : terms_.recorded;
    return said.empty() ? std::nullopt : std::optional(said);
  }
  if (item.changed && !text_at(value, "outcome").empty()) return moment_text(*item.changed);
  if (stands_->has_system(system())) return today();
  return std::nullopt;
}

std::string PersonImport::free_suffix(const std::string& base) {
  for (int n = 2;; ++n) {
    const std::string id = fmt::format("{}-{}", base.substr(0, 58), n);
    if (used_ids_.insert(id).second) return id;
  }
}

void PersonImport::decide() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (row.state == State::left_out && row.is_denied) decide_denied(i);
    if (row.state == State::refused || row.state == State::left_out || row.state == State::waiting) continue;
    switch (row.item.kind) {
      case RowKind::order: decide_order(i); break;
      case RowKind::requirement: decide_requirement(i); break;
      case RowKind::amendment: decide_amendment(i); break;
      case RowKind::termination:
        if (row.state == State::deleted) out(i, State::left_out, fmt::format("deleted in {}", system()));
        else
          decide_termination(i, row.order_id,
                             row.item.more["requirement"].empty() ? text_at(row.item.value, "requirement")
                                                                  : row.item.more["requirement"],
                             row.item.value);
        break;
      case RowKind::none:
      case RowKind::event:
      case RowKind::person:
      case RowKind::manager:
      case RowKind::registration:
      case RowKind::reported: break;  // of the person as a whole, below
      default: decide_entry(i);
    }
  }
  if (terms_.reading != nullptr) gone();
  const Access access = access_said();
  decide_person();
  put_access(access);
  decide_manager();
  decide_flags();
  figures_of_nothing();
  decide_reported();
  // What is only joined is told with the row it belongs to.
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (row.item.kind != RowKind::event || row.state == State::refused) continue;
    if (row.state == State::deleted) {
      out(i, State::left_out, fmt::format("deleted in {}", system()));
    } else if (row.host == nobody) {
      const auto& tables = terms_.reading->extract->mapping().tables;
      bool of_orders = false;
      for (std::size_t t = 0; t < tables.size(); ++t)
        of_orders = of_orders || (tables[t].rows == RowKind::order && tables[t].join_table == table_name(row) &&
                                  terms_.reading->extract->has(t));
      out(i, State::left_out,
          of_orders ? "no row of another table names it: no sentence that is an order"
                    : "no row of another table names it");
    } else if (rows_[row.host].state == State::left_out) {
      out(i, State::left_out, rows_[row.host].item.left_out);
    } else {
      receipts_[i].fate = receipts_[row.host].fate;
      receipts_[i].receipt.status = receipts_[row.host].receipt.status;
      receipts_[i].receipt.id = receipts_[row.host].receipt.id;
      receipts_[i].receipt.message =
          receipts_[i].fate == Fate::fault ? "its row of another table could not be placed" : "";
    }
  }
}

void PersonImport::decide_entry(std::size_t at) {
  Row& row = rows_[at];
  if (row.item.in_our_words || !row.item.given_id.empty()) return decide_own_entry(at);
  if (row.item.key.empty()) return decide_by_content(at);
  const auto& known = stands_->by_source({system(), table_name(row), row.item.key});
  if (known.empty()) {
    if (row.state == State::deleted) return out(at, State::left_out, fmt::format("deleted in {}", system()));
    if (terms_.elsewhere.contains({table_name(row), row.item.key}))
      return out(at, State::left_out, "a later extract has it under another person");
    Value value = row.item.value;
    put(value, "id", Value::of_text(row.id));
    if (const auto recorded = recorded_of(row.item, value)) put(value, "recorded", Value::literal(*recorded));
    put(value, "source", source_value({system(), table_name(row), row.item.key}));
    append(std::string(about(row.item.kind).list), conform(*about(row.item.kind).entry, value), at);
    return settle(at, Fate::placed, row.id);
  }
  decide_known(at, stands_->entries()[known.back()]);
}

// A row whose event, or whatever else it belongs to, turns out to be no order: what an earlier extract brought of it
// counts no longer.
void PersonImport::decide_denied(std::size_t at) {
  Row& row = rows_[at];
  if (row.item.key.empty() || terms_.is_older) return;
  const auto& known = stands_->by_source(source_of_row(row));
  if (known.empty()) return;
  const Entry& first = stands_->entries()[known.front()];
  row.id = first.id;
  if (row.item.kind == RowKind::order)
    return conflict(at, fmt::format("{}: {}; an order is not withdrawn by a later entry: take it out by hand", first.id,
                                    row.item.left_out));
  if (!first.kind || !row_of(*first.kind).supersedes) return;  // of a requirement its order is told
  if (stands_->entries()[known.back()].is_void) return;        // withdrawn for it already
  decide_known(at, stands_->entries()[known.back()]);
}

// Compared is always what import last wrote under the key.
void PersonImport::decide_known(std::size_t at, const Entry& last) {
  Row& row = rows_[at];
  const Entry& head = stands_->head_of(last);
  // Corrected or withdrawn here since; what was corrected and undone says again what import wrote.
  const bool says_it_again =
      &head != &last && !head.is_void && !last.is_void && content_of(head.value) == content_of(last.value);
  const bool by_hand = &head != &last && !says_it_again;
  const auto under_its_source = [&] {  // what stands, under the key of what import wrote
    Entry stands = head;
    stands.source = last.source;
    return stands;
  };
  if (terms_.is_older)
    return settle(at, Fate::unchanged, head.id, "an older extract: what stands was taken from a later one");
  if (row.state == State::deleted || row.is_denied) {
    const std::string why = row.is_denied ? row.item.left_out : fmt::format("deleted in {}", system());
    if (last.is_void) return settle(at, Fate::unchanged, last.id, fmt::format("{}, withdrawn already", why));
    if (head.is_void) return settle(at, Fate::unchanged, head.id, fmt::format("withdrawn here by {}", head.id));
    if (by_hand)
      return conflict(at, fmt::format("{} was corrected here by {}, and {}{}: nothing is written", last.id, head.id,
                                      row.is_denied ? "" : "is ", why));
    return withdraw(at, says_it_again ? under_its_source() : last, why);
  }
  // What the file has no column for is not said to be otherwise.
  const Value was = content_of(last.value);
  if (!last.is_void)
    for (const auto& [key, member] : was.members)
      if (row.item.value.find(key) == nullptr &&
          (row.item.not_carried.contains(key) || (key == "absence_reason" && row.item.not_carried.contains("outcome"))))
        put(row.item.value, key, member);
  Value now = row.item.value;
  put(now, "id", Value::of_text(row.id));
  now = content_of(conform(*about(row.item.kind).entry, now));
  row.item.value = now;
  if (!last.is_void && now == was) {
    return settle(at, Fate::unchanged, head.id,
                  head.is_void ? fmt::format("withdrawn here by {}", head.id)
                  : by_hand    ? fmt::format("corrected here by {}", head.id)
                               : "");
  }
  if (by_hand && head.is_void && !last.is_void) {
    return settle(at, Fate::unchanged, head.id,
                  fmt::format("changed in {}, and withdrawn here by {}: it stays withdrawn", system(), head.id));
  }
  if (by_hand) {
    if (!head.is_void && content_of(head.value) == now)
      return settle(at, Fate::unchanged, head.id, fmt::format("corrected here by {} to the same", head.id));
    return conflict(at, fmt::format("{} was corrected here by {}, and {} now says another thing: nothing is written",
                                    last.id, head.id, system()));
  }
  supersede(at, says_it_again ? under_its_source() : last,
            last.is_void ? fmt::format("back in {}", system()) : fmt::format("changed in {}", system()));
}

void PersonImport::supersede(std::size_t at, const Entry& last, const std::string& reason) {
  Row& row = rows_[at];
  const std::string id = free_suffix(row.id);
  Value value = row.item.value;
  put(value, "id", Value::of_text(id));
  put(value, "supersedes", Value::of_text(last.id));
  put(value, "reason", Value::of_text(reason));
  if (const auto recorded = recorded_of(row.item, value)) put(value, "recorded", Value::literal(*recorded));
  put(value, "source", source_value(last.source));
  append(last.list, conform(*last.kind, value), at);
  settle(at, Fate::changed, id);
  receipts_[at].receipt.supersedes = last.id;
}

void PersonImport::withdraw(std::size_t at, const Entry& last, const std::string& reason) {
  const std::string id = free_suffix(stands_->entries()[stands_->by_source(last.source).front()].id);
  Value value = Value::map({{"id", Value::of_text(id)}});
  for (const document::Field& field : shape_of(*last.kind).fields)
    if (const Value* member = last.value.find(field.key); field.is_required && field.key != "id" && member != nullptr)
      put(value, field.key, *member);
  put(value, "void", Value::literal("true"));
  put(value, "supersedes", Value::of_text(last.id));
  put(value, "reason", Value::of_text(reason));
  put(value, "recorded", Value::literal(today()));
  put(value, "source", source_value(last.source));
  append(last.list, conform(*last.kind, value), at);
  settle(at, Fate::withdrawn, id);
  receipts_[at].receipt.supersedes = last.id;
  receipts_[at].receipt.withdraws = true;
}

// Entries without a key are matched by content against the history, so that a withdrawn one stays withdrawn.
void PersonImport::decide_by_content(std::size_t at) {
  Row& row = rows_[at];
  if (row.state == State::deleted) return out(at, State::left_out, fmt::format("deleted in {}", system()));
  const EntryKind kind = *about(row.item.kind).entry;
  Value mine = row.item.value;
  put(mine, "id", Value::of_text("X"));
  mine = content_of(conform(kind, mine));
  for (const Entry& entry : stands_->entries()) {
    if (entry.kind != kind || entry.is_void || text_at(entry.value, "date") != text_at(mine, "date")) continue;
    if (content_of(entry.value) != mine) continue;
    const Entry& head = stands_->head_of(entry);
    return settle(at, Fate::unchanged, entry.id,
                  head.is_void      ? fmt::format("withdrawn here by {}", head.id)
                  : &head != &entry ? fmt::format("corrected here by {}", head.id)
                                    : "");
  }
  for (const Edit& edit : edits_)
    if (edit.list == about(row.item.kind).list && edit.row != at && edit.row != nobody &&
        content_of(edit.value) == mine)
      return settle(at, Fate::unchanged, edit.id, "the same row stands twice");
  std::string id = file_->free_id(kind);
  const std::string letter(row_of(kind).id_letter);
  for (unsigned long long n = std::stoull(id.substr(letter.size())); used_ids_.contains(id); ++n)
    id = letter + std::to_string(n);
  used_ids_.insert(id);
  row.id = id;
  Value value = row.item.value;
  put(value, "id", Value::of_text(id));
  if (const auto recorded = recorded_of(row.item, value);
      recorded && value.find("recorded") == nullptr && row_of(kind).supersedes)
    put(value, "recorded", Value::literal(*recorded));
  if (value.find("source") == nullptr) put(value, "source", source_value({system(), table_name(row), {}}));
  append(std::string(about(row.item.kind).list), conform(kind, value), at);
  settle(at, Fate::placed, id);
}

// Rows that name the entry itself: what import wrote under the id is reconciled with what came; an id that stands for
// anything else says the same, or is refused; ids are never used again.
void PersonImport::decide_own_entry(std::size_t at) {
  Row& row = rows_[at];
  if (row.item.given_id.empty()) return decide_by_content(at);
  const EntryKind kind = *about(row.item.kind).entry;
  if (written_ids_.contains(row.id)) return fault(at, fmt::format("the id {} comes twice", row.id));
  const bool tells_its_history = row.item.value.find("supersedes") != nullptr || row.item.value.find("void") != nullptr;
  if (row.item.in_our_words && !tells_its_history) {
    const auto& known = stands_->by_source(source_of_row(row));
    if (!known.empty() && stands_->entries()[known.back()].kind == kind) {
      if (const std::string recorded = text_at(row.item.value, "recorded"); !recorded.empty())
        row.item.more["recorded"] = recorded;
      decide_known(at, stands_->entries()[known.back()]);
      if (receipts_[at].fate == Fate::changed) written_ids_.insert(row.id);
      return;
    }
  }
  if (const Entry* there = stands_->by_id(row.id); there != nullptr) {
    if (there->kind == kind && content_of(there->value) == content_of(row.item.value) &&
        there->supersedes == text_at(row.item.value, "supersedes")) {
      const Entry& head = stands_->head_of(*there);
      return settle(at, Fate::unchanged, row.id,
                    head.is_void && &head != there ? fmt::format("withdrawn here by {}", head.id) : "");
    }
    return fault(
        at, fmt::format("the id {} is used already, by an entry that says something else; ids are never used again",
                        row.id));
  }
  if (stands_->has_id(row.id)) return fault(at, fmt::format("the id {} is used already, by something else", row.id));
  Value value = row.item.value;
  put(value, "id", Value::of_text(row.id));
  if (row.item.in_our_words) {
    if (value.find("recorded") == nullptr && !terms_.recorded.empty() && row_of(kind).supersedes)
      put(value, "recorded", Value::literal(terms_.recorded));
    put(value, "source", source_value(source_of_row(row)));
  }
  append(std::string(about(row.item.kind).list), conform(kind, value), at);
  written_ids_.insert(row.id);
  settle(at, Fate::placed, row.id);
}

}  // namespace probation::recording
