// The record of a case as a history: every entry in the order in which it was written, with what replaced what.
#pragma once
#include <string>
#include <vector>

#include "recording/record.hpp"
#include "recording/shield.hpp"

namespace probation::recording {

struct LogRow {
  const Recorded* entry;
  std::string text;  // what it says, in the words of the format; free text last
};
// First what has no number: by `recorded`; an entry that does not say when it was written stands where its date puts
// it, after those that do on that day. Then the changes, by number. A booking that got its outcome is told as one
// contact.
std::vector<LogRow> history(const CaseText& file, Sight sight);
// The entry is the outcome of the booking that it supersedes, and no correction of it.
bool is_outcome_of(const Recorded& entry, const Recorded& booking);

}  // namespace probation::recording
