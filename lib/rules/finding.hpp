// A finding: what a rule says about one subject, with everything that makes it a proof. The same type from the
// rule to the renderer; printing it is somebody else's work.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/shared_text.hpp"

namespace probation {
struct Order;
}

namespace probation::rules {

enum class Severity : std::uint8_t { error, warning, note };
enum class Basis : std::uint8_t { statute, regulation, policy, system, data, local };
enum class DateTest : std::uint8_t { offence, conviction, order, event, as_at };
enum class Verdict : std::uint8_t {
  pass,
  fail,
  undetermined,
  not_applicable,
  not_assessed
};  // outcome of a rule on a subject

std::string_view word(Severity);
std::string_view word(Basis);
std::string_view word(DateTest);
std::string_view word(Verdict);

struct Rule;

using FactValue = std::variant<std::monostate, std::int64_t, double, bool, std::string>;  // monostate: not known

struct Location {
  SharedText file;         // as it was given
  std::uint32_t line = 0;  // from 1; 0: the file as a whole
  std::uint32_t column = 0;
  std::string pointer;
  std::string message;                         // what stands there, in a few words
  SharedText excerpt;                          // the line, or of a long one what stands near; empty: not to be shown
  std::uint32_t end_line = 0, end_column = 0;  // the first character after it; 0: not known
  std::int64_t from = -1, until = -1;          // bytes of the file as stored; -1: not known, or stored compressed
  std::uint32_t excerpt_skips = 0;             // characters of the line before the excerpt
  bool excerpt_goes_on = false;                // and whether the line does behind it
};

struct FindingSource {
  SharedText title;
  SharedText provision;
  std::string from;  // ISO date from which it is in force; empty: not dated
  bool assumption = false;
};

// A decision to live with a finding. It stays in the output, marked, and does not count for the verdict.
struct Suppressed {
  std::string reason;
  std::string by;
  std::string until;  // ISO date, included
};

enum class BaselineMark : std::uint8_t { not_compared, known, fresh };

struct Finding {
  const Rule* rule = nullptr;
  Severity severity{};
  Basis basis{};
  Verdict outcome{};
  SharedText crn;                // empty: not a case, or not known
  std::string subject;           // O1, O1/R1, C17, … or `file`: for output; nobody takes it apart
  std::string entry_id;          // of the contact or other entry it is, empty for orders and requirements
  bool is_of_file = false;       // the subject is the file as a whole
  const Order* order = nullptr;  // the subject's, while the case is judged; nothing afterwards
  std::string message;
  std::vector<std::pair<std::string, FactValue>> facts;
  Location location;
  std::vector<Location> related;
  std::vector<FindingSource> sources;
  std::vector<std::string> trace;
  std::vector<std::string> missing;  // JSON pointers of what would decide it
  std::optional<std::string> fix;
  std::string fingerprint;  // the same for the same matter on another day and another line
  std::optional<Suppressed> suppressed;
  BaselineMark baseline = BaselineMark::not_compared;
  // Counts for the verdict and is shown as new work: neither suppressed nor known before.
  [[nodiscard]] bool stands() const { return !suppressed && baseline != BaselineMark::known; }
  std::uint32_t document = 0;             // of the file's the one that begins on this line; of a catalogue its number
  std::string order_id, requirement_id;   // for tables; empty where not known
  SharedText region, pdu, team, officer;  // likewise
};

}  // namespace probation::rules
