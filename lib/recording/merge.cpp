#include "recording/merge.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "document/edit.hpp"
#include "recording/already_recorded.hpp"
#include "recording/merge_members.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

namespace {

// Assessments and activities before what names them.
constexpr std::array<EntryKind, 8> in_order_of_links{
    EntryKind::assessment, EntryKind::activity,   EntryKind::contact,   EntryKind::enforcement,
    EntryKind::review,     EntryKind::suspension, EntryKind::amendment, EntryKind::termination};

class Merger {
 public:
  Merger(const CaseText& base, const CaseText& ours, const CaseText& theirs, const Clerk& clerk)
      : base_(base), ours_(ours), theirs_(theirs), clerk_(clerk), ids_(ours) {}

  Change run() {
    entries_of_base();
    for (const EntryKind kind : in_order_of_links)
      for (const Recorded& entry : theirs_.entries())
        if (entry.kind == kind && base_.find(entry.id) == nullptr) take(entry);
    take_marks();
    number_changes();
    two_ends();
    std::string bytes;
    MemberMerge members = conflicts_.empty() ? merge_members(base_, ours_, theirs_) : MemberMerge{};
    for (const MemberConflict& one : members.conflicts) conflict(one.place, fmt::format("{} {}", one.place, one.why));
    Change change;
    if (!conflicts_.empty()) {
      change.receipts = std::move(conflicts_);
      return change;
    }
    bytes = std::move(members.bytes);
    if (!drafts_.empty()) bytes = put_in(CaseText(ours_.name(), bytes), drafts_);
    finish(change, std::move(bytes));
    return change;
  }

 private:
  void conflict(const std::string& id, const std::string& why) {
    if (std::any_of(conflicts_.begin(), conflicts_.end(), [&](const Receipt& one) { return one.id == id; })) return;
    Receipt receipt = receipt_for(ours_, "merge", id);
    receipt.status = Status::conflict;
    receipt.message = why;
    conflicts_.push_back(std::move(receipt));
  }

  // `termination` may not stand beside `terminations`: which of them tells how the order ended, somebody decides.
  void two_ends() {
    const document::Tree* orders = theirs_.root().find("orders");
    const auto has = [](const document::Tree& order, std::string_view key) {
      const document::Tree* member = order.find(key);
      return member != nullptr && !member->null && (key == "termination" || !member->items.empty());
    };
    for (std::size_t i = 0; orders != nullptr && i < orders->items.size(); ++i) {
      const document::Tree& other = orders->items[i];
      const document::Tree* id = other.find("id");
      const auto place = id == nullptr ? std::nullopt : ours_.order_index(id->text);
      if (!place) continue;
      const document::Tree& own = ours_.root().find("orders")->items[*place];
      for (const auto& [key, beside] : {std::pair("termination", "terminations"), {"terminations", "termination"}})
        if (has(own, key) && has(other, beside) && !has(own, beside))
          conflict(id->text,
                   fmt::format("{} has `{}` in ours and `{}` in theirs, which may not stand beside each other",
                               id->text, key, beside));
    }
  }

  // What BASE holds stands in both as it was.
  void entries_of_base() {
    for (const Recorded& entry : base_.entries()) {
      for (const auto& [side, name] : {std::pair(&ours_, "ours"), std::pair(&theirs_, "theirs")}) {
        const Recorded* there = side->find(entry.id);
        if (there == nullptr) conflict(entry.id, fmt::format("{} is missing in {}", entry.id, name));
        else if (there->value != entry.value || there->order != entry.order)
          conflict(entry.id, fmt::format("{} is altered in {}", entry.id, name));
      }
    }
  }

  [[nodiscard]] std::string mapped(const std::string& id) const {
    const auto at = renamed_.find(id);
    return at == renamed_.end() ? id : at->second;
  }
  void map_ids(Value& value, const document::Field* field, const document::Type& type) const {
    const bool refers = field != nullptr && field->role == document::IdRole::refers;
    if (type.kind == document::Type::Kind::scalar) {
      if (refers) value.text = mapped(value.text);
    } else if (type.kind == document::Type::Kind::list) {
      for (Value& item : value.items) map_ids(item, field, type.element());
    } else if (type.kind == document::Type::Kind::map) {
      if (refers)
        for (auto& [key, member] : value.members) key = mapped(key);
    } else {
      for (auto& [key, member] : value.members)
        if (const document::Field* inner = field_of(type.shape(), key)) map_ids(member, inner, inner->type());
    }
  }

  // The reason of an undo names what it took back.
  void map_reason(std::string& reason) const {
    for (const std::string_view begins : {"undo of ", "redo of "}) {
      if (!reason.starts_with(begins)) continue;
      const std::size_t end = std::min(reason.find(':'), reason.size());
      reason.replace(begins.size(), end - begins.size(), mapped(reason.substr(begins.size(), end - begins.size())));
      return;
    }
  }
  void map_links(Value& entry, EntryKind kind) const {
    map_ids(entry, nullptr, type_of_kind(kind));
    if (entry.find("undoes") == nullptr) return;
    for (auto& [key, member] : entry.members)
      if (key == "reason") map_reason(member.text);
  }

  [[nodiscard]] bool is_same(const Recorded& of_ours, const Value& wanted, EntryKind kind, bool with_id) const {
    return of_ours.kind == kind && content(of_ours.value, kind, with_id) == content(wanted, kind, with_id);
  }

  // The entry as THEIRS writes it, its keys in its own order.
  [[nodiscard]] Value as_written(const Recorded& entry) const {
    const document::Tree* list = nullptr;
    if (const auto order = theirs_.order_index(entry.order); order && is_in_order(entry.kind))
      list = theirs_.root().find("orders")->items[*order].find(list_of(entry.kind).front().key);
    else list = follow(theirs_.root(), list_of(entry.kind));
    if (list != nullptr)
      for (const document::Tree& item : list->items)
        if (const document::Tree* id = item.find("id"); id != nullptr && id->text == entry.id)
          return document::value_of(item);
    return entry.value;
  }

  // An entry without what a merge gives it anew.
  static Value without_numbers(Value value, EntryKind kind) {
    for (const std::string_view key : {std::string_view("id"), std::string_view("change"), std::string_view("undoes")})
      set(value, kind, key, std::nullopt);
    return value;
  }

  // What an earlier merge put in under an id of its own: the same to the time it was recorded and by whom. Each of
  // OURS is one of THEIRS at most, and first of all the one of its own id.
  [[nodiscard]] const Recorded* joined_before(const Recorded& entry, const Value& wanted) const {
    const Value told = without_numbers(wanted, entry.kind);
    for (const Recorded& own : ours_.entries()) {
      if (own.kind != entry.kind || own.order != entry.order || own.date != entry.date || own.id == entry.id ||
          base_.find(own.id) != nullptr || claimed_.contains(own.id) || without_numbers(own.value, own.kind) != told)
        continue;
      const Recorded* partner = theirs_.find(own.id);
      if (partner == nullptr || !is_same(own, partner->value, own.kind, true)) return &own;
    }
    return nullptr;
  }

  void once(const Recorded& entry, const Recorded& of_ours) {
    claimed_.insert(of_ours.id);
    renamed_[entry.id] = of_ours.id;
    if (entry.change != 0 && of_ours.change != 0) changes_[entry.change] = of_ours.change;
  }

  void take(const Recorded& entry) {
    Value value = entry.value;
    map_links(value, entry.kind);
    // The same entry under the same id, what it links to included.
    const Recorded* same_id = ours_.find(entry.id);
    if (same_id != nullptr && base_.find(entry.id) == nullptr && is_same(*same_id, value, entry.kind, true))
      return once(entry, *same_id);
    if (const Recorded* joined = joined_before(entry, value)) return once(entry, *joined);
    if (!entry.supersedes.empty()) {
      const std::string old = mapped(entry.supersedes);
      const Recorded* replaced = ours_.find(old);
      const Recorded* by =
          replaced == nullptr || replaced->superseded_by.empty() ? nullptr : ours_.find(replaced->superseded_by);
      if (by != nullptr && base_.find(by->id) == nullptr) {
        if (is_same(*by, value, entry.kind, false)) return once(entry, *by);
        return conflict(
            old, fmt::format("{} is replaced by {} in ours and by {} in theirs, differently", old, by->id, entry.id));
      }
    }
    value = as_written(entry);
    map_links(value, entry.kind);
    Receipt receipt = receipt_for(ours_, "merge", entry.id);
    if (ours_.has_id(entry.id) || taken_.contains(entry.id)) {
      receipt.id = ids_.next(entry.kind);
      while (theirs_.has_id(receipt.id) || taken_.contains(receipt.id)) receipt.id = ids_.next(entry.kind);
      receipt.was = entry.id;
      renamed_[entry.id] = receipt.id;
      for (auto& [key, member] : value.members)
        if (key == "id") member.text = receipt.id;
    }
    taken_.emplace(receipt.id, 0);
    receipt.supersedes = text_at(value, "supersedes");
    receipt.withdraws = entry.withdraws;
    drafts_.push_back({entry.kind, std::move(value), entry.order, std::move(receipt)});
  }

  // A mark has no id: of those that say the same, THEIRS may have more than OURS.
  void take_marks() {
    const auto count = [](const CaseText& side, const Value& said) {
      return std::count_if(side.marks().begin(), side.marks().end(),
                           [&](const Mark& mark) { return without_numbers(mark.value, EntryKind::mark) == said; });
    };
    for (std::size_t i = 0; i < theirs_.marks().size(); ++i) {
      const Mark& mark = theirs_.marks()[i];
      const Value said = without_numbers(mark.value, EntryKind::mark);
      const auto so_far =
          1 + std::count_if(theirs_.marks().begin(), theirs_.marks().begin() + static_cast<std::ptrdiff_t>(i),
                            [&](const Mark& other) { return without_numbers(other.value, EntryKind::mark) == said; });
      if (so_far <= count(ours_, said)) continue;
      drafts_.push_back({EntryKind::mark, mark.value, {}, receipt_for(ours_, "merge", {})});
      drafts_.back().receipt.message = fmt::format("of the list {}", mark.list);
    }
  }

  // THEIRS' changes follow OURS'.
  void number_changes() {
    std::map<std::int64_t, std::int64_t> fresh;
    for (const Draft& draft : drafts_)
      if (const std::string number = text_at(draft.value, "change"); !number.empty()) fresh[std::stoll(number)] = 0;
    std::int64_t last = std::max(ours_.last_change(), base_.last_change());
    for (auto& [theirs, own] : fresh) own = ++last;
    for (const auto& [theirs, own] : fresh) changes_[theirs] = own;
    for (Draft& draft : drafts_)
      for (auto& [key, member] : draft.value.members) {
        if (key == "change") {
          draft.receipt.change = changes_[std::stoll(member.text)];
          member.text = std::to_string(draft.receipt.change);
        } else if (key == "undoes") {
          const bool is_number = member.text.find_first_not_of("0123456789") == std::string::npos;
          if (!is_number) member.text = mapped(member.text);
          else if (const auto at = changes_.find(std::stoll(member.text)); at != changes_.end())
            member.text = std::to_string(at->second);
        }
      }
  }

  void finish(Change& change, std::string bytes) {
    if (bytes == ours_.bytes()) {
      change.receipts.push_back(receipt_for(ours_, "merge", {}));
      change.receipts.back().status = Status::already_recorded;
      return;
    }
    Judged judged = judged_faults(clerk_.judge(ours_.bytes(), FaultDetail::named),
                                  clerk_.judge(bytes, FaultDetail::whole), {}, {}, false);
    const CaseText written(ours_.name(), bytes);
    // In the order of the file, as they are appended.
    for (Draft& draft : drafts_) {
      draft.receipt.status = Status::written;
      if (const Recorded* entry = written.find(draft.receipt.id)) draft.receipt.line = entry->line;
      change.receipts.push_back(std::move(draft.receipt));
    }
    if (change.receipts.empty()) {
      change.receipts.push_back(receipt_for(ours_, "merge", {}));
      change.receipts.back().status = Status::written;
    }
    change.receipts.front().findings = std::move(judged.made);
    change.receipts.front().revealed = std::move(judged.revealed);
    change.bytes = std::move(bytes);
  }

  const CaseText& base_;
  const CaseText& ours_;
  const CaseText& theirs_;
  const Clerk& clerk_;
  FreeIds ids_;
  std::vector<Draft> drafts_;
  std::vector<Receipt> conflicts_;
  std::unordered_map<std::string, std::string> renamed_;  // THEIRS' id → the one it has here
  std::unordered_map<std::string, int> taken_;
  std::unordered_set<std::string> claimed_;                 // of OURS, that one of THEIRS is
  std::unordered_map<std::int64_t, std::int64_t> changes_;  // THEIRS' number → the one it has here
};

}  // namespace

// Throws no NotUnderstood of the three: each was read. What only their union breaks is a conflict.
Change merge(const CaseText& base, const CaseText& ours, const CaseText& theirs, const Clerk& clerk) {
  if (base.crn() != ours.crn() || base.crn() != theirs.crn())
    throw Mistake{fmt::format("not one person's case: {}, {} and {}", base.crn(), ours.crn(), theirs.crn())};
  try {
    return Merger(base, ours, theirs, clerk).run();
  } catch (const NotUnderstood& together) {
    Change change;
    change.receipts.push_back(receipt_for(ours, "merge", {}));
    change.receipts.back().status = Status::conflict;
    change.receipts.back().message =
        fmt::format("ours and theirs cannot stand together, as the file would be then: {}", together.message);
    return change;
  }
}

}  // namespace probation::recording
