// The members of a case that are no entries, joined: each is that of the side that changed it.
#pragma once
#include <string>
#include <vector>

#include "recording/case_text.hpp"

namespace probation::recording {

struct MemberConflict {
  std::string place;  // a pointer
  std::string why;
};
struct MemberMerge {
  std::string bytes;  // OURS' text with what THEIRS changed
  std::vector<MemberConflict> conflicts;
};
MemberMerge merge_members(const CaseText& base, const CaseText& ours, const CaseText& theirs);

}  // namespace probation::recording
