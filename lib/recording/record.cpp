#include "recording/record.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/decode.hpp"
#include "model/case_shapes.hpp"
#include "model/files.hpp"

namespace probation::recording {

using document::Step;
using document::Tree;
using document::Value;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr std::array superseding_kinds{EntryKind::contact, EntryKind::enforcement, EntryKind::review,
                                       EntryKind::suspension, EntryKind::activity};

const Tree* follow(const Tree& root, const std::vector<Step>& path) {
  const Tree* node = &root;
  for (const Step& step : path) {
    if (node == nullptr || node->kind != Tree::Kind::map) return nullptr;
    node = node->find(step.key);
  }
  return node;
}

std::string_view singular(std::string_view list) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names{
      {{"orders", "order"},
       {"requirements", "requirement"},
       {"assessments", "assessment"},
       {"objectives", "objective"},
       {"activities", "activity"},
       {"contacts", "contact"},
       {"enforcement", "enforcement entry"},
       {"reviews", "review"},
       {"suspensions", "suspension"}}};
  for (const auto& [many, one] : names)
    if (many == list) return one;
  return list;
}

// Every id that is declared: `id` of an entry of a list.
void collect_ids(const Tree& node, std::string_view list, std::vector<std::pair<std::string, std::string>>& ids) {
  for (const Tree& item : node.items) {
    if (const Tree* id = item.find("id"); id != nullptr && id->kind == Tree::Kind::scalar && !id->null)
      ids.emplace_back(id->text, singular(list));
    collect_ids(item, {}, ids);
  }
  for (const auto& [key, value] : node.entries) collect_ids(value, key.text, ids);
}

std::string_view date_key(EntryKind kind) {
  return kind == EntryKind::suspension ? "from" : kind == EntryKind::activity ? "start_date" : "date";
}

// The entry without what says when and by whom it was written.
Value content(Value entry, EntryKind kind, bool with_id) {
  for (const std::string_view key : {std::string_view("recorded"), std::string_view("recorded_by")})
    set(entry, kind, key, std::nullopt);
  if (!with_id) set(entry, kind, "id", std::nullopt);
  return entry;
}

std::string with_allowed(const Clerk& clerk, const std::string& reason) {
  if (clerk.allowed.empty()) return reason;
  const std::string words = fmt::format("allows {}", fmt::join(clerk.allowed, ", "));
  return reason.empty() ? words : fmt::format("{} ({})", reason, words);
}

std::string with_article(std::string_view kind) {
  return fmt::format(
      "{} {}", !kind.empty() && std::string_view("aeiou").find(kind.front()) != std::string_view::npos ? "an" : "a",
      kind);
}

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
    case IdKind::member:  // of a panel, not of a case
    case IdKind::any_entry: break;
  }
  return "";
}

// One entry that is to be written: its value is complete.
struct Draft {
  EntryKind kind;
  Value value;
  std::string order;
  Receipt receipt;
};

Receipt receipt_for(const CaseText& file, std::string action, std::string id) {
  Receipt receipt;
  receipt.file = file.name();
  receipt.crn = file.crn();
  receipt.action = std::move(action);
  receipt.id = std::move(id);
  return receipt;
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
    std::vector<std::pair<std::string, document::IdKind>> references;
    collect_references(type_for(draft.kind), nullptr, draft.value, references);
    for (const auto& [id, kind] : references) {
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

// Puts the drafts into the file and has the result judged.
Change write_down(const CaseText& file, std::vector<Draft> drafts, const Clerk& clerk) {
  Change change;
  check_links(file, drafts);
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

Change refused_change(Receipt receipt, const Refusal& refusal) {
  receipt.status = Status::refused;
  receipt.message = refusal.message;
  receipt.findings = refusal.faults;
  Change change;
  change.receipts.push_back(std::move(receipt));
  return change;
}

// The conformed value, and the draft it becomes; nothing where the file has it already (the receipt then says so).
std::optional<Draft> draft_of(const CaseText& file, const NewEntry& wanted, const std::string& free_id,
                              const Clerk& clerk, Receipt& receipt) {
  Value given = wanted.value;
  const bool has_id = given.find("id") != nullptr;
  if (!has_id) given.members.insert(given.members.begin(), {"id", Value::of_text(free_id)});
  Value value = conform(wanted.kind, given);
  const bool superseding = row_of(wanted.kind).supersedes;
  if (superseding && !clerk.allowed.empty())
    set(value, wanted.kind, "reason", Value::of_text(with_allowed(clerk, text_at(value, "reason"))));
  receipt = receipt_for(file, wanted.action, text_at(value, "id"));
  // The same entry again?
  if (superseding) {
    for (const Recorded& old : file.entries()) {
      if (old.kind != wanted.kind) continue;
      const bool same_id = has_id && old.id == receipt.id;
      if (!same_id && (has_id || !old.superseded_by.empty() || old.withdraws)) continue;
      if (text_at(old.value, "date") != text_at(value, "date")) continue;  // the quick answer for nearly all
      // A generated entry is compared with what stands, and what it replaced is no part of it.
      Value there = content(old.value, wanted.kind, same_id);
      if (!same_id) set(there, wanted.kind, "supersedes", std::nullopt);
      if (there == content(value, wanted.kind, same_id)) {
        receipt.id = old.id;
        receipt.status = Status::already_recorded;
        receipt.line = old.line;
        receipt.supersedes = old.supersedes;
        receipt.message = has_id ? ""
                          : wanted.kind == EntryKind::activity
                              ? "an entry that says the same stands"
                              : "an entry that says the same stands; give --id to record a second one";
        return std::nullopt;
      }
    }
  } else if (has_id && file.kind_of_id(receipt.id).value_or("") == row_of(wanted.kind).word) {
    const Tree* found = nullptr;
    const auto search = [&](const Tree* list) {
      if (list == nullptr) return;
      for (const Tree& item : list->items)
        if (const Tree* id = item.find("id"); id != nullptr && id->text == receipt.id) found = &item;
    };
    if (wanted.kind == EntryKind::requirement) {
      if (const Tree* orders = file.root().find("orders"))
        for (const Tree& order : orders->items) search(order.find("requirements"));
    } else {
      search(follow(file.root(), list_of(wanted.kind)));
    }
    // What the order or assessment says now may be more than the row says: amendments, later requirements. The row is
    // there where everything it says is there.
    if (found != nullptr) {
      const Value there = conform(wanted.kind, document::value_of(*found));
      bool all = true;
      for (const auto& [key, member] : value.members) {
        const Value* has = there.find(key);
        if (has == nullptr) {
          all = false;
        } else if (key == "requirements") {
          for (const Value& requirement : member.items)
            all = all && std::find(has->items.begin(), has->items.end(), requirement) != has->items.end();
        } else {
          all = all && *has == member;
        }
      }
      if (all) {
        receipt.status = Status::already_recorded;
        receipt.line = found->line;
        return std::nullopt;
      }
    }
  }
  if (file.has_id(receipt.id))
    throw Refusal{fmt::format("the id {} is used already, by {} that says something else; ids are never used again",
                              receipt.id, with_article(file.kind_of_id(receipt.id).value_or("entry"))),
                  {}};
  if (superseding && !clerk.recorded.empty()) set(value, wanted.kind, "recorded", Value::literal(clerk.recorded));
  return Draft{wanted.kind, std::move(value), wanted.order, receipt};
}

const Recorded& named(const CaseText& file, const std::string& id) {
  if (const Recorded* entry = file.find(id)) return *entry;
  if (const auto kind = file.kind_of_id(id))
    throw Refusal{fmt::format("{} is {}; only entries of contacts, enforcement, reviews, suspensions and activities "
                              "are corrected by later entries",
                              id, with_article(*kind)),
                  {}};
  throw Refusal{fmt::format("there is no entry {} in the file", id), {}};
}

void must_stand(const CaseText& file, const Recorded& entry, std::string_view what) {
  if (entry.superseded_by.empty()) return;
  const Recorded* by = file.find(entry.superseded_by);
  if (by == nullptr || !by->withdraws)
    throw Refusal{fmt::format("{} was replaced by {}; {} that", entry.id, entry.superseded_by, what), {}};
  throw Refusal{fmt::format("{} was withdrawn by {}; undo {} to bring it back", entry.id, by->id, by->id), {}};
}

// What took the entry's place in the end, where that withdraws it.
const Recorded* withdrawal(const CaseText& file, const std::string& id) {
  const Recorded* entry = file.find(id);
  for (std::size_t steps = 0; entry != nullptr && !entry->superseded_by.empty() && steps < file.entries().size();
       ++steps)
    entry = file.find(entry->superseded_by);
  return entry != nullptr && entry->withdraws && entry->id != id ? entry : nullptr;
}

// Why something is done stands in the entry for good.
void must_say_why(const Clerk& clerk, std::string_view what) {
  if (trim(clerk.reason).empty())
    throw Mistake{fmt::format("{}: --reason is empty; it says why, and is kept in the entry", what)};
}

// A superseding entry of the same kind with these values.
Change supersede(const CaseText& file, const Recorded& old, Value value, const std::string& reason, const Clerk& clerk,
                 const std::string& action) {
  const std::string id = file.free_id(old.kind);
  set(value, old.kind, "id", Value::of_text(id));
  set(value, old.kind, "supersedes", Value::of_text(old.id));
  set(value, old.kind, "reason", Value::of_text(reason));
  set(value, old.kind, "recorded",
      clerk.recorded.empty() ? std::nullopt : std::optional(Value::literal(clerk.recorded)));
  value = conform(old.kind, value);
  Receipt receipt = receipt_for(file, action, id);
  receipt.supersedes = old.id;
  receipt.withdraws = text_at(value, "void") == "true";
  try {
    return write_down(file, {Draft{old.kind, std::move(value), {}, receipt}}, clerk);
  } catch (const Refusal& refusal) {
    return refused_change(std::move(receipt), refusal);
  }
}

// Where the entry was recorded before with the same words, replacing the same one.
std::optional<Change> again(const CaseText& file, const Recorded& old, Value value, const std::string& reason,
                            const std::string& action) {
  if (old.superseded_by.empty()) return std::nullopt;
  const Recorded* by = file.find(old.superseded_by);
  if (by == nullptr || by->kind != old.kind) return std::nullopt;
  set(value, old.kind, "supersedes", Value::of_text(old.id));
  set(value, old.kind, "reason", Value::of_text(reason));
  if (content(by->value, old.kind, false) != content(value, old.kind, false)) return std::nullopt;
  Receipt receipt = receipt_for(file, action, by->id);
  receipt.status = Status::already_recorded;
  receipt.line = by->line;
  receipt.supersedes = old.id;
  receipt.withdraws = by->withdraws;
  Change change;
  change.receipts.push_back(std::move(receipt));
  return change;
}

Value without_history(Value value, EntryKind kind) {
  for (const std::string_view key :
       {std::string_view("id"), std::string_view("supersedes"), std::string_view("void"), std::string_view("reason"),
        std::string_view("recorded"), std::string_view("recorded_by")})
    set(value, kind, key, std::nullopt);
  return value;
}

Value withdrawal_of(const Recorded& old) {
  Value value = Value::map({}, true);
  for (const document::Field& field : shape_of(old.kind).fields) {
    if (!field.is_required || field.key == "id") continue;
    if (const Value* member = old.value.find(field.key)) value.members.emplace_back(std::string(field.key), *member);
  }
  set(value, old.kind, "void", Value::literal("true"));
  return value;
}

}  // namespace

std::string_view word(Status status) {
  static constexpr std::array<std::string_view, 5> words{"written", "already_recorded", "refused", "conflict",
                                                         "dry_run"};
  return words[static_cast<std::size_t>(status)];
}

bool Change::refused() const {
  return std::any_of(receipts.begin(), receipts.end(),
                     [](const Receipt& receipt) { return receipt.status == Status::refused; });
}

// ---- the file
// ---------------------------------------------------------------------------------------------------------

CaseText::CaseText(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {
  std::string_view text = bytes_;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const auto say = [&](const document::Problem& problem) {
    const std::string where =
        problem.place.known() ? fmt::format("{}:{}:{}", name_, problem.place.line, problem.place.column) : name_;
    throw NotUnderstood{fmt::format("{}: {} {}; correct it first", where, problem.rule, problem.message)};
  };
  if (const auto problem = document::check_bytes(text)) say(*problem);
  const std::vector<document::Slice> slices = document::split_stream(text);
  if (slices.size() != 1)
    throw Refusal{fmt::format("{}: the file holds {} documents; keep one case in a file", name_, slices.size()), {}};
  FileContent content;
  const document::Decoded decoded = document::decode(slices.front(), file_kinds(), &content);
  for (const document::Problem& problem : decoded.problems) {
    // An unknown key is somebody else's and stays as it is; any other mistake could change what the entry means.
    if (problem.rule == "DOC101")
      notes_.push_back(fmt::format("{}:{}:{}: {}; it stays, and rules about that part of the file did not judge", name_,
                                   problem.place.line, problem.place.column, problem.message));
    else if (document::prevents_reading(problem.rule)) say(problem);
  }
  const auto* file = std::get_if<CaseFile>(&content);
  if (file == nullptr) throw NotUnderstood{fmt::format("{}: is {}, not case/1", name_, decoded.schema)};
  crn_ = file->crn ? file->crn->text : std::string{};
  document::TreeReading reading = document::read_tree(slices.front());
  if (!reading.root) throw NotUnderstood{fmt::format("{}: not YAML", name_)};
  root_ = std::move(*reading.root);
  collect_ids(root_, {}, ids_);
  for (const EntryKind kind : superseding_kinds) {
    const Tree* list = follow(root_, list_of(kind));
    if (list == nullptr || list->kind != Tree::Kind::sequence) continue;
    for (const Tree& item : list->items) {
      Recorded entry{kind, {}, document::value_of(item), item.line, item.offset, {}, {}, false, {}, {}};
      try {
        entry.value = conform(kind, entry.value);
      } catch (const Mistake&) {
        // It has an unknown key: it can be read, shown and superseded by hand, but says what it says.
      }
      entry.id = text_at(entry.value, "id");
      entry.supersedes = text_at(entry.value, "supersedes");
      entry.withdraws = text_at(entry.value, "void") == "true";
      document::read_moment(entry.recorded, {text_at(entry.value, "recorded"), true}, {});
      entry.date = parse_date(text_at(entry.value, date_key(kind)));
      entries_.push_back(std::move(entry));
    }
  }
  for (const Recorded& by : entries_) {
    if (by.supersedes.empty()) continue;
    for (Recorded& entry : entries_)
      if (entry.id == by.supersedes && entry.superseded_by.empty()) entry.superseded_by = by.id;
  }
}

const Recorded* CaseText::find(std::string_view id) const {
  const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const Recorded& entry) { return entry.id == id; });
  return at == entries_.end() ? nullptr : &*at;
}

bool CaseText::has_id(std::string_view id) const {
  return std::any_of(ids_.begin(), ids_.end(), [&](const auto& known) { return known.first == id; });
}

std::optional<std::string> CaseText::kind_of_id(std::string_view id) const {
  for (const auto& [known, kind] : ids_)
    if (known == id) return kind;
  return std::nullopt;
}

std::string CaseText::free_id(EntryKind kind) const {
  const std::string_view letter = row_of(kind).id_letter;
  unsigned long long highest = 0;
  for (const auto& [id, of] : ids_) {
    const std::string_view digits =
        std::string_view(id).starts_with(letter) ? std::string_view(id).substr(letter.size()) : std::string_view{};
    if (digits.empty() || digits.size() > 18 || digits.find_first_not_of("0123456789") != std::string_view::npos)
      continue;
    highest = std::max(highest, std::stoull(std::string(digits)));
  }
  return fmt::format("{}{}", letter, highest + 1);
}

std::optional<std::size_t> CaseText::order_index(std::string_view order_id) const {
  const Tree* orders = root_.find("orders");
  if (orders == nullptr) return std::nullopt;
  for (std::size_t i = 0; i < orders->items.size(); ++i)
    if (const Tree* id = orders->items[i].find("id"); id != nullptr && id->text == order_id) return i;
  return std::nullopt;
}

// ---- what may be added
// ------------------------------------------------------------------------------------------------

std::vector<Fault> made_new(const std::vector<Fault>& before, const std::vector<Fault>& after,
                            const std::vector<std::pair<std::string, std::string>>& renamed) {
  std::set<std::pair<std::string, std::string>> known;
  std::map<std::string, int> documents;  // DOC findings all speak of the file: they are counted
  for (const Fault& fault : before) {
    known.emplace(fault.rule, fault.subject);
    if (fault.rule.starts_with("DOC")) ++documents[fault.rule];
  }
  std::vector<Fault> fresh;
  for (const Fault& fault : after) {
    if (fault.rule.starts_with("DOC")) {
      if (--documents[fault.rule] < 0) fresh.push_back(fault);
      continue;
    }
    std::string subject = fault.subject;
    bool is_known = known.contains({fault.rule, subject});
    // A correction takes over the matters of what it corrects.
    for (std::size_t steps = 0; !is_known && steps <= renamed.size(); ++steps) {
      const auto at =
          std::find_if(renamed.begin(), renamed.end(), [&](const auto& pair) { return pair.first == subject; });
      if (at == renamed.end()) break;
      subject = at->second;
      is_known = known.contains({fault.rule, subject});
    }
    if (!is_known) fresh.push_back(fault);
  }
  return fresh;
}

Change add(const CaseText& file, EntryKind kind, const Words& words, const Clerk& clerk, const std::string& action) {
  Words all = words;
  const bool has_id = std::any_of(words.begin(), words.end(), [](const auto& word) { return word.first == "id"; });
  if (!has_id) all.insert(all.begin(), {"id", file.free_id(kind)});
  Value value = entry_of_words(kind, all);
  if (!has_id) set(value, kind, "id", std::nullopt);
  std::vector<std::pair<std::string, document::IdKind>> links;
  collect_references(type_for(kind), nullptr, value, links);
  Change change = add_all(file, {{kind, std::move(value), {}, action}}, clerk);
  // What is recorded today cannot rest on what was withdrawn before. (Rows of an import tell what was so at their
  // time.)
  if (change.bytes)
    for (const auto& [id, of] : links)
      if (const Recorded* by = withdrawal(file, id))
        return refused_change(
            receipt_for(file, action, change.receipts.front().id),
            Refusal{fmt::format("{} was withdrawn by {}, so nothing can be linked to it", id, by->id), {}});
  return change;
}

Change add_all(const CaseText& file, const std::vector<NewEntry>& entries, const Clerk& clerk) {
  Change change;
  std::vector<Draft> drafts;
  std::map<EntryKind, unsigned long long> next;
  std::unordered_set<std::string> batch;
  std::vector<std::size_t> order;  // of the drafts among the receipts
  for (const NewEntry& wanted : entries) {
    Receipt receipt = receipt_for(file, wanted.action, text_at(wanted.value, "id"));
    try {
      unsigned long long& used = next[wanted.kind];
      const bool has_id = wanted.value.find("id") != nullptr;
      const std::string first_free =
          has_id ? std::string(row_of(wanted.kind).id_letter) + "0" : file.free_id(wanted.kind);
      const std::string_view letter = row_of(wanted.kind).id_letter;
      const std::string free = fmt::format("{}{}", letter, std::stoull(first_free.substr(letter.size())) + used);
      auto draft = draft_of(file, wanted, free, clerk, receipt);
      if (draft) {
        if (!has_id) ++used;
        if (!batch.insert(receipt.id).second) throw Refusal{fmt::format("the id {} comes twice", receipt.id), {}};
        order.push_back(change.receipts.size());
        drafts.push_back(std::move(*draft));
      }
      change.receipts.push_back(std::move(receipt));
    } catch (const Refusal& refusal) {
      return refused_change(std::move(receipt), refusal);
    }
  }
  if (drafts.empty()) return change;
  try {
    Change written = write_down(file, std::move(drafts), clerk);
    for (std::size_t i = 0; i < order.size(); ++i) change.receipts[order[i]] = std::move(written.receipts[i]);
    change.bytes = std::move(written.bytes);
    return change;
  } catch (const Refusal& refusal) {
    for (const std::size_t i : order) {
      change.receipts[i].status = Status::refused;
      change.receipts[i].message = refusal.message;
      change.receipts[i].findings = refusal.faults;
    }
    return change;
  }
}

Change record_plan(const CaseText& file, const std::string& requirement, const std::vector<PlannedActivity>& chosen,
                   const std::vector<std::string>& kept, const Clerk& clerk) {
  std::vector<NewEntry> fresh;
  for (const PlannedActivity& choice : chosen) {
    Value value = Value::map(
        {{"requirement", Value::of_text(requirement)}, {"intervention", Value::of_text(choice.intervention)}});
    if (!choice.need.empty()) value.members.emplace_back("need", Value::of_text(choice.need));
    value.members.emplace_back("provider", Value::of_text(choice.provider));
    std::set<std::string> dates(choice.sessions.begin(), choice.sessions.end());
    value.members.emplace_back("planned_days", Value::literal(std::to_string(dates.size())));
    std::vector<Value> sessions;
    for (const std::string& day : choice.sessions) sessions.push_back(Value::literal(day));
    value.members.emplace_back("sessions", Value::list(std::move(sessions)));
    if (!dates.empty()) {
      value.members.emplace_back("start_date", Value::literal(*dates.begin()));
      value.members.emplace_back("end_date", Value::literal(*dates.rbegin()));
    }
    value.members.emplace_back("status", Value::of_text("planned"));
    if (!clerk.reason.empty()) value.members.emplace_back("reason", Value::of_text(clerk.reason));
    fresh.push_back({EntryKind::activity, std::move(value), {}, "plan"});
  }
  std::vector<NewEntry> all;
  for (const Recorded& old : file.entries()) {
    if (old.kind != EntryKind::activity || !old.superseded_by.empty() || old.withdraws) continue;
    if (text_at(old.value, "requirement") != requirement || text_at(old.value, "status") != "planned") continue;
    if (std::find(kept.begin(), kept.end(), old.id) != kept.end()) continue;
    const Value there = content(old.value, EntryKind::activity, true);
    const bool chosen_again = std::any_of(fresh.begin(), fresh.end(), [&](const NewEntry& entry) {
      Value value = entry.value;
      value.members.insert(value.members.begin(), {"id", Value::of_text(old.id)});
      value = conform(EntryKind::activity, value);
      if (!clerk.allowed.empty())
        set(value, EntryKind::activity, "reason", Value::of_text(with_allowed(clerk, text_at(value, "reason"))));
      return value == there;
    });
    if (chosen_again) continue;
    Value value = without_history(old.value, EntryKind::activity);
    set(value, EntryKind::activity, "status", Value::of_text("withdrawn"));
    set(value, EntryKind::activity, "supersedes", Value::of_text(old.id));
    set(value, EntryKind::activity, "reason", Value::of_text("replaced by a new plan"));
    all.push_back({EntryKind::activity, std::move(value), {}, "plan"});
  }
  std::move(fresh.begin(), fresh.end(), std::back_inserter(all));
  return add_all(file, all, clerk);
}

Change amend(const CaseText& file, const std::string& id, const Words& words, const Clerk& clerk) {
  must_say_why(clerk, "amend");
  try {
    const Recorded& old = named(file, id);
    Value value = without_history(old.value, old.kind);
    const document::Shape& shape = shape_of(old.kind);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto& [key, text] = words[i];
      if (is_bookkeeping(key) || key == "reason")
        throw Mistake{fmt::format("--set {}: is written by the recording itself", key)};
      for (std::size_t k = 0; k < i; ++k)
        if (words[k].first == key) throw Mistake{fmt::format("--set {}: given twice", key)};
      if (text.empty()) {
        const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                        [&, &name = key](const document::Field& f) { return f.key == name; });
        if (field == shape.fields.end()) entry_of_words(old.kind, {{"id", "X"}, {key, text}});
        set(value, old.kind, key, std::nullopt);
        continue;
      }
      Words one{{"id", "X"}, {key, text}};
      // The other required fields stand in the old entry; here they only let the one field be read.
      for (const document::Field& field : shape.fields)
        if (field.is_required && field.key != "id" && field.key != key)
          one.emplace_back(field.key, text_at(old.value, field.key));
      const Value read = entry_of_words(old.kind, one);
      if (const Value* member = read.find(key)) set(value, old.kind, key, *member);
    }
    const std::string reason = with_allowed(clerk, clerk.reason);
    if (auto done = again(file, old, value, reason, "amend")) return *done;
    must_stand(file, old, "amend");
    if (old.withdraws)
      throw Refusal{fmt::format("{} withdraws {}; undo it to bring that back", old.id, old.supersedes), {}};
    if (content(without_history(old.value, old.kind), old.kind, false) == value)
      throw Refusal{fmt::format("{} says so already; there is nothing to correct", id), {}};
    return supersede(file, old, std::move(value), reason, clerk, "amend");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "amend", id), refusal);
  }
}

Change withdraw(const CaseText& file, const std::string& id, const Clerk& clerk) {
  must_say_why(clerk, "void");
  try {
    const Recorded& old = named(file, id);
    Value value = withdrawal_of(old);
    const std::string reason = with_allowed(clerk, clerk.reason);
    if (auto done = again(file, old, value, reason, "void")) return *done;
    must_stand(file, old, "void");
    if (old.withdraws)
      throw Refusal{fmt::format("{} withdraws {} already; undo it to bring that back", old.id, old.supersedes), {}};
    return supersede(file, old, std::move(value), reason, clerk, "void");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "void", id), refusal);
  }
}

Change undo(const CaseText& file, const std::string& id, const Clerk& clerk) {
  try {
    const Recorded* target = nullptr;
    if (!id.empty()) {
      target = &named(file, id);
    } else {
      // The last one recorded: by what it says of itself, within a list by its place, and after what it speaks of.
      std::vector<const Recorded*> last;
      const auto moment = [](const Recorded& entry) {
        return entry.recorded ? std::pair(entry.recorded->date, entry.recorded->minute_of_day.value_or(-1))
                              : std::pair(date(1600, 1, 1), -1);
      };
      for (const Recorded& entry : file.entries()) {
        if (!last.empty() && moment(entry) < moment(*last.front())) continue;
        if (!last.empty() && moment(entry) > moment(*last.front())) last.clear();
        if (!last.empty() && last.back()->kind == entry.kind) last.pop_back();
        last.push_back(&entry);
      }
      if (last.empty()) throw Refusal{"nothing is recorded that could be undone", {}};
      if (last.size() > 1) {
        const auto speaks_of = [](const Recorded& one, const Recorded& other) {
          return std::any_of(one.value.members.begin(), one.value.members.end(), [&](const auto& member) {
            return member.second.text == other.id ||
                   std::any_of(member.second.items.begin(), member.second.items.end(),
                               [&](const Value& item) { return item.text == other.id; });
          });
        };
        std::vector<const Recorded*> kept = last;
        std::erase_if(kept, [&](const Recorded* one) {
          return std::any_of(last.begin(), last.end(),
                             [&](const Recorded* other) { return other != one && speaks_of(*other, *one); });
        });
        last = kept;
      }
      if (last.size() != 1) {
        std::vector<std::string> names;
        for (const Recorded* entry : last) names.push_back(entry->id);
        throw Refusal{
            fmt::format("which entry was the last is not recorded: {} say the same time; name the one to undo",
                        join(names, ", ")),
            {}};
      }
      target = last.front();
    }
    const Recorded& entry = *target;
    const std::string reason =
        with_allowed(clerk, fmt::format("undo of {}{}{}", entry.id, clerk.reason.empty() ? "" : ": ", clerk.reason));
    if (entry.supersedes.empty()) {
      Value value = withdrawal_of(entry);
      if (auto done = again(file, entry, value, reason, "undo")) return *done;
      must_stand(file, entry, "undo");
      return supersede(file, entry, std::move(value), reason, clerk, "undo");
    }
    const Recorded* before = file.find(entry.supersedes);
    if (before == nullptr || before->kind != entry.kind)
      throw Refusal{
          fmt::format("{} replaced {}, which is not in the file as an entry of its kind", entry.id, entry.supersedes),
          {}};
    Value value = without_history(before->value, before->kind);
    if (before->withdraws) set(value, before->kind, "void", Value::literal("true"));
    if (auto done = again(file, entry, value, reason, "undo")) return *done;
    must_stand(file, entry, "undo");
    return supersede(file, entry, std::move(value), reason, clerk, "undo");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "undo", id), refusal);
  }
}

}  // namespace probation::recording
