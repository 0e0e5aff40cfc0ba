#include "recording/sources/import.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "recording/new_case.hpp"

namespace probation::recording {

using document::Value;

namespace {

// Orders before what hangs on them.
int rank(const Row& row) {
  if (!row.kind) return 0;
  switch (*row.kind) {
    case EntryKind::order: return 1;
    case EntryKind::requirement: return 2;
    case EntryKind::assessment: return 3;
    case EntryKind::activity: return 4;
    case EntryKind::contact: return 5;
    default: return 6;
  }
}

struct Placed {
  NewEntry entry;
  std::size_t receipt;
  std::vector<std::size_t> within;  // receipts of requirements that come with their order
};

class Importer {
 public:
  Importer(std::string name, std::string bytes, const Clerk& clerk, std::vector<RowReceipt>& receipts)
      : name_(std::move(name)), bytes_(std::move(bytes)), clerk_(clerk), receipts_(receipts) {}
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

  // All at once where nothing stands against it; else the first half, then the second, down to the row that is refused.
  void place(const std::vector<Placed>& all, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    std::vector<NewEntry> entries;
    for (std::size_t i = begin; i < end; ++i) entries.push_back(all[i].entry);
    Change change = add_all(CaseText(name_, bytes_), entries, clerk_);
    if (change.refused() && end - begin > 1) {
      const std::size_t middle = begin + (end - begin) / 2;
      place(all, begin, middle);
      place(all, middle, end);
      return;
    }
    for (std::size_t i = begin; i < end; ++i) {
      const Receipt& said = change.receipts[change.receipts.size() == 1 ? 0 : i - begin];
      receipts_[all[i].receipt].receipt = said;
      for (const std::size_t inner : all[i].within) {
        Receipt& receipt = receipts_[inner].receipt;
        receipt.status = said.status;
        receipt.message = said.status == Status::refused ? fmt::format("its order {} was refused", said.id) : "";
      }
    }
    if (!change.refused() && change.bytes) bytes_ = std::move(*change.bytes);
  }

 private:
  std::string name_, bytes_;
  const Clerk& clerk_;
  std::vector<RowReceipt>& receipts_;
};

std::string action_of(const Row& row) {
  return fmt::format("import {}", !row.within.empty() ? "event" : row.kind ? row_of(*row.kind).word : "person");
}

void mark_refused(RowReceipt& receipt, std::string why) {
  receipt.receipt.status = Status::refused;
  receipt.receipt.message = std::move(why);
}

}  // namespace

RowReceipt receipt_without_case(const Row& row) {
  RowReceipt out;
  out.file = row.file;
  out.line = row.line;
  out.left_out = !row.left_out.empty() && row.problem.empty();
  out.receipt.crn = row.crn;
  out.receipt.action = action_of(row);
  out.receipt.id = text_at(row.value, "id");
  mark_refused(out, out.left_out ? "left out: " + row.left_out : row.problem);
  return out;
}

ImportedCase import_case(const std::string& name, const std::optional<std::string>& existing, const std::string& crn,
                         const std::vector<const Row*>& rows, bool none_means_none, const Clerk& clerk) {
  ImportedCase out;
  std::string start;
  std::string trouble;
  const Row* person = nullptr;
  for (const Row* row : rows)
    if (!row->kind && row->problem.empty() && row->left_out.empty()) person = row;
  bool new_case = false;
  if (existing) {
    start = *existing;
  } else {
    Value root = Value::map({{"schema", Value::of_text("case/1")}, {"crn", Value::of_text(crn)}});
    if (person != nullptr)
      for (const auto& member : person->value.members) root.members.push_back(member);
    if (none_means_none && root.find("contacts") == nullptr && (person == nullptr || !person->whole_case))
      root.members.emplace_back("contacts", Value::list({}));
    // A list that is going to have entries is begun by them, each on its line.
    const auto comes = [&](EntryKind kind) {
      return std::any_of(rows.begin(), rows.end(), [&](const Row* row) {
        return row->kind == kind && row->problem.empty() && row->left_out.empty();
      });
    };
    std::erase_if(root.members, [&](const auto& member) {
      return (member.first == "contacts" && comes(EntryKind::contact)) ||
             (member.first == "orders" && comes(EntryKind::order));
    });
    for (auto& [key, member] : root.members)
      if (key == "plan")
        std::erase_if(member.members,
                      [&](const auto& inner) { return inner.first == "activities" && comes(EntryKind::activity); });
    try {
      start = case_text(conform_case(root));
      new_case = true;
    } catch (const Mistake& mistake) {
      trouble = mistake.message;
    }
  }
  try {
    if (trouble.empty()) {
      const CaseText file(name, start);
      if (file.crn() != crn) trouble = fmt::format("{} is the case of {}", name, file.crn());
    }
  } catch (const NotUnderstood& problem) {
    trouble = problem.message;
  } catch (const Refusal& refusal) {
    trouble = refusal.message;
  }

  std::vector<Placed> placed;
  std::vector<std::pair<int, std::size_t>> ranks;
  std::map<std::string, std::size_t> new_orders;  // id → place in `placed`
  std::optional<CaseText> before;
  if (trouble.empty()) before.emplace(name, start);
  std::vector<std::size_t> order_of_rows(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) order_of_rows[i] = i;
  std::stable_sort(order_of_rows.begin(), order_of_rows.end(),
                   [&](std::size_t a, std::size_t b) { return rank(*rows[a]) < rank(*rows[b]); });
  for (const Row* row : rows) {
    RowReceipt receipt = receipt_without_case(*row);
    receipt.receipt.file = name;
    receipt.receipt.crn = crn;
    out.receipts.push_back(std::move(receipt));
  }
  for (const std::size_t i : order_of_rows) {
    const Row& row = *rows[i];
    RowReceipt& receipt = out.receipts[i];
    if (!row.problem.empty() || !row.left_out.empty()) continue;
    receipt.left_out = false;
    if (!trouble.empty()) {
      mark_refused(receipt, trouble);
      continue;
    }
    if (!row.within.empty()) continue;  // told with its order, below
    if (!row.kind) {
      receipt.receipt.status = new_case && &row == person ? Status::written : Status::already_recorded;
      receipt.receipt.line = 1;
      receipt.receipt.message.clear();
      continue;
    }
    try {
      Value value = row.value;
      if (value.find("id") == nullptr) value.members.insert(value.members.begin(), {"id", Value::of_text("X")});
      conform(*row.kind, value);
      if (*row.kind == EntryKind::requirement) {
        if (const auto at = new_orders.find(row.order); at != new_orders.end()) {
          Value& order = placed[at->second].entry.value;
          Value* list = nullptr;
          for (auto& [key, member] : order.members)
            if (key == "requirements") list = &member;
          if (list == nullptr) {
            order.members.emplace_back("requirements", Value::list({}));
            list = &order.members.back().second;
          }
          if (std::any_of(list->items.begin(), list->items.end(),
                          [&](const Value& item) { return text_at(item, "id") == text_at(row.value, "id"); })) {
            mark_refused(receipt, fmt::format("the id {} comes twice", text_at(row.value, "id")));
            continue;
          }
          list->items.push_back(row.value);
          placed[at->second].within.push_back(i);
          continue;
        }
        if (!before->order_index(row.order)) {
          mark_refused(receipt, fmt::format("there is no order {} in the case",
                                            row.order.empty() ? "named by the row" : row.order));
          continue;
        }
      }
      if (*row.kind == EntryKind::order && !before->order_index(text_at(row.value, "id")))
        new_orders.emplace(text_at(row.value, "id"), placed.size());
      placed.push_back({{*row.kind, row.value, row.order, action_of(row)}, i, {}});
    } catch (const Mistake& mistake) {
      mark_refused(receipt, mistake.message);
    }
  }
  if (!trouble.empty()) return out;
  Importer importer(name, start, clerk, out.receipts);
  importer.place(placed, 0, placed.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i]->within.empty() || !rows[i]->problem.empty() || !rows[i]->left_out.empty()) continue;
    for (std::size_t k = 0; k < rows.size(); ++k)
      if (rows[k]->kind == EntryKind::order && rows[k]->within.empty() &&
          text_at(rows[k]->value, "id") == rows[i]->within) {
        const std::string action = out.receipts[i].receipt.action;
        out.receipts[i].receipt = out.receipts[k].receipt;
        out.receipts[i].receipt.action = action;
        out.receipts[i].receipt.findings.clear();
      }
  }
  if (importer.bytes() != start || new_case) out.bytes = importer.bytes();
  if (out.bytes) {
    // Later insertions move earlier ones: the lines of the end result.
    const CaseText file(name, *out.bytes);
    for (RowReceipt& receipt : out.receipts)
      if (const Recorded* entry = file.find(receipt.receipt.id);
          entry != nullptr && receipt.receipt.status != Status::refused)
        receipt.receipt.line = entry->line;
  }
  return out;
}

}  // namespace probation::recording
