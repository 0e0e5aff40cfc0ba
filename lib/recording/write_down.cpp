#include "recording/write_down.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include <fmt/format.h>

#include "model/case_shapes.hpp"
#include "recording/judged.hpp"

namespace probation::recording {

using document::Step;
using document::Tree;
using document::Value;

namespace {

// Ids an entry refers to, with the field they stand in.
void collect_references(const document::Type& type, const document::Field* field, const Value& value,
                        std::vector<std::pair<std::string, document::IdKind>>& found) {
  const bool refers = field != nullptr && field->role == document::IdRole::refers;
  if (type.kind == document::Type::Kind::scalar) {
    if (refers && type.scalar == document::ScalarKind::id) found.emplace_back(value.text, field->id_kind);
  } else if (type.kind == document::Type::Kind::list) {
    for (const Value& item : value.items) collect_references(type.element(), field, item, found);
  } else if (type.kind == document::Type::Kind::map) {
    if (refers)
      for (const auto& [key, member] : value.members) found.emplace_back(key, field->id_kind);
  } else {
    for (const document::Field& inner : type.shape().fields)
      if (const Value* member = value.find(inner.key)) collect_references(inner.type(), &inner, *member, found);
  }
}

std::string_view name_of(document::IdKind kind) {
  using document::IdKind;
  switch (kind) {
    case IdKind::order: return "order";
    case IdKind::requirement: return "requirement";
    case IdKind::assessment: return "assessment";
    case IdKind::objective: return "objective";
    case IdKind::activity: return "activity";
    case IdKind::contact: return "contact";
    case IdKind::enforcement: return "enforcement entry";
    case IdKind::review: return "review";
    case IdKind::suspension: return "suspension";
    case IdKind::amendment: return "amendment";
    case IdKind::termination: return "termination";
    case IdKind::member:  // of a panel, not of a case
    case IdKind::any_entry: break;
  }
  return "";
}

// A link to nothing, or to something of another kind, is refused with what there is.
void check_links(const CaseText& file, const std::vector<Draft>& drafts) {
  std::vector<std::pair<std::string, std::string>> batch;  // ids that come with the drafts
  for (const Draft& draft : drafts) {
    batch.emplace_back(text_at(draft.value, "id"),
                       row_of(draft.kind).word == "enforcement" ? "enforcement entry" : row_of(draft.kind).word);
    if (const Value* requirements = draft.value.find("requirements"))
      for (const Value& requirement : requirements->items)
        batch.emplace_back(text_at(requirement, "id"), "requirement");
  }
  for (const Draft& draft : drafts) {
    for (const auto& [id, kind] : references_of(draft.kind, draft.value)) {
      const auto known = file.kind_of_id(id);
      const std::string_view wanted = name_of(kind);
      const bool in_batch = std::any_of(batch.begin(), batch.end(), [&, &name = id](const auto& b) {
        return b.first == name && (wanted.empty() || b.second == wanted);
      });
      if (in_batch || (known && (wanted.empty() || *known == wanted))) continue;
      const std::string message =
          known ? fmt::format("{} is the id of {}, not of {}", id, with_article(*known), with_article(wanted))
                : fmt::format("there is no {} {} in the file", wanted.empty() ? "entry" : wanted, id);
      throw Refusal{message, {}};
    }
  }
}

bool is_entry(EntryKind kind) { return row_of(kind).supersedes || kind == EntryKind::mark; }

// When, by whom and in which change: on every entry of the change alike. Rows of an import may say their own time.
void stamp(Draft& draft, std::int64_t change, const Clerk& clerk, const Manner& manner) {
  if (!is_entry(draft.kind)) return;
  if (!clerk.recorded.empty() && draft.kind != EntryKind::mark)
    set(draft.value, draft.kind, "recorded", Value::literal(clerk.recorded));
  if (!clerk.recorded_by.empty()) set(draft.value, draft.kind, "recorded_by", Value::of_text(clerk.recorded_by));
  set(draft.value, draft.kind, "change", Value::literal(std::to_string(change)));
  if (!manner.undoes.empty()) set(draft.value, draft.kind, "undoes", Value::literal(manner.undoes));
  draft.receipt.change = change;
}

// A list that an entry begins is not all there is: nobody said that there was nothing before.
void mark_begun_lists(const CaseText& file, std::vector<Draft>& drafts, const Clerk& clerk) {
  std::vector<Draft> marks;
  for (const Draft& draft : drafts) {
    if (draft.kind == EntryKind::mark || is_in_order(draft.kind) || !is_entry(draft.kind) ||
        draft.kind == EntryKind::activity)
      continue;
    const std::string list = list_of(draft.kind).front().key;
    const Tree* there = file.root().find(list);
    if (there != nullptr && !there->null) continue;
    const auto counting = file.marks_of(list);
    const bool is_marked =
        std::any_of(counting.begin(), counting.end(),
                    [](const Mark* mark) { return mark->value.find("of") == nullptr; }) ||
        std::any_of(marks.begin(), marks.end(), [&](const Draft& mark) { return text_at(mark.value, "list") == list; });
    if (is_marked) continue;
    Value value = Value::map({{"list", Value::of_text(list)}, {"reason", Value::of_text("begun by hand")}});
    if (clerk.today) value.members.emplace_back("on", Value::literal(format(*clerk.today)));
    marks.push_back({EntryKind::mark, std::move(value), {}, receipt_for(file, draft.receipt.action, {})});
    marks.back().receipt.message = fmt::format("{} was not recorded before: it is marked as known in part", list);
  }
  std::move(marks.begin(), marks.end(), std::back_inserter(drafts));
}

// Whether the fault is about what the draft enters. What is wrong with a requirement is told with the order that
// brings it.
bool is_of_draft(const Fault& fault, const Draft& draft) {
  const std::string id = text_at(draft.value, "id");
  const FaultSubject& about = fault.about;
  if (id.empty()) return false;
  if (draft.kind == EntryKind::order) return about.order_id == id;
  if (draft.kind == EntryKind::requirement) return about.order_id == draft.order && about.requirement_id == id;
  return about.entry_id == id;
}

std::uint32_t line_of(const CaseText& written, const Draft& draft) {
  if (draft.kind == EntryKind::mark) return written.marks().empty() ? 0 : written.marks().back().line;
  const std::string id = text_at(draft.value, "id");
  if (const Recorded* entry = written.find(id)) return entry->line;
  const Tree* list = nullptr;
  if (draft.kind == EntryKind::requirement) {
    const Tree& order = written.root().find("orders")->items[*written.order_index(draft.order)];
    list = order.find("requirements");
  } else if (!is_in_order(draft.kind)) {
    list = follow(written.root(), list_of(draft.kind));
  }
  if (list == nullptr) return 0;
  for (const Tree& item : list->items)
    if (const Tree* item_id = item.find("id"); item_id != nullptr && item_id->text == id) return item.line;
  return 0;
}

}  // namespace

const document::Type& type_of_kind(EntryKind kind) {
  switch (kind) {
    case EntryKind::contact: return document::type_of<Contact>();
    case EntryKind::enforcement: return document::type_of<EnforcementEntry>();
    case EntryKind::review: return document::type_of<Review>();
    case EntryKind::suspension: return document::type_of<Suspension>();
    case EntryKind::activity: return document::type_of<Activity>();
    case EntryKind::assessment: return document::type_of<Assessment>();
    case EntryKind::amendment: return document::type_of<Amendment>();
    case EntryKind::termination: return document::type_of<TerminationEntry>();
    case EntryKind::order: return document::type_of<Order>();
    case EntryKind::mark: return document::type_of<PartialMark>();
    case EntryKind::requirement: break;
  }
  return document::type_of<Requirement>();
}

std::string put_in(const CaseText& file, const std::vector<Draft>& drafts) {
  // One insertion a list; those nearer to the end of the file do not move those before them, so lines are asked at the
  // end.
  std::string bytes = file.bytes();
  std::vector<std::size_t> done;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (std::find(done.begin(), done.end(), i) != done.end()) continue;
    const std::vector<Step> path = list_for(file, drafts[i]);
    std::vector<Value> values;
    for (std::size_t k = i; k < drafts.size(); ++k) {
      const bool same_list = drafts[k].kind == drafts[i].kind && drafts[k].order == drafts[i].order;
      if (!same_list) continue;
      values.push_back(drafts[k].value);
      done.push_back(k);
    }
    bytes = edited(file, document::append_entries(bytes, path, values));
  }
  return bytes;
}

std::vector<std::pair<std::string, document::IdKind>> references_of(EntryKind kind, const Value& value) {
  std::vector<std::pair<std::string, document::IdKind>> found;
  collect_references(type_of_kind(kind), nullptr, value, found);
  return found;
}

std::vector<Step> list_for(const CaseText& file, const Draft& draft) {
  if (!is_in_order(draft.kind)) return list_of(draft.kind);
  const auto index = file.order_index(draft.order);
  if (!index) throw Refusal{fmt::format("there is no order {} in the file", draft.order), {}};
  return {{"orders"}, {"", *index}, list_of(draft.kind).front()};
}

std::string edited(const CaseText& file, const document::EditResult& result) {
  if (const auto* no = std::get_if<document::EditRefused>(&result)) {
    const std::string where = no->line == 0 ? file.name() : fmt::format("{}:{}", file.name(), no->line);
    throw Refusal{fmt::format("{}: {}; {}", where, no->why, no->fix), {}};
  }
  return std::get<document::Edited>(result).bytes;
}

Judged judged_change(const std::string& before, const std::string& after, const std::vector<Draft>& drafts,
                     const Clerk& clerk, const Manner& manner) {
  std::vector<std::pair<std::string, std::string>> renamed;
  std::unordered_set<std::string> touched;
  for (const Draft& draft : drafts) {
    touched.insert(text_at(draft.value, "id"));
    for (const auto& [id, kind] : references_of(draft.kind, draft.value)) touched.insert(id);
    if (const std::string old = text_at(draft.value, "supersedes"); !old.empty())
      renamed.emplace_back(text_at(draft.value, "id"), old);
  }
  const std::vector<Fault> now = clerk.judge(after, FaultDetail::whole);
  // Where nothing fails now, nobody asks what did before.
  const bool any_fails = std::any_of(now.begin(), now.end(), [](const Fault& fault) { return !fault.is_undetermined; });
  const std::vector<Fault> was = any_fails ? clerk.judge(before, FaultDetail::named) : std::vector<Fault>{};
  const Judged judged = judged_faults(was, now, renamed, touched, manner.is_court_act);
  std::vector<Fault> breaking;
  for (const Fault& fault : judged.made) {
    const bool allowed = std::find(clerk.allowed.begin(), clerk.allowed.end(), fault.rule) != clerk.allowed.end();
    const bool refuses = clerk.refuses_by_rule && manner.undoes.empty() && !is_answered_later(fault.rule);
    if (fault.prevents_reading || (fault.is_error && !allowed && (refuses || fault.rule.starts_with("DOC"))))
      breaking.push_back(fault);
  }
  if (breaking.empty()) return judged;
  std::string words;
  for (const Fault& fault : breaking)
    words += fmt::format("{}{} ({}): {}", words.empty() ? "" : "; ", fault.rule, fault.subject, fault.message);
  throw Refusal{fmt::format("the entry would break {}", words), breaking};
}

Change write_down(const CaseText& file, std::vector<Draft> drafts, const Clerk& clerk, const Manner& manner) {
  check_links(file, drafts);
  mark_begun_lists(file, drafts, clerk);
  for (Draft& draft : drafts) stamp(draft, file.last_change() + 1, clerk, manner);
  std::string bytes = put_in(file, drafts);
  const Judged judged = judged_change(file.bytes(), bytes, drafts, clerk, manner);
  const CaseText written(file.name(), bytes);
  Change change;
  for (Draft& draft : drafts) {
    Receipt receipt = std::move(draft.receipt);
    receipt.status = Status::written;
    receipt.supersedes = text_at(draft.value, "supersedes");
    receipt.line = line_of(written, draft);
    const auto is_its = [&](const Fault& fault) { return is_of_draft(fault, draft); };
    std::copy_if(judged.made.begin(), judged.made.end(), std::back_inserter(receipt.findings), is_its);
    // A mark is told with the entry that began its list.
    if (draft.kind == EntryKind::mark && !change.receipts.empty()) change.receipts.front().with.push_back(receipt);
    else change.receipts.push_back(std::move(receipt));
  }
  Receipt& first = change.receipts.front();
  for (const Fault& fault : judged.made)
    if (std::none_of(drafts.begin(), drafts.end(), [&](const Draft& draft) { return is_of_draft(fault, draft); }))
      first.findings.push_back(fault);
  first.revealed = judged.revealed;
  change.bytes = std::move(bytes);
  return change;
}

Change as_one(Change change) {
  if (change.receipts.size() < 2) return change;
  Receipt& outer = change.receipts.front();
  std::vector<Receipt> others(std::make_move_iterator(change.receipts.begin() + 1),
                              std::make_move_iterator(change.receipts.end()));
  outer.with.insert(outer.with.begin(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  change.receipts.resize(1);
  return change;
}

}  // namespace probation::recording
