// What is on offer: every catalogue or directory entry with the lists of dates it could be given on, and for each what
// keeps it out by itself, rule by rule. It chooses nothing.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/case/eligibility.hpp"
#include "facts/case/session_clash.hpp"
#include "planning/question.hpp"

namespace probation::planning {

// Why an option is kept out, or why that is not known.
struct Hindrance {
  enum class Remedy { none, record, ask, move_sessions, travel, more_a_week, kept_work, more_days, later_end };
  int rule = 0;  // the n of Hn; 0: it gives no option at all
  bool undetermined = false;
  std::string message;
  std::string source;  // where the rule or the value stands
  std::vector<Missing> missing;
  Remedy remedy = Remedy::none;
  std::int64_t amount = 0;    // days too many, sessions too many, minutes too far
  std::optional<Date> until;  // later_end: the end that would do
};

struct Option {
  std::string id;
  const Intervention* intervention = nullptr;
  const DirectoryEntry* entry = nullptr;  // nothing: out of the catalogue
  std::vector<Date> sessions;             // sorted, one date each session
  std::optional<int> start_minute;
  std::optional<std::int64_t> minutes;
  std::uint32_t serves = 0;           // bit r: the need of rank r
  std::vector<Hindrance> hindrances;  // by rule
  std::vector<std::string> after;     // interventions that must be chosen and over before it begins
  [[nodiscard]] bool clock_known() const { return start_minute && minutes; }
};

struct Offer {
  std::string id;  // of the directory entry, else of the intervention
  const Intervention* intervention = nullptr;
  const DirectoryEntry* entry = nullptr;
  std::vector<std::size_t> options;        // indices, by first date
  std::optional<Hindrance> no_option;      // why it gives none
  std::vector<EligibilityReason> reasons;  // of its first option, else on the first day a plan may begin
  std::vector<std::string> questions;      // what no case file can hold
};

struct Supply {
  std::vector<Offer> offers;    // in the order of directory and catalogue
  std::vector<Option> options;  // offer by offer
};

Supply supply(const Question& question);

// Whether the hindrance keeps the option out, the wishes given.
bool excludes(const Hindrance& hindrance, const Wishes& wishes);
// Where a condition of the intervention stands: the catalogue file and the key.
std::string source_of(const Question& question, const Intervention& intervention, const EligibilityReason& reason);

}  // namespace probation::planning
