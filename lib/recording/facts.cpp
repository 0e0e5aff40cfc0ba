// Facts the case does not hold yet, and lists that hold all there is: what answers a gap.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "model/case_shapes.hpp"
#include "recording/record.hpp"
#include "recording/superseding.hpp"
#include "recording/write_down.hpp"

namespace probation::recording {

using document::Field;
using document::Shape;
using document::Step;
using document::Tree;
using document::Value;

namespace {

struct Subject {
  std::vector<Step> path;
  const Shape* shape = nullptr;
  const document::Type* type = nullptr;
  std::string id;  // of an entry; empty: none
};

// Looks for the record that declares the id, and how it is reached.
bool find_subject(const Tree& node, const document::Type& type, std::string_view id, std::vector<Step>& path,
                  Subject& found) {
  if (type.kind == document::Type::Kind::record) {
    const Tree* own = node.find("id");
    if (own != nullptr && own->text == id && field_of(type.shape(), "id") != nullptr) {
      found = {path, &type.shape(), &type, std::string(id)};
      return true;
    }
    for (const auto& [key, value] : node.entries) {
      const Field* field = field_of(type.shape(), key.text);
      if (field == nullptr) continue;
      path.push_back({key.text});
      if (find_subject(value, field->type(), id, path, found)) return true;
      path.pop_back();
    }
  } else if (type.kind == document::Type::Kind::list) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      path.push_back({"", i});
      if (find_subject(node.items[i], type.element(), id, path, found)) return true;
      path.pop_back();
    }
  }
  return false;
}

Subject subject_for(const CaseText& file, const std::string& name) {
  const document::Type& top = document::type_of<CaseFile>();
  if (name.empty()) return {{}, &top.shape(), &top, {}};
  if (name == "person" || name == "manager") {
    const document::Type& type = field_of(top.shape(), name)->type();
    return {{{name}}, &type.shape(), &type, {}};
  }
  Subject found;
  std::vector<Step> path;
  if (find_subject(file.root(), top, name, path, found)) return found;
  throw Refusal{fmt::format("there is no {} in the file; a subject is person, manager, or an id", name), {}};
}

// The value by the field table, alone: other fields of the record are not asked for.
Value conformed(const Subject& subject, const std::string& key, const std::string& words) {
  const Field* field = field_of(*subject.shape, key);
  if (field == nullptr) {
    std::vector<std::string_view> known;
    for (const Field& one : subject.shape->fields) known.push_back(one.key);
    const auto near = nearest(key, known);
    throw Mistake{fmt::format(
        "{}: no such key of {}{}", key, subject.shape->name,
        near ? fmt::format("; did you mean `{}`?", *near) : fmt::format("; known are {}", fmt::join(known, ", ")))};
  }
  if (is_bookkeeping(key) || key == "recorded_by" || key == "partial" || key == "source")
    throw Mistake{fmt::format("{}: is written by the recording itself", key)};
  return conform_member(*subject.type, *field, value_of_words(*field, words));
}

Value as_flow(Value value) {
  value.block = false;
  for (Value& item : value.items) item = as_flow(std::move(item));
  for (auto& [key, member] : value.members) member = as_flow(std::move(member));
  return value;
}

const Tree* node_at(const Tree& root, const std::vector<Step>& path) {
  const Tree* node = &root;
  for (const Step& step : path) {
    if (node == nullptr) return nullptr;
    if (step.index) node = *step.index < node->items.size() ? &node->items[*step.index] : nullptr;
    else node = node->find(step.key);
  }
  return node;
}

std::string how_to_correct(const CaseText& file, const Subject& subject, const std::string& key,
                           const std::string& words) {
  if (!subject.id.empty() && file.find(subject.id) != nullptr)
    return fmt::format("amend {} --set {}={} --reason … corrects it", subject.id, key, words);
  static constexpr std::array<std::string_view, 6> amended{
      "end_date", "supervision_end_date", "operational_end_date", "max_days", "hours", "until"};
  if (std::find(amended.begin(), amended.end(), key) != amended.end())
    return fmt::format("amendment records what the court changed; a slip is corrected in the file");
  return "correct it in the file";
}

}  // namespace

namespace {

// The entry that stands for the one that is named: nothing is written into what was replaced, or withdrawn.
const Recorded* standing_entry(const CaseText& file, const std::string& name) {
  const Recorded* named = name.empty() ? nullptr : file.find(name);
  if (named == nullptr) return nullptr;
  const Recorded* stands = file.stands_for(name);
  if (stands != nullptr && !stands->withdraws) return stands;
  if (stands == nullptr || stands == named)
    throw Refusal{fmt::format("{} withdraws {}, and holds no facts", name, named->supersedes), {}};
  throw Refusal{fmt::format("{} was withdrawn by {}; undo {} to bring it back", name, stands->id, stands->id), {}};
}

}  // namespace

Change fact(const CaseText& file, const std::string& wanted, const Words& words, const Clerk& clerk) {
  Receipt receipt = receipt_for(file, "fact", wanted);
  try {
    const Recorded* entry = standing_entry(file, wanted);
    const std::string& name = entry == nullptr ? wanted : entry->id;
    receipt.id = name;
    const Subject subject = subject_for(file, name);
    std::string bytes = file.bytes();
    for (const auto& [key, text] : words) {
      const Value value = as_flow(conformed(subject, key, text));
      if (entry != nullptr && key == "outcome")
        throw Refusal{fmt::format("what came of {} is recorded by `outcome`", subject.id), {}};
      if (entry != nullptr) must_name_what_stands(file, entry->kind, Value::map({{key, value}}));
      const Tree* record = node_at(file.root(), subject.path);
      const Tree* there = record == nullptr ? nullptr : record->find(key);
      if (there != nullptr && !there->null) {
        const Field& field = *field_of(*subject.shape, key);
        if (as_flow(conform_member(*subject.type, field, document::value_of(*there))) == value) continue;
        throw Refusal{fmt::format("{}{}{} is recorded already with another value; {}", name, name.empty() ? "" : " ",
                                  key, how_to_correct(file, subject, key, text)),
                      {}};
      }
      bytes = edited(file, document::put_member(bytes, subject.path, key, value));
    }
    Change change;
    receipt.status = bytes == file.bytes() ? Status::already_recorded : Status::written;
    if (receipt.status == Status::written) {
      std::vector<Draft> touched;
      if (entry != nullptr) touched.push_back({entry->kind, entry->value, entry->order, {}});
      Judged judged = judged_change(file.bytes(), bytes, touched, clerk, {});
      receipt.findings = std::move(judged.made);
      receipt.revealed = std::move(judged.revealed);
      const CaseText written(file.name(), bytes);
      const Tree* record = node_at(written.root(), subject.path);
      if (record != nullptr)
        if (const Tree* at = record->find(words.front().first)) receipt.line = at->line;
      change.bytes = std::move(bytes);
    }
    change.receipts.push_back(std::move(receipt));
    return change;
  } catch (const Refusal& refusal) {
    return refused_change(std::move(receipt), refusal);
  }
}

namespace {

bool stands_at_the_top(std::string_view list) {
  static constexpr std::array<std::string_view, 6> at_the_top{"contacts",    "enforcement", "reviews",
                                                              "suspensions", "assessments", "flags"};
  return std::find(at_the_top.begin(), at_the_top.end(), list) != at_the_top.end();
}

// Orders, and what stands in them or in the plan, holds something wherever it is recorded: what is not there cannot be
// called whole.
void refuse_not_recorded(const CaseFile& file, std::string_view list) {
  const auto refuse = [&](std::string_view of) {
    throw Refusal{fmt::format("{}: not recorded{}; `fact` records what there is", list, of), {}};
  };
  const bool of_plan = list == "activities" || list == "objectives";
  if (of_plan &&
      (!file.plan || !(list == "activities" ? file.plan->activities.recorded : file.plan->objectives.recorded)))
    refuse("");
  if (of_plan) return;
  if (!file.orders.recorded) refuse("");
  for (const Order& order : file.orders)
    if ((list == "offences" && !order.offences.recorded) || (list == "requirements" && !order.requirements.recorded))
      refuse(order.id ? " of " + order.id->text : std::string{});
}

void put_mark(const CaseText& file, const std::string& list, Date on, const Clerk& clerk, Receipt& receipt,
              std::vector<Draft>& marks) {
  Value row = Value::map({{"list", Value::of_text(list)}});
  if (const std::string reason = with_allowed(clerk, clerk.reason); !reason.empty())
    row.members.emplace_back("reason", Value::of_text(reason));
  row.members.emplace_back("on", Value::literal(format(on)));
  row.members.emplace_back("whole", Value::literal("true"));
  receipt.status = Status::written;
  marks.push_back({EntryKind::mark, conform(EntryKind::mark, row), {}, receipt});
  receipt.change = file.last_change() + 1;
}

}  // namespace

Change whole(const CaseText& file, const std::vector<std::string>& lists, Date on, const Clerk& clerk) {
  std::vector<std::string_view> known;
  for (const document::Word& word : document::Worded<ListName>::words) known.push_back(word.text);
  Change change;
  std::vector<Draft> marks;
  std::string bytes = file.bytes();
  try {
    for (const std::string& list : lists) {
      if (std::find(known.begin(), known.end(), list) == known.end()) {
        const auto near = nearest(list, known);
        throw Mistake{fmt::format(
            "{}: no list that can be whole{}", list,
            near ? fmt::format("; did you mean {}?", *near) : fmt::format("; known are {}", fmt::join(known, ", ")))};
      }
      if (std::count(lists.begin(), lists.end(), list) > 1) throw Mistake{fmt::format("{}: given twice", list)};
      Receipt receipt = receipt_for(file, "whole", list);
      receipt.status = Status::already_recorded;
      if (!stands_at_the_top(list)) refuse_not_recorded(file.content(), list);
      const Tree* there = file.root().find(list);
      if (stands_at_the_top(list) && (there == nullptr || there->null)) {
        bytes = edited(file, document::put_member(bytes, {}, list, Value::list({})));
        receipt.status = Status::written;
      }
      if (!file.marks_of(list).empty()) put_mark(file, list, on, clerk, receipt, marks);
      change.receipts.push_back(std::move(receipt));
    }
    if (!marks.empty()) {
      const CaseText begun(file.name(), bytes);
      bytes = *write_down(begun, std::move(marks), clerk).bytes;
    }
    if (bytes == file.bytes()) return change;
    Judged judged = judged_change(file.bytes(), bytes, {}, clerk, {});
    change.receipts.front().findings = std::move(judged.made);
    change.receipts.front().revealed = std::move(judged.revealed);
    const CaseText written(file.name(), bytes);
    for (Receipt& receipt : change.receipts)
      if (const Tree* list = written.root().key_of(stands_at_the_top(receipt.id) ? receipt.id : "partial"))
        receipt.line = list->line;
    change.bytes = std::move(bytes);
    return change;
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "whole", {}), refusal);
  }
}

}  // namespace probation::recording
