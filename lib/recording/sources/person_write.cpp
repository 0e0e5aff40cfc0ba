// The edits of one person as one change: put into the text, judged, and without what the rows themselves break.
#include <algorithm>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "document/refused.hpp"
#include "document/set_member.hpp"
#include "recording/new_case.hpp"
#include "recording/sources/cells.hpp"
#include "recording/sources/person_state.hpp"

namespace probation::recording {

using document::Step;
using document::Tree;
using document::Value;

namespace {

std::vector<Step> path_of(const std::string& list) {
  if (list == "activities") return {{"plan"}, {"activities"}};
  return {{list}};
}

bool is_within_order(const std::string& list) {
  return list == "requirements" || list == "amendments" || list == "terminations";
}

Value* member_of(Value& map, std::string_view key) {
  const auto at = std::find_if(map.members.begin(), map.members.end(), [&](const auto& m) { return m.first == key; });
  return at == map.members.end() ? nullptr : &at->second;
}
Value& made_member(Value& map, std::string_view key, Value fresh) {
  if (Value* there = member_of(map, key)) return *there;
  map.members.emplace_back(std::string(key), std::move(fresh));
  return map.members.back().second;
}

void collect_lines(const Tree& node, std::map<std::string, std::uint32_t, std::less<>>& lines) {
  for (const Tree& item : node.items) {
    if (const Tree* id = item.find("id"); id != nullptr) lines.emplace(id->text, item.line);
    collect_lines(item, lines);
  }
  for (const auto& [key, value] : node.entries) collect_lines(value, lines);
}

}  // namespace

RowReceipt receipt_of(const Terms& terms, const Item& row, const std::string& crn) {
  RowReceipt out;
  out.line = row.line;
  out.column = row.column;
  out.table = row.table;
  out.receipt.crn = crn;
  out.receipt.action = fmt::format("import {}", row.kind == RowKind::none ? "row" : about(row.kind).word);
  out.receipt.id = row.given_id;
  out.receipt.status = Status::refused;
  out.receipt.message = row.problem;
  if (row.in_our_words && row.file < terms.own_files.size()) out.file = terms.own_files[row.file];
  if (row.in_our_words && row.kind != RowKind::none)
    out.source = {std::string(own_rows_system), std::string(about(row.kind).word), row.given_id};
  if (terms.reading != nullptr && !row.in_our_words) {
    const Extract& extract = *terms.reading->extract;
    out.file = extract.files()[row.file].path;
    out.source = {extract.mapping().system, extract.mapping().tables[row.table].name, row.key};
  }
  return out;
}

void refuse(RowReceipt& receipt, Status status, const std::string& why) {
  receipt.receipt.status = status;
  receipt.receipt.message = why;
  receipt.fate = status == Status::conflict ? Fate::conflict : Fate::fault;
}

bool PersonImport::is_out(const Edit& edit, const std::set<std::size_t>& without) const {
  return edit.row != nobody && without.contains(edit.row);
}

std::string PersonImport::new_case(const std::set<std::size_t>& without, std::string& trouble) {
  Value root = Value::map({{"schema", Value::of_text("case/1")}, {"crn", Value::of_text(crn_)}});
  for (const Edit& edit : edits_) {
    if (is_out(edit, without) || edit.what != Edit::What::set) continue;
    Value& map = edit.within.empty() ? root : made_member(root, edit.within, Value::map({}));
    if (Value* there = member_of(map, edit.key)) *there = edit.value;
    else map.members.emplace_back(edit.key, edit.value);
  }
  for (const Edit& edit : edits_) {
    if (is_out(edit, without) || edit.what != Edit::What::append || is_within_order(edit.list)) continue;
    Value* map = &root;
    if (edit.list == "activities") map = &made_member(root, "plan", Value::map({}));
    made_member(*map, edit.list, Value::list({})).items.push_back(edit.value);
  }
  for (const Edit& edit : edits_) {
    if (is_out(edit, without) || edit.what != Edit::What::append || !is_within_order(edit.list)) continue;
    if (Value* orders = member_of(root, "orders"))
      for (Value& order : orders->items)
        if (text_at(order, "id") == edit.order)
          made_member(order, edit.list, Value::list({})).items.push_back(edit.value);
  }
  try {
    return case_text(conform_case(root));
  } catch (const Mistake& mistake) {
    trouble = mistake.message;
    return {};
  }
}

// The text with every edit but those of the rows that stay out; nothing where nothing is to be written.
std::optional<std::string> PersonImport::compile(const std::set<std::size_t>& without, std::string& trouble) {
  if (is_new_) return new_case(without, trouble);
  std::string bytes = start_;
  const auto put = [&](const document::EditResult& result) {
    if (const auto* no = std::get_if<document::EditRefused>(&result)) {
      trouble = fmt::format("{}{}: {}; {}", name_, no->line == 0 ? "" : fmt::format(":{}", no->line), no->why, no->fix);
      return false;
    }
    bytes = std::get<document::Edited>(result).bytes;
    return true;
  };
  const auto order_path = [&](const std::string& id) -> std::vector<Step> {
    const Value* orders = stands_->root().find("orders");
    for (std::size_t i = 0; orders != nullptr && i < orders->items.size(); ++i) {
      if (text_at(orders->items[i], "id") == id) return {{"orders"}, {"", i}};
      const Value* requirements = orders->items[i].find("requirements");
      for (std::size_t k = 0; requirements != nullptr && k < requirements->items.size(); ++k)
        if (text_at(requirements->items[k], "id") == id) return {{"orders"}, {"", i}, {"requirements"}, {"", k}};
    }
    return {};
  };
  std::vector<Edit> edits;
  for (const Edit& edit : edits_)
    if (!is_out(edit, without)) edits.push_back(edit);
  // A map that is not there yet goes in whole.
  std::map<std::string, Value> whole;
  for (const Edit& edit : edits) {
    if (edit.what != Edit::What::set) continue;
    const bool of_entry = !edit.within.empty() && stands_->by_id(edit.within) != nullptr;
    if (!edit.within.empty() && !of_entry) {
      const Value* there = stands_->root().find(edit.within);
      if (there == nullptr || there->kind != Value::Kind::map || there->members.empty()) {
        whole.try_emplace(edit.within, Value::map({})).first->second.members.emplace_back(edit.key, edit.value);
        continue;
      }
    }
    const std::vector<Step> path = of_entry              ? order_path(edit.within)
                                   : edit.within.empty() ? std::vector<Step>{}
                                                         : std::vector<Step>{{edit.within}};
    if (!put(document::set_member(bytes, path, edit.key, edit.value))) return std::nullopt;
  }
  for (const auto& [key, value] : whole)
    if (!put(document::set_member(bytes, {}, key, value))) return std::nullopt;
  // Entries: one insertion a list. What belongs to a new order comes with it.
  std::map<std::pair<std::string, std::string>, std::vector<Value>> lists;  // order, list
  std::vector<std::pair<std::string, std::string>> in_order;
  for (const Edit& edit : edits) {
    if (edit.what != Edit::What::append) continue;
    Value value = edit.value;
    if (edit.list == "orders")
      for (const Edit& inner : edits)
        if (inner.what == Edit::What::append && is_within_order(inner.list) && inner.order == edit.id)
          made_member(value, inner.list, Value::list({})).items.push_back(inner.value);
    if (is_within_order(edit.list) && order_path(edit.order).empty()) continue;
    if (edit.list == "orders") value = conform(EntryKind::order, value);
    const std::pair key(is_within_order(edit.list) ? edit.order : std::string{}, edit.list);
    if (!lists.contains(key)) in_order.push_back(key);
    lists[key].push_back(std::move(value));
  }
  for (const auto& key : in_order) {
    std::vector<Step> path = key.first.empty() ? path_of(key.second) : order_path(key.first);
    if (!key.first.empty()) path.push_back({key.second});
    if (!put(document::append_entries(bytes, path, lists[key]))) return std::nullopt;
  }
  return bytes == start_ ? std::nullopt : std::optional(bytes);
}

namespace {

// Whether the fault is about what the edit enters.
bool is_about(const FaultSubject& about, const Edit& edit) {
  if (!about.entry_id.empty()) return edit.id == about.entry_id && edit.list != "orders" && edit.list != "requirements";
  if (!about.requirement_id.empty())
    return edit.id == about.requirement_id && (edit.list.empty() || edit.list == "requirements");
  return !about.order_id.empty() && edit.id == about.order_id && (edit.list.empty() || edit.list == "orders");
}

}  // namespace

// The rows whose entries break what no extract can make true, and those that rest on them. (Everything else that
// happened is recorded, and found by the audit.)
std::set<std::size_t> PersonImport::broken_by(const std::string& bytes) {
  const std::vector<Fault> fresh = made_new(is_new_ ? std::vector<Fault>{} : terms_.judge(start_, FaultDetail::named),
                                            terms_.judge(bytes, FaultDetail::whole), {});
  std::set<std::size_t> broken;
  std::map<std::string, std::uint32_t, std::less<>> lines;
  for (const Fault& fault : fresh) {
    const bool own = terms_.reading == nullptr;
    const bool refuses = fault.prevents_reading ||
                         (fault.is_error && (fault.rule.starts_with("DOC") || fault.rule == "REC505")) ||
                         (own && fault.is_error && fault.rule == "REC501");
    if (!refuses) continue;
    if (lines.empty()) collect_lines(CaseText(name_, bytes).root(), lines);
    const Edit* guilty = nullptr;
    std::uint32_t nearest_line = 0;
    for (const Edit& edit : edits_) {
      if (edit.row == nobody || edit.id.empty()) continue;
      if (is_about(fault.about, edit)) {
        guilty = &edit;
        break;
      }
      const auto line = lines.find(edit.id);
      if (line != lines.end() && line->second <= fault.line && line->second > nearest_line) {
        nearest_line = line->second;
        guilty = &edit;
      }
    }
    if (guilty == nullptr) {
      trouble_ = fmt::format("{} ({}): {}", fault.rule, fault.subject, fault.message);
      return broken;
    }
    broken.insert(guilty->row);
    refuse(receipts_[guilty->row], Status::refused,
           fmt::format("the entry would break {} ({}): {}", fault.rule, fault.subject, fault.message));
    receipts_[guilty->row].receipt.findings.push_back(fault);
  }
  // What rests on them.
  for (bool more = !broken.empty(); more;) {
    more = false;
    std::set<std::string> ids;
    for (const std::size_t at : broken) ids.insert(rows_[at].id);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (broken.contains(i) || receipts_[i].receipt.status != Status::written) continue;
      const auto& members = rows_[i].item.value.members;
      const bool rests = std::any_of(members.begin(), members.end(), [&](const auto& m) {
        if (m.first != "contact" && m.first != "contacts" && m.first != "activity" && m.first != "requirement" &&
            m.first != "enforcement" && m.first != "order" && m.first != "assessment")
          return false;
        return ids.contains(m.second.text) || std::any_of(m.second.items.begin(), m.second.items.end(),
                                                          [&](const Value& item) { return ids.contains(item.text); });
      });
      if (!rests && (rows_[i].order_id.empty() || !ids.contains(rows_[i].order_id))) continue;
      broken.insert(i);
      refuse(receipts_[i], Status::refused, "what it rests on could not be placed");
      more = true;
    }
  }
  for (const std::size_t at : broken) rows_[at].state = State::refused;
  return broken;
}

ImportedCase PersonImport::run() {
  ImportedCase result;
  if (!trouble_.empty()) {
    result.is_limited = !sight().with_limited && document::mentions_limits(start_);
    result.trouble = trouble_;
    for (RowReceipt& receipt : receipts_)
      if (receipt.receipt.message.empty()) refuse(receipt, Status::refused, trouble_);
    result.receipts = std::move(receipts_);
    return result;
  }
  result.is_limited = !sight().with_limited && (stands_->is_limited() || may_be_limited());
  const CellsHidden hides(result.is_limited);
  take_rows();
  name_entries();
  link_rows();
  const bool has_something = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) {
    return row.state == State::alive && row.item.kind != RowKind::event;
  });
  decide();
  std::set<std::size_t> without;
  std::optional<std::string> bytes;
  const std::vector<Edit> decided = edits_;
  // Rows that break the record go, then all is judged again without them: a few times at most.
  for (int turn = 0; turn < 8; ++turn) {
    edits_ = decided;
    marks_.clear();
    marks();
    std::string trouble;
    bytes = is_new_ && !has_something ? std::nullopt : compile(without, trouble);
    if (!trouble.empty()) trouble_ = trouble;
    if (!bytes || !trouble.empty()) break;
    const std::set<std::size_t> broken = broken_by(*bytes);
    if (broken.empty() || !trouble_.empty()) break;
    without.insert(broken.begin(), broken.end());
    if (turn == 7) trouble_ = "the rows cannot be placed together";
  }
  if (!trouble_.empty()) {
    bytes.reset();
    for (RowReceipt& receipt : receipts_)
      if (receipt.receipt.status == Status::written) refuse(receipt, Status::refused, trouble_);
  }
  result.bytes = std::move(bytes);
  result.is_new = is_new_ && result.bytes.has_value();
  result.not_believed = not_believed_;
  result.trouble = trouble_;
  // What a case of limited access held is told to nobody: whatever stands under the key but a plain no says that it is
  // one.
  const auto is_limited = [](const Value* flag) {
    return flag != nullptr && !(flag->kind == Value::Kind::literal && (flag->text == "false" || flag->text == "null" ||
                                                                       flag->text == "~" || flag->text.empty()));
  };
  const bool becomes_limited = std::any_of(edits_.begin(), edits_.end(), [](const Edit& edit) {
    return edit.key == "limited_access" && edit.value.text == "true";
  });
  if (becomes_limited || stands_->is_limited() || is_limited(stands_->root().find("limited_access")))
    for (RowReceipt& receipt : receipts_) receipt.before.clear();
  // Where things stand in the end.
  std::map<std::string, std::uint32_t, std::less<>> lines;
  try {
    collect_lines(result.bytes ? CaseText(name_, *result.bytes).root() : file_->root(), lines);
  } catch (const NotUnderstood&) {
  }
  for (RowReceipt& receipt : receipts_)
    if (receipt.receipt.status != Status::refused)
      if (const auto line = lines.find(receipt.receipt.id); line != lines.end()) receipt.receipt.line = line->second;
  result.receipts = std::move(receipts_);
  return result;
}

ImportedCase import_person(const Terms& terms, const std::string& name, const std::optional<std::string>& existing,
                           const std::string& crn, const std::vector<Item>& rows) {
  return PersonImport(terms, name, existing, crn, rows).run();
}

std::map<std::string, Vanishing> vanishing_of(const Terms& terms, const std::string& name, const std::string& bytes,
                                              const std::vector<Item>& rows) {
  std::string crn;
  try {
    crn = CaseText(name, bytes).crn();
  } catch (...) {
    return {};
  }
  return PersonImport(terms, name, bytes, crn, rows).vanishing();
}

}  // namespace probation::recording
