#include "recording/case_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "document/decode.hpp"
#include "model/case_shapes.hpp"
#include "model/files.hpp"

namespace probation::recording {

using document::Tree;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Those of the whole case; amendments and terminations stand in their orders.
constexpr std::array superseding_kinds{EntryKind::contact,    EntryKind::enforcement, EntryKind::review,
                                       EntryKind::suspension, EntryKind::activity,    EntryKind::assessment};

std::string_view singular(std::string_view list) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> names{
      {{"orders", "order"},
       {"requirements", "requirement"},
       {"assessments", "assessment"},
       {"objectives", "objective"},
       {"activities", "activity"},
       {"contacts", "contact"},
       {"enforcement", "enforcement entry"},
       {"reviews", "review"},
       {"suspensions", "suspension"},
       {"amendments", "amendment"},
       {"terminations", "termination"}}};
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

std::int64_t number_at(const document::Value& value, std::string_view key) {
  const std::string text = text_at(value, key);
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string::npos) return 0;
  return std::stoll(text);
}

}  // namespace

std::string_view date_key(EntryKind kind) {
  switch (kind) {
    case EntryKind::suspension: return "from";
    case EntryKind::activity: return "start_date";
    case EntryKind::assessment: return "completed_date";
    default: return "date";
  }
}

Receipt receipt_for(const CaseText& file, std::string action, std::string id) {
  Receipt receipt;
  receipt.file = file.name();
  receipt.crn = file.crn();
  receipt.action = std::move(action);
  receipt.id = std::move(id);
  return receipt;
}

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
  auto* file = std::get_if<CaseFile>(&content);
  if (file == nullptr)
    throw NotUnderstood{fmt::format("{}: is {}, not case/1", name_, decoded.schema), {}, std::string(decoded.schema)};
  file->limited_access.value = decoded.limited;  // fails closed; --with-limited opens it
  content_ = std::move(*file);
  crn_ = content_.crn ? content_.crn->text : std::string{};
  document::TreeReading reading = document::read_tree(slices.front());
  if (!reading.root) throw NotUnderstood{fmt::format("{}: not YAML", name_)};
  root_ = std::move(*reading.root);
  collect_ids(root_, {}, ids_);
  kinds_.insert(ids_.begin(), ids_.end());
  read_entries();
  read_marks();
}

void CaseText::read_entries() {
  for (const EntryKind kind : superseding_kinds) add_entries(kind, follow(root_, list_of(kind)), {});
  if (const Tree* orders = root_.find("orders"))
    for (const Tree& order : orders->items) {
      const Tree* id = order.find("id");
      for (const EntryKind kind : {EntryKind::amendment, EntryKind::termination})
        add_entries(kind, order.find(list_of(kind).front().key), id == nullptr ? std::string{} : id->text);
    }
  for (std::size_t i = 0; i < entries_.size(); ++i) places_.emplace(entries_[i].id, i);
  for (const Recorded& by : entries_) {
    last_change_ = std::max(last_change_, by.change);
    if (by.supersedes.empty()) continue;
    if (const auto at = places_.find(by.supersedes); at != places_.end() && entries_[at->second].superseded_by.empty())
      entries_[at->second].superseded_by = by.id;
  }
}

void CaseText::add_entries(EntryKind kind, const Tree* list, const std::string& order) {
  if (list == nullptr || list->kind != Tree::Kind::sequence) return;
  for (const Tree& item : list->items) {
    Recorded entry{.kind = kind,
                   .id = {},
                   .value = document::value_of(item),
                   .line = item.line,
                   .position = item.offset,
                   .supersedes = {},
                   .superseded_by = {},
                   .recorded = {},
                   .date = {},
                   .order = order,
                   .undoes = {}};
    try {
      entry.value = conform(kind, entry.value);
    } catch (const Mistake&) {
      // It has an unknown key: it can be read, shown and superseded by hand, but says what it says.
    }
    entry.id = text_at(entry.value, "id");
    if (entry.id.empty()) continue;  // an amendment without one: nothing can name it
    entry.supersedes = text_at(entry.value, "supersedes");
    entry.withdraws = text_at(entry.value, "void") == "true";
    document::read_moment(entry.recorded, {text_at(entry.value, "recorded"), true}, {});
    entry.date = parse_date(text_at(entry.value, date_key(kind)));
    entry.change = number_at(entry.value, "change");
    entry.undoes = text_at(entry.value, "undoes");
    entry.is_imported = item.find("source") != nullptr;
    entries_.push_back(std::move(entry));
  }
}

void CaseText::read_marks() {
  const Tree* list = root_.find("partial");
  if (list == nullptr) return;
  for (const Tree& item : list->items) {
    Mark mark;
    mark.value = document::value_of(item);
    mark.list = text_at(mark.value, "list");
    mark.whole = text_at(mark.value, "whole") == "true";
    mark.change = number_at(mark.value, "change");
    mark.undoes = text_at(mark.value, "undoes");
    mark.line = item.line;
    last_change_ = std::max(last_change_, mark.change);
    marks_.push_back(std::move(mark));
  }
}

std::vector<const Mark*> CaseText::marks_of(std::string_view list) const {
  std::vector<const Mark*> counting;
  for (const Mark& mark : marks_) {
    if (mark.list != list) continue;
    if (mark.whole) counting.clear();
    else counting.push_back(&mark);
  }
  return counting;
}

std::string CaseText::only_order() const {
  const Tree* orders = root_.find("orders");
  if (orders == nullptr || orders->items.size() != 1) return {};
  const Tree* id = orders->items.front().find("id");
  return id == nullptr ? std::string{} : id->text;
}

const Recorded* CaseText::stands_for(std::string_view id) const {
  const Recorded* entry = find(id);
  for (std::size_t steps = 0; entry != nullptr && !entry->superseded_by.empty() && steps <= entries_.size(); ++steps)
    entry = find(entry->superseded_by);
  return entry;
}

const Recorded* CaseText::find(std::string_view id) const {
  const auto at = places_.find(std::string(id));
  return at == places_.end() ? nullptr : &entries_[at->second];
}

bool CaseText::has_id(std::string_view id) const { return kinds_.contains(std::string(id)); }

std::optional<std::string> CaseText::kind_of_id(std::string_view id) const {
  const auto at = kinds_.find(std::string(id));
  return at == kinds_.end() ? std::nullopt : std::optional(at->second);
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

}  // namespace probation::recording
