// The members of a case that are no entries, joined: each is that of the side that changed it.
#pragma once
#include <string>
#include <vector>

#include "recording/case_text.hpp"

namespace probation::recording {

struct MemberMerge {
  std::string bytes;                   // OURS' text with what THEIRS changed
  std::vector<std::string> conflicts;  // pointers of what both changed, differently, or cannot be put in
};
MemberMerge merge_members(const CaseText& base, const CaseText& ours, const CaseText& theirs);

}  // namespace probation::recording
