// What came of recording: receipts, what was found, and why something was refused. Plain values and their words.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// The reason with the rules that were allowed to be broken behind it.
std::string with_allowed(const Clerk& clerk, const std::string& reason);
std::string with_article(std::string_view kind);  // "an order", "a contact"
Change refused_change(Receipt receipt, const Refusal& refusal);

}  // namespace probation::recording
