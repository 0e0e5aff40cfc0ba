// What is recorded in a case file, and what may be added to it: contacts, enforcement, reviews, activities; corrections
// and withdrawals as superseding entries. Nothing is ever rewritten or removed. It works on bytes in memory; who judges
// the result is handed in, and who writes it is somebody else.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/tree.hpp"
#include "model/case_file.hpp"
#include "recording/entry.hpp"

namespace probation::recording {

// A finding as far as recording needs it.
struct Fault {
  std::string rule, subject, message;
  bool is_error = false;          // fails, with severity error
  bool prevents_reading = false;  // the document itself is wrong: DOC001–DOC104
  std::uint32_t line = 0;
  std::string record;  // finding/1 as JSON, for receipts
};
using Judge = std::function<std::vector<Fault>(const std::string& bytes)>;

// The file cannot be understood as it stands: exit 3.
struct NotUnderstood {
  std::string message;
};
// What the record forbids, or what cannot be done safely: exit 5.
struct Refusal {
  std::string message;
  std::vector<Fault> faults;
};

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

struct Clerk {
  std::string recorded;              // as it is written: a date, or date and time
  std::vector<std::string> allowed;  // rules that may be broken
  std::string reason;                // why; of an amendment or withdrawal, or of what is allowed
  Judge judge;
  bool refuses_by_rule = true;  // false: findings are reported, and only what the file cannot hold is refused
};

enum class Status { written, already_recorded, refused, conflict, dry_run };
std::string_view word(Status status);

struct Receipt {
  std::string file, crn, action, id;
  Status status = Status::refused;
  std::uint32_t line = 0;  // 0: none
  std::string supersedes;
  bool withdraws = false;  // the entry withdraws what it supersedes
  std::vector<Fault> findings;
  std::string message;
};

// What came of it: a receipt, and new bytes where something is to be written.
struct Change {
  std::vector<Receipt> receipts;
  std::optional<std::string> bytes;
  [[nodiscard]] bool refused() const;
};

// Fields without `id` get a generated one; then an entry that says the same and stands is the same entry.
Change add(const CaseText& file, EntryKind kind, const Words& words, const Clerk& clerk, const std::string& action);
Change amend(const CaseText& file, const std::string& id, const Words& set, const Clerk& clerk);
Change withdraw(const CaseText& file, const std::string& id, const Clerk& clerk);
Change undo(const CaseText& file, const std::string& id, const Clerk& clerk);  // without id: the last entry

// Several entries at once, each with its id or without, all or nothing: one insertion a list.
struct NewEntry {
  EntryKind kind;
  document::Value value;  // as read; conformed here
  std::string order;      // of a requirement: the order it belongs to
  std::string action;
};
Change add_all(const CaseText& file, const std::vector<NewEntry>& entries, const Clerk& clerk);

// A plan's choices as activities of the requirement: what is planned under it, is not kept and is not chosen again is
// withdrawn by a superseding entry.
struct PlannedActivity {
  std::string intervention, need, provider;
  std::vector<std::string> sessions;  // dates
};
Change record_plan(const CaseText& file, const std::string& requirement, const std::vector<PlannedActivity>& chosen,
                   const std::vector<std::string>& kept, const Clerk& clerk);

// The faults the second text has and the first has not, by rule and subject; `renamed` are ids that took the place of
// others.
std::vector<Fault> made_new(const std::vector<Fault>& before, const std::vector<Fault>& after,
                            const std::vector<std::pair<std::string, std::string>>& renamed);

}  // namespace probation::recording
