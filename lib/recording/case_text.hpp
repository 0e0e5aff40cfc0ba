// One case file in memory, as it stands: its entries with what replaced what, its ids, its bytes. It changes nothing.
#pragma once
#include <optional>
#include <string>
#include <string_view>
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
  [[nodiscard]] bool has_id(std::string_view id) const;                            // of anything
  [[nodiscard]] std::optional<std::string> kind_of_id(std::string_view id) const;  // "order", "contact", …
  [[nodiscard]] std::string free_id(EntryKind kind) const;  // one above the highest of its letter, never used before
  // Unknown keys: they stay as they are, and rules that read their section do not judge.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  // Position of the order that holds the requirement, or of the order itself.
  [[nodiscard]] std::optional<std::size_t> order_index(std::string_view order_id) const;

 private:
  std::string name_, bytes_, crn_;
  document::Tree root_;
  std::vector<Recorded> entries_;
  std::vector<std::pair<std::string, std::string>> ids_;  // id, kind
  std::vector<std::string> notes_;
};

// The node at the keys, or nothing.
const document::Tree* follow(const document::Tree& root, const std::vector<document::Step>& path);
Receipt receipt_for(const CaseText& file, std::string action, std::string id);

}  // namespace probation::recording
