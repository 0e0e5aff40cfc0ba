// What came of recording: receipts, what was found, and why something was refused. Plain values and their words.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace probation::recording {

// What a fault is about, as a value: an id may be any word, `file` too. Nothing of it: the person.
struct FaultSubject {
  bool is_file = false;                  // the file as a whole
  std::string entry_id;                  // of a contact or other entry
  std::string order_id, requirement_id;  // of an order; of a requirement both. Empty where it is about an entry
  friend bool operator==(const FaultSubject&, const FaultSubject&) = default;
  friend auto operator<=>(const FaultSubject&, const FaultSubject&) = default;
};

// A finding as far as recording needs it.
struct Fault {
  std::string rule;
  FaultSubject about;
  std::string subject;  // the same in words: for output, nobody takes it apart
  std::string message;
  bool is_error = false;          // fails, with severity error
  bool is_undetermined = false;   // neither fails nor passes: a fact is missing
  bool prevents_reading = false;  // the document itself is wrong: DOC001–DOC104
  std::uint32_t line = 0;
  std::function<std::string()> record;  // finding/1 as JSON, for receipts; nothing: it was not asked for
  std::string fix;                      // the command that would answer it, where there is one
};
// How much of a fault is asked for: all it says, or its rule, weight and place and what it is about, in no words.
enum class FaultDetail : std::uint8_t { whole, named };
// What fails and what is undetermined in the text.
using Judge = std::function<std::vector<Fault>(const std::string& bytes, FaultDetail detail)>;

// The file cannot be understood as it stands: exit 3.
struct NotUnderstood {
  std::string message;                  // one line
  std::vector<std::string> below = {};  // lines under it
  std::string other_kind = {};          // schema of a file of a known kind that is no case; empty: it is none
};
// What the record forbids, or what cannot be done safely: exit 5.
struct Refusal {
  std::string message;
  std::vector<Fault> faults;
  std::vector<std::string> dependants = {};
};

struct Clerk {
  std::string recorded;              // as it is written: a date, or date and time
  std::string recorded_by;           // whoever runs the command; empty: not said
  std::optional<Date> today;         // as-of
  std::vector<std::string> allowed;  // rules that may be broken
  std::string reason;                // why; of an amendment or withdrawal, or of what is allowed
  Judge judge;
  bool refuses_by_rule = true;   // false: findings are reported, and only what the file cannot hold is refused
  bool with_dependants = false;  // what would rest on nothing is taken along
};

enum class Status { written, already_recorded, refused, conflict, dry_run };
std::string_view word(Status status);

struct Receipt {
  std::string file, crn, action, id;
  Status status = Status::refused;
  std::uint32_t line = 0;  // 0: none
  std::string supersedes;
  bool withdraws = false;               // the entry withdraws what it supersedes
  bool fulfils = false;                 // the entry is the outcome of the booking it supersedes
  std::int64_t change = 0;              // 0: none
  std::vector<std::string> dependants;  // what rests on the entry that is replaced
  std::vector<Fault> findings;
  std::vector<Fault> revealed;  // new faults that the entry does not make, and that refuse nothing
  std::vector<Receipt> with;    // what was written in the same change besides
  std::string was;              // merge: the id it had
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
