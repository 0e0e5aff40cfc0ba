// The record of a case as a history: every entry in the order in which it was written, with what replaced what.
#pragma once
#include <string>
#include <vector>

#include "recording/record.hpp"

namespace probation::recording {

struct LogRow {
  const Recorded* entry;
  std::string text;  // what it says, in the words of the format; free text last
};
// By `recorded`; an entry that does not say when it was written stands where its date puts it, after those that do on
// that day.
std::vector<LogRow> history(const CaseText& file, bool with_free_text);

}  // namespace probation::recording
