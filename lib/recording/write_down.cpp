#include "recording/write_down.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/case_shapes.hpp"
#include "recording/record.hpp"

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

std::vector<Step> list_for(const CaseText& file, const Draft& draft) {
  if (draft.kind != EntryKind::requirement) return list_of(draft.kind);
  const auto index = file.order_index(draft.order);
  if (!index) throw Refusal{fmt::format("there is no order {} in the file", draft.order), {}};
  return {{"orders"}, {"", *index}, {"requirements"}};
}

const document::Type& type_for(EntryKind kind) {
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
    case EntryKind::requirement: break;
  }
  return document::type_of<Requirement>();
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

// The file with the drafts put in. Throws Refusal.
std::string inserted(const CaseText& file, const std::vector<Draft>& drafts) {
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
    const auto result = document::append_entries(bytes, path, values);
    if (const auto* no = std::get_if<document::EditRefused>(&result)) {
      const std::string where = no->line == 0 ? file.name() : fmt::format("{}:{}", file.name(), no->line);
      throw Refusal{fmt::format("{}: {}; {}", where, no->why, no->fix), {}};
    }
    bytes = std::get<document::Edited>(result).bytes;
  }
  return bytes;
}

}  // namespace

std::vector<std::pair<std::string, document::IdKind>> references_of(EntryKind kind, const Value& value) {
  std::vector<std::pair<std::string, document::IdKind>> found;
  collect_references(type_for(kind), nullptr, value, found);
  return found;
}

// Puts the drafts into the file and has the result judged.
Change write_down(const CaseText& file, std::vector<Draft> drafts, const Clerk& clerk) {
  Change change;
  check_links(file, drafts);
  std::string bytes = inserted(file, drafts);
  const std::vector<Fault> before = clerk.judge(file.bytes());
  const std::vector<Fault> after = clerk.judge(bytes);
  std::vector<std::pair<std::string, std::string>> renamed;
  for (const Draft& draft : drafts)
    if (const std::string old = text_at(draft.value, "supersedes"); !old.empty())
      renamed.emplace_back(text_at(draft.value, "id"), old);
  const std::vector<Fault> fresh = made_new(before, after, renamed);
  std::vector<Fault> breaking;
  for (const Fault& fault : fresh) {
    const bool allowed = std::find(clerk.allowed.begin(), clerk.allowed.end(), fault.rule) != clerk.allowed.end();
    if (fault.prevents_reading ||
        (fault.is_error && !allowed && (clerk.refuses_by_rule || fault.rule.starts_with("DOC"))))
      breaking.push_back(fault);
  }
  if (!breaking.empty()) {
    std::string words;
    for (const Fault& fault : breaking)
      words += fmt::format("{}{} ({}): {}", words.empty() ? "" : "; ", fault.rule, fault.subject, fault.message);
    throw Refusal{fmt::format("the entry would break {}", words), breaking};
  }
  const CaseText written(file.name(), bytes);
  for (Draft& draft : drafts) {
    Receipt receipt = std::move(draft.receipt);
    receipt.status = Status::written;
    receipt.supersedes = text_at(draft.value, "supersedes");
    const Tree* list = nullptr;
    if (draft.kind == EntryKind::requirement)
      list = follow(written.root(), {{"orders"}})->items[*written.order_index(draft.order)].find("requirements");
    else list = follow(written.root(), list_of(draft.kind));
    for (const Tree& item : list->items)
      if (const Tree* id = item.find("id"); id != nullptr && id->text == receipt.id) receipt.line = item.line;
    for (const Fault& fault : fresh)
      if (drafts.size() == 1 || fault.subject == receipt.id || fault.subject.starts_with(receipt.id + "/"))
        receipt.findings.push_back(fault);
    change.receipts.push_back(std::move(receipt));
  }
  change.bytes = std::move(bytes);
  return change;
}

}  // namespace probation::recording
