// What the rows say of access to the person. It fails closed: a row that cannot be placed for whatever reason, and says
// that access is limited or cannot be read where it would say so, is enough.
#include <algorithm>

#include "recording/sources/person_state.hpp"

namespace probation::recording {

using document::Value;

namespace {

bool is_of_person(const Item& item) {
  return item.kind == RowKind::person || (item.in_our_words && item.kind == RowKind::none);
}

}  // namespace

// A case is begun, the table that would say who may see it holds rows of nobody or was not read to its end, and none of
// those that could be read is this person's.
bool PersonImport::is_word_on_access_lost() const {
  if (!is_new_ || terms_.reading == nullptr) return false;
  if (std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return is_of_person(row.item); })) return false;
  const Extract& extract = *terms_.reading->extract;
  const auto may_hold_it = [&](const TableFile& file) {
    const TableRule& rule = extract.mapping().tables[file.table];
    return rule.rows == RowKind::person &&
           std::any_of(rule.columns.begin(), rule.columns.end(),
                       [](const ColumnRule& column) { return column.to == "limited_access"; }) &&
           (file.unread_from != 0 || file.of_anybody != 0);
  };
  return std::any_of(extract.files().begin(), extract.files().end(), may_hold_it) ||
         std::any_of(extract.lost().begin(), extract.lost().end(), may_hold_it);
}

bool PersonImport::may_be_limited() const {
  return is_word_on_access_lost() ||
         std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return says_limited(row.item); });
}

// Asked before anything is decided about the person's rows.
PersonImport::Access PersonImport::access_said() const {
  Access access;
  access.is_limited = is_word_on_access_lost();
  bool of_deleted = false, any_stands = false;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    if (!is_of_person(row.item) || row.state == State::left_out) continue;  // a later row of the same key says it
    const bool says = says_limited(row.item);
    if (row.state == State::deleted) {
      of_deleted = of_deleted || says;
      continue;
    }
    access.is_limited = access.is_limited || says;
    any_stands = any_stands || row.state == State::alive;
    const auto flag = row.item.more.find("limited_access");
    if (row.state == State::alive && flag != row.item.more.end() && (access.row == nobody || says)) access.row = i;
  }
  access.is_limited = access.is_limited || (!any_stands && of_deleted);
  return access;
}

// The edit is no row's: what keeps a row out keeps nothing open.
void PersonImport::put_access(const Access& access) {
  if (!is_new_ && terms_.is_older) return;
  const Value* there = stands_->root().find("limited_access");
  const std::string stands = there == nullptr                                              ? "null"
                             : there->kind == Value::Kind::literal && !there->text.empty() ? there->text
                                                                                           : "unread";
  const bool row_stands = access.row != nobody && rows_[access.row].state == State::alive;
  const bool opens = !access.is_limited && row_stands && stands != "null" && stands != "~" && stands != "false";
  if ((access.is_limited && stands != "true") || opens) {
    set({}, "limited_access", Value::literal(access.is_limited ? "true" : "false"), nobody);
    if (row_stands) {
      settle(access.row, is_new_ ? Fate::placed : Fate::changed, crn_);
      if (!is_new_)
        add_before(access.row, "limited_access",
                   there == nullptr ? "null" : document::flow(*there, document::Notation::json));
    }
  }
  if (!access.is_limited) return;
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (is_of_person(rows_[i].item) && rows_[i].state == State::refused && says_limited(rows_[i].item))
      receipts_[i].receipt.message += "; access to the case is limited all the same";
}

// A member that was replaced in place, as it was.
void PersonImport::add_before(std::size_t at, const std::string& key, const std::string& json) {
  std::string& before = receipts_[at].before;
  if (before.empty()) before = "{}";
  before.insert(before.size() - 1, (before.size() == 2 ? "\"" : ",\"") + key + "\":" + json);
}

}  // namespace probation::recording
