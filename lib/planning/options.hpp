// What is on offer: every catalogue or directory entry with the lists of sessions it could be given in, and for each
// what keeps it out by itself, rule by rule. It chooses nothing.
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
  int rule = 0;  // the n of Hn; 0: it gives no option at all, or whether it may is not known
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
  std::size_t offer = 0;  // index into the supply's offers
  const Intervention* intervention = nullptr;
  const DirectoryEntry* entry = nullptr;  // nothing: out of the catalogue
  std::vector<SessionTime> sessions;      // by date, at most one a day unless the entry gives more
  std::uint32_t serves = 0;               // bit r: the need of rank r
  std::vector<Hindrance> hindrances;      // lasting ones first, see `standing_of_rule`
  std::vector<std::string> after;         // interventions that must be chosen and over before it begins
  bool longer_than_needed = false;        // the same begun alike has fewer sessions: of use only in filling
  [[nodiscard]] Date first() const { return sessions.front().date; }
  [[nodiscard]] Date last() const { return sessions.back().date; }
  [[nodiscard]] std::string place() const { return entry != nullptr && entry->location ? *entry->location : ""; }
};

struct Offer {
  std::string id;  // of the directory entry, else of the intervention
  const Intervention* intervention = nullptr;
  const DirectoryEntry* entry = nullptr;
  std::vector<std::size_t> options;        // indices, by first date
  std::optional<Hindrance> no_option;      // why it gives none
  std::string no_need;                     // serves none of the needs, and nothing asks for it first: no options made
  bool hours_assumed = false;              // its hours are the practice policy's
  bool minutes_assumed = false;            // its length is
  std::vector<EligibilityReason> reasons;  // of its first option, else on the first day a plan may begin
  std::vector<std::string> questions;      // what no case file can hold
  [[nodiscard]] std::string assumptions() const;  // in words; empty: none
};

struct Supply {
  std::vector<Offer> offers;    // in the order of directory and catalogue
  std::vector<Option> options;  // offer by offer
  [[nodiscard]] const Offer& offer_of(const Option& option) const { return offers[option.offer]; }
};

Supply supply(const Question& question);

// Lasting rules before those of room: H3, H6, H7, H9, H2, H1, H4, H5, H8. The lower comes first.
int standing_of_rule(int rule);
// Whether the hindrance keeps the option out, the wishes given.
bool excludes(const Hindrance& hindrance, const Wishes& wishes);
// Where a condition of the intervention stands: the catalogue file and the key.
std::string source_of(const Question& question, const Intervention& intervention, const EligibilityReason& reason);

// How many sessions the person could be given.
struct SessionCount {
  std::vector<std::int64_t> numbers;
  bool flexible = false;  // min and max: the id says the number
};
std::optional<SessionCount> session_count(const Intervention& intervention, const DirectoryEntry* entry);

}  // namespace probation::planning
