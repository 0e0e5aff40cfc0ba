// What came beside what stands: orders, requirements, how they ended and what changed in them.
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

Value without_source(Value value) {
  std::erase_if(value.members, [](const auto& m) { return m.first == "source"; });
  return value;
}

// Where an entry came from is said by the import, and not by its row.
bool holds_each(const Value& there, const Value& list) {
  return std::all_of(list.items.begin(), list.items.end(), [&](const Value& entry) {
    return std::any_of(there.items.begin(), there.items.end(),
                       [&](const Value& standing) { return without_source(standing) == without_source(entry); });
  });
}

// Whether everything the row says is there: what stands may be more.
bool holds_all(const Value& there, const Value& row) {
  return std::all_of(row.members.begin(), row.members.end(), [&](const auto& member) {
    if (member.first == "source") return true;
    const Value* has = there.find(member.first);
    if (has == nullptr) return false;
    return member.second.kind == Value::Kind::list ? holds_each(*has, member.second) : *has == member.second;
  });
}

// What a row in our own words brings within its order has the row's system too.
void give_sources(Value& order, const std::string& system) {
  for (auto& [key, list] : order.members) {
    if (key != "requirements" && key != "amendments" && key != "terminations") continue;
    const std::string table = key.substr(0, key.size() - 1);
    for (Value& entry : list.items)
      if (entry.find("source") == nullptr)
        put(entry, "source",
            source_value({system, table, key == "requirements" ? text_at(entry, "id") : std::string{}}));
  }
}

}  // namespace

void PersonImport::decide_order(std::size_t at) {
  Row& row = rows_[at];
  if (row.item.in_our_words || !row.item.given_id.empty()) {
    if (row.item.given_id.empty()) return fault(at, "an order needs `id`");
    Value value = row.item.value;
    put(value, "id", Value::of_text(row.id));
    value = conform(EntryKind::order, value);
    const Entry* there = stands_->by_id(row.id);
    if (there != nullptr && there->kind == EntryKind::order && holds_all(there->value, value))
      return settle(at, Fate::unchanged, row.id);
    const bool is_known = row.item.in_our_words && !stands_->by_source(source_of_row(row)).empty();
    if (stands_->has_id(row.id) && !is_known)
      return fault(
          at, fmt::format("the id {} is used already, by something that says something else; ids are never used again",
                          row.id));
    if (!is_known) {
      if (row.item.in_our_words) {
        give_sources(value, system());
        put(value, "source", source_value(source_of_row(row)));
        value = conform(EntryKind::order, value);
      }
      append("orders", value, at);
      return settle(at, Fate::placed, row.id);
    }
  }
  const auto& known = stands_->by_source(source_of_row(row));
  const auto ended = row.item.more.find("ended");
  const auto termination = [&] {
    Value entry = Value::map({{"date", Value::literal(ended->second)}});
    if (const auto kind = row.item.more.find("ended_kind"); kind != row.item.more.end())
      put(entry, "kind", Value::of_text(kind->second));
    decide_termination(at, row.id, {}, std::move(entry));
  };
  if (known.empty()) {
    if (row.state == State::deleted) return out(at, State::left_out, fmt::format("deleted in {}", system()));
    Value value = row.item.value;
    put(value, "id", Value::of_text(row.id));
    put(value, "source", source_value(source_of_row(row)));
    append("orders", conform(EntryKind::order, value), at);
    settle(at, Fate::placed, row.id);
    if (ended != row.item.more.end()) termination();
    return;
  }
  const Entry& standing = stands_->entries()[known.front()];
  if (row.state == State::deleted)
    return conflict(at,
                    fmt::format("{} is deleted in {}; an order is not withdrawn by a later entry: take it out by hand",
                                standing.id, system()));
  settle(at, Fate::unchanged, standing.id);
  if (terms_.is_older) return;
  decide_members(at, standing, {"end_date", "supervision_end_date", "operational_end_date"});
  if (receipts_[at].fate == Fate::conflict || row.item.in_our_words) return;
  if (ended != row.item.more.end()) return termination();
  if (!row.item.not_carried.contains("ended")) decide_termination(at, row.id, {}, Value::map({}));
}

void PersonImport::decide_requirement(std::size_t at) {
  Row& row = rows_[at];
  if (row.item.in_our_words || !row.item.given_id.empty()) {
    if (row.item.given_id.empty()) return fault(at, "a requirement needs `id`");
    Value value = row.item.value;
    put(value, "id", Value::of_text(row.id));
    value = conform(EntryKind::requirement, value);
    const Entry* there = stands_->by_id(row.id);
    if (there != nullptr && there->kind == EntryKind::requirement && holds_all(there->value, value))
      return settle(at, Fate::unchanged, row.id);
    for (std::size_t i = 0; i < at; ++i)
      if (rows_[i].id == row.id && receipts_[i].receipt.status == Status::written)
        return fault(at, fmt::format("the id {} comes twice", row.id));
    const bool is_known = row.item.in_our_words && !stands_->by_source(source_of_row(row)).empty();
    if (stands_->has_id(row.id) && !is_known)
      return fault(
          at, fmt::format("the id {} is used already, by something that says something else; ids are never used again",
                          row.id));
    if (!is_known) {
      if (row.item.in_our_words) {
        put(value, "source", source_value(source_of_row(row)));
        value = conform(EntryKind::requirement, value);
      }
      append("requirements", value, at, row.order_id);
      return settle(at, Fate::placed, row.id);
    }
  }
  const auto& known = stands_->by_source(source_of_row(row));
  if (known.empty()) {
    if (row.state == State::deleted) return out(at, State::left_out, fmt::format("deleted in {}", system()));
    Value value = row.item.value;
    put(value, "id", Value::of_text(row.id));
    put(value, "source", source_value(source_of_row(row)));
    append("requirements", conform(EntryKind::requirement, value), at, row.order_id);
    return settle(at, Fate::placed, row.id);
  }
  const Entry& standing = stands_->entries()[known.front()];
  if (row.state == State::deleted)
    return conflict(
        at, fmt::format("{} is deleted in {}; a requirement is not withdrawn by a later entry: take it out by hand",
                        standing.id, system()));
  settle(at, Fate::unchanged, standing.id);
  if (terms_.is_older) return;
  const std::string order = text_at(stands_->root().find("orders")->items[standing.order], "id");
  if (!row.order_id.empty() && row.order_id != order)
    return conflict(at, fmt::format("{} stands under {} here and under {} in {}: move it by hand", standing.id, order,
                                    row.order_id, system()));
  decide_members(at, standing, {"max_days", "hours"});
  if (receipts_[at].fate == Fate::conflict) return;
  decide_status(at, standing);
}

// What an order or requirement says beside what it said: ends and amounts become amendments; what was not known goes
// in; of all else that differs somebody has to decide.
void PersonImport::decide_members(std::size_t at, const Entry& standing, const std::set<std::string>& amended) {
  Row& row = rows_[at];
  for (const auto& [key, member] : row.item.value.members) {
    if (key == "status" || key == "termination_date" || key == "source") continue;
    const Value* there = standing.value.find(key);
    if (member.kind == Value::Kind::list && there != nullptr && holds_each(*there, member)) continue;
    if (amended.contains(key)) {
      if (!amend(at, standing, key, member)) return;
    } else if (there == nullptr) {
      set(standing.id, key, member, at);
      settle(at, Fate::changed, standing.id);
    } else if (*there != member) {
      return conflict(
          at, fmt::format("`{}` of {} is another in {} than here, and no amendment can say so: correct one of them",
                          key, standing.id, system()));
    }
  }
}

bool PersonImport::amend(std::size_t at, const Entry& standing, const std::string& member, const Value& value) {
  const bool of_requirement = standing.list == "requirements";
  const Value* said = standing.value.find(member);  // what import said last
  const Value* holds = said;                        // what holds now
  bool by_hand = false;                             // said by somebody else since
  bool any = false;
  for (const Entry& entry : stands_->entries()) {
    if (entry.list != "amendments" || entry.order != standing.order) continue;
    if (text_at(entry.value, "requirement") != (of_requirement ? standing.id : std::string{})) continue;
    const Value* here = entry.value.find(member);
    if (here == nullptr) continue;
    const bool ours = entry.source.system == system();
    any = true;
    if (ours) {
      said = here;
      by_hand = false;
    }
    if (entry.replaced_by || entry.is_void) continue;
    holds = here;
    if (!ours) by_hand = true;
  }
  if (said == nullptr && !any) {
    set(standing.id, member, value, at);
    settle(at, Fate::changed, standing.id);
    return true;
  }
  if ((said != nullptr && *said == value) || (holds != nullptr && *holds == value)) return true;
  if (by_hand) {
    conflict(at, fmt::format("`{}` of {} was amended here, and {} now says another: nothing is written", member,
                             standing.id, system()));
    return false;
  }
  const Row& row = rows_[at];
  const auto word = [&](const char* key, const std::string& otherwise) {
    const auto found = row.item.more.find(key);
    return found == row.item.more.end() ? otherwise : found->second;
  };
  const std::string order = text_at(stands_->root().find("orders")->items[standing.order], "id");
  for (Edit& edit : edits_)
    if (edit.row == at && edit.list == "amendments") {
      edit.value.members.insert(std::prev(edit.value.members.end()), {member, value});
      return true;
    }
  Value amendment = Value::map(
      {{"date", Value::literal(word("amended", today()))}, {"kind", Value::of_text(word("amendment_kind", "other"))}});
  if (of_requirement) put(amendment, "requirement", Value::of_text(standing.id));
  put(amendment, member, value);
  put(amendment, "source", source_value({system(), table_name(row), {}}));
  append("amendments", std::move(amendment), at, order);
  settle(at, Fate::changed, standing.id);
  return true;
}

// Status and end of a requirement stand in its own fields; where they were said here by a termination, both have to
// agree.
void PersonImport::decide_status(std::size_t at, const Entry& standing) {
  const Row& row = rows_[at];
  const std::string status = text_at(row.item.value, "status"), ended = text_at(row.item.value, "termination_date");
  for (const Entry& entry : stands_->entries()) {
    if (entry.list != "terminations" || text_at(entry.value, "requirement") != standing.id ||
        entry.source.system == system())
      continue;
    if (entry.replaced_by || entry.is_void) continue;
    if (status == "active" || (!ended.empty() && ended != text_at(entry.value, "date")))
      conflict(at, fmt::format("{} was ended here by {}, and {} says another thing: nothing is written", standing.id,
                               entry.id, system()));
    return;
  }
  std::string before;
  const auto replace = [&](const std::string& key, const std::string& text, bool literal) {
    const std::string old = text_at(standing.value, key);
    if (old == text) return;
    set(standing.id, key,
        text.empty() ? Value::literal("null")
        : literal    ? Value::literal(text)
                     : Value::of_text(text),
        at);
    before += fmt::format("{}\"{}\":{}", before.empty() ? "" : ",", key,
                          old.empty() ? "null" : document::flow(Value::of_text(old), document::Notation::json));
  };
  if (!status.empty()) replace("status", status, false);
  if (!ended.empty()) replace("termination_date", ended, true);
  else if (status == "active" && !row.item.not_carried.contains("termination_date") &&
           !row.item.not_carried.contains("ended"))
    replace("termination_date", {}, true);
  if (before.empty()) return;
  settle(at, Fate::changed, standing.id);
  receipts_[at].before = "{" + before + "}";
}

// An entry without date: the source says that it has not ended.
void PersonImport::decide_termination(std::size_t at, const std::string& order_id, const std::string& requirement,
                                      Value entry) {
  Row& row = rows_[at];
  if (!requirement.empty()) put(entry, "requirement", Value::of_text(requirement));
  const bool has_ended = !text_at(entry, "date").empty() || row.item.kind == RowKind::termination;
  const auto same = [&](const Value& there) {
    return text_at(there, "date") == text_at(entry, "date") &&
           (text_at(entry, "kind").empty() || text_at(there, "kind") == text_at(entry, "kind") ||
            text_at(there, "reason") == text_at(entry, "kind"));
  };
  const Entry* last = nullptr;   // that import wrote
  const Entry* other = nullptr;  // that stands, by somebody else
  for (const Entry& candidate : stands_->entries()) {
    if (candidate.list != "terminations" ||
        text_at(stands_->root().find("orders")->items[candidate.order], "id") != order_id ||
        text_at(candidate.value, "requirement") != requirement)
      continue;
    if (candidate.source.system == system()) last = &candidate;
    else if (!candidate.replaced_by && !candidate.is_void) other = &candidate;
  }
  const Entry* order = stands_->by_id(order_id);
  const Value* single = order == nullptr || !requirement.empty() ? nullptr : order->value.find("termination");
  const Value* hand = other != nullptr ? &other->value : single;
  const auto write = [&](Value value, const Entry* old, const std::string& reason) {
    std::string id;
    for (int n = 1; id.empty(); ++n)
      if (const std::string next = fmt::format("T{}", n); used_ids_.insert(next).second && !stands_->has_id(next))
        id = next;
    value.members.insert(value.members.begin(), {"id", Value::of_text(id)});
    if (old != nullptr) {
      put(value, "supersedes", Value::of_text(old->id));
      put(value, "reason", Value::of_text(reason));
      put(value, "recorded", Value::literal(today()));
    }
    put(value, "source", source_value({system(), table_name(row), {}}));
    append("terminations", std::move(value), at, order_id);
    if (receipts_[at].fate != Fate::placed)
      settle(at, old != nullptr || row.item.kind == RowKind::order ? Fate::changed : Fate::placed,
             row.item.kind == RowKind::order ? row.id : id);
  };
  if (last == nullptr) {
    if (!has_ended) return;
    if (hand == nullptr) return write(std::move(entry), nullptr, {});
    if (same(*hand)) {
      if (row.item.kind == RowKind::termination) settle(at, Fate::unchanged, text_at(*hand, "id"));
      return;
    }
    return row.item.in_our_words
               ? fault(at, "another termination stands already; amend or void it")
               : conflict(at, fmt::format("the end of {} was entered here, and {} says another: nothing is written",
                                          order_id, system()));
  }
  const bool is_head = !last->replaced_by;
  const bool unchanged = last->is_void ? !has_ended : has_ended && same(last->value);
  if (unchanged || (!is_head && hand != nullptr && has_ended && same(*hand))) {
    if (row.item.kind == RowKind::termination) settle(at, Fate::unchanged, last->id);
    return;
  }
  if (!is_head || hand != nullptr)
    return conflict(at, fmt::format("the end of {} was corrected here, and {} says another: nothing is written",
                                    order_id, system()));
  if (has_ended)
    return write(std::move(entry), last, fmt::format("{} in {}", last->is_void ? "back" : "changed", system()));
  Value nothing = Value::map({});
  if (!requirement.empty()) put(nothing, "requirement", Value::of_text(requirement));
  put(nothing, "void", Value::literal("true"));
  write(std::move(nothing), last, fmt::format("deleted in {}", system()));
}

// A row of a table of amendments: matched by what it says.
void PersonImport::decide_amendment(std::size_t at) {
  Row& row = rows_[at];
  if (row.state == State::deleted) return out(at, State::left_out, fmt::format("deleted in {}", system()));
  Value value = row.item.value;
  if (text_at(value, "kind").empty()) put(value, "kind", Value::of_text("other"));
  if (text_at(value, "date").empty()) return fault(at, "an amendment needs `date`");
  std::sort(value.members.begin(), value.members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const Entry& entry : stands_->entries()) {
    if (entry.list != "amendments" || text_at(stands_->root().find("orders")->items[entry.order], "id") != row.order_id)
      continue;
    Value there = content_of(entry.value);
    std::sort(there.members.begin(), there.members.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto same_text = [](const auto& a, const auto& b) {
      return a.first == b.first && a.second.text == b.second.text;
    };
    if (std::equal(there.members.begin(), there.members.end(), value.members.begin(), value.members.end(), same_text))
      return settle(at, Fate::unchanged, entry.id);
  }
  put(value, "source", source_value({system(), table_name(row), {}}));
  append("amendments", std::move(value), at, row.order_id);
  settle(at, Fate::placed, {});
}

}  // namespace probation::recording
