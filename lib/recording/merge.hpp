// Two branches of one case joined: what THEIRS added goes into OURS behind what OURS added, with ids of its own where
// they collide; any other member is that of the side that changed it. What somebody has to decide between is a
// conflict, and then nothing is joined.
#pragma once
#include "recording/case_text.hpp"

namespace probation::recording {

// `bytes` of the result: OURS' text with what was put in; nothing where there is nothing to put in, or a conflict (its
// receipts say so). Throws Mistake where the three are not one person's, Refusal where an insertion is not possible.
Change merge(const CaseText& base, const CaseText& ours, const CaseText& theirs, const Clerk& clerk);

}  // namespace probation::recording
