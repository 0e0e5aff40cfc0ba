// One case file in memory, as it stands: its entries with what replaced what, its ids, its bytes. It changes nothing.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "document/tree.hpp"
#include "model/case_file.hpp"
#include "recording/entry.hpp"
#include "recording/receipts.hpp"

namespace probation::recording {

// An entry that may be superseded, as it stands in the file.
struct Recorded {
  EntryKind kind;
  std::string id;
  document::Value value;  // conformed
  std::uint32_t line;
  std::size_t position;  // in the file
  std::string supersedes, superseded_by;
  bool withdraws = false;  // void: true
  std::optional<Moment> recorded;
  std::optional<Date> date;  // of the event
  std::string order;         // of amendments and terminations: the order they stand in
  std::int64_t change = 0;   // which command of this file's history wrote it; 0: it does not say
  std::string undoes;        // the change it takes back; empty: none
  bool is_imported = false;  // it has a `source`
};

// A row of `partial`.
struct Mark {
  document::Value value;  // conformed
  std::string list;
  bool whole = false;
  std::int64_t change = 0;
  std::string undoes;
  std::uint32_t line = 0;
};

// One case file in memory. Throws NotUnderstood.
class CaseText {
 public:
  CaseText(std::string name, std::string bytes);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const std::string& crn() const { return crn_; }
  [[nodiscard]] const document::Tree& root() const { return root_; }
  [[nodiscard]] const std::vector<Recorded>& entries() const {
    return entries_;
  }  // in the order of the lists and the file
  [[nodiscard]] const Recorded* find(std::string_view id) const;
  // What stands for the entry now: itself, or the last of those that replaced it one after the other. nullptr: no such
  // entry.
  [[nodiscard]] const Recorded* stands_for(std::string_view id) const;
  [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }
  // Those of the list that count: since it was last said to be whole.
  [[nodiscard]] std::vector<const Mark*> marks_of(std::string_view list) const;
  [[nodiscard]] std::int64_t last_change() const { return last_change_; }
  [[nodiscard]] const CaseFile& content() const { return content_; }
  [[nodiscard]] bool has_id(std::string_view id) const;                            // of anything
  [[nodiscard]] std::optional<std::string> kind_of_id(std::string_view id) const;  // "order", "contact", …
  [[nodiscard]] std::string free_id(EntryKind kind) const;  // one above the highest of its letter, never used before
  // Unknown keys: they stay as they are, and rules that read their section do not judge.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  // The only order's id; empty where there is none, or more than one.
  [[nodiscard]] std::string only_order() const;
  // Position of the order that holds the requirement, or of the order itself.
  [[nodiscard]] std::optional<std::size_t> order_index(std::string_view order_id) const;

 private:
  std::string name_, bytes_, crn_;
  document::Tree root_;
  void read_entries();
  void add_entries(EntryKind kind, const document::Tree* list, const std::string& order);
  void read_marks();
  CaseFile content_;
  std::vector<Recorded> entries_;
  std::unordered_map<std::string, std::size_t> places_;   // id → entry
  std::unordered_map<std::string, std::string> kinds_;    // id → kind, of anything
  std::vector<std::pair<std::string, std::string>> ids_;  // id, kind
  std::vector<Mark> marks_;
  std::int64_t last_change_ = 0;
  std::vector<std::string> notes_;
};

// The member that says when: `date`, or by what name the kind calls it.
std::string_view date_key(EntryKind kind);
Receipt receipt_for(const CaseText& file, std::string action, std::string id);

}  // namespace probation::recording
