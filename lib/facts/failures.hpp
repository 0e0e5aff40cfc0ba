// Failures to comply without an acceptable reason, the warnings about them, and what answers a failure.
// The law asks for an answer to each failure and looks back from it to warnings of the same order; it counts nothing.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case_facts.hpp"

namespace probation {

// A standing contact on or before as-of whose outcome states that the person did not comply.
struct Failure {
  const Contact* contact;
  const Order* order;  // nullptr: the file does not decide
  Date date;
};
std::vector<Failure> failures(const CaseFacts& facts);  // in the order of the file

// A standing warning, and whether it still is one on as-of.
struct Warning {
  const EnforcementEntry* entry;
  const Order* order;                    // nullptr: the file does not decide
  Date given;
  std::optional<bool> live;              // nothing: a withdrawal does not say which warning it takes back
  const EnforcementEntry* withdrawal;    // the one that withdraws it, or may
  std::optional<Period> year;            // the months that begin with the warning, both ends included; nothing: no law then
};
std::vector<Warning> warnings(const CaseFacts& facts);  // in the order of the file

enum class InYear { no, yes, same_day, anniversary };
// Whether the failure lies in the months that begin with the warning. Of a suspended sentence order the statute
// speaks of the next months, so the anniversary itself is open; a failure on the day of a warning about something
// else may have come before it or after it.
InYear in_warning_year(const CaseFacts& facts, const Warning& warning, const Failure& failure);

// Whether the entry names the contact, as it is now or under an id it had before a correction.
bool names(const CaseFacts& facts, const EnforcementEntry& entry, const Contact& contact);
bool names_a_contact(const EnforcementEntry& entry);

// What the record says was done about a failure.
struct Answer {
  std::optional<bool> given;                 // nothing: not known
  const EnforcementEntry* by = nullptr;      // the entry that answers
  std::vector<Missing> missing;              // what would decide it
  std::vector<const EnforcementEntry*> open;  // the entries that may answer
  std::string why;                           // why it is not known, for a message
};
// A referral to an enforcement officer, or the start of breach proceedings, of the same order on or after the failure.
Answer referred(const CaseFacts& facts, const Failure& failure);
// That, or a warning that names the failure and was not withdrawn.
Answer warned_or_referred(const CaseFacts& facts, const Failure& failure, const std::vector<Warning>& warnings);

}  // namespace probation
