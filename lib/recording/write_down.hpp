// Entries into a file: their links are looked for, they are put in, and the result is judged against the file before.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "recording/case_text.hpp"

namespace probation::recording {

// One entry that is to be written: its value is complete.
struct Draft {
  EntryKind kind;
  document::Value value;
  std::string order;  // of a requirement
  Receipt receipt;
};

// Ids an entry refers to, with what they are ids of.
std::vector<std::pair<std::string, document::IdKind>> references_of(EntryKind kind, const document::Value& value);
// Puts the drafts into the file and has the result judged. Throws Refusal.
Change write_down(const CaseText& file, std::vector<Draft> drafts, const Clerk& clerk);

}  // namespace probation::recording
