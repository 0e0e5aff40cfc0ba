#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "recording/already_recorded.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

Change add(const CaseText& file, EntryKind kind, const Value& given, const Clerk& clerk, const std::string& action,
           const std::string& order) {
  Change change = add_all(file, {{kind, given, order, action}}, clerk);
  // What is recorded today cannot rest on what was withdrawn before. (Rows of an import tell what was so at their
  // time.)
  if (change.bytes) try {
      must_name_what_stands(file, kind, given);
    } catch (const Refusal& refusal) {
      return refused_change(receipt_for(file, action, change.receipts.front().id), refusal);
    }
  return change;
}

Change add(const CaseText& file, EntryKind kind, const Words& words, const Clerk& clerk, const std::string& action) {
  Words all = words;
  const bool has_id = std::any_of(words.begin(), words.end(), [](const auto& word) { return word.first == "id"; });
  if (!has_id) all.insert(all.begin(), {"id", file.free_id(kind)});
  Value value = entry_of_words(kind, all);
  if (!has_id) set(value, kind, "id", std::nullopt);
  return add(file, kind, value, clerk, action);
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
    const bool is_court_act = std::all_of(drafts.begin(), drafts.end(), [](const Draft& draft) {
      return draft.kind == EntryKind::amendment || draft.kind == EntryKind::termination;
    });
    Change written = write_down(file, std::move(drafts), clerk, {is_court_act, {}});
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

}  // namespace probation::recording
