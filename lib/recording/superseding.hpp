// Entries that take the place of earlier ones: which may be replaced, and what the replacing entry is made of.
#pragma once
#include <string>
#include <string_view>

#include "recording/write_down.hpp"

namespace probation::recording {

const Recorded& named(const CaseText& file, const std::string& id);  // throws Refusal
// Throws Refusal where something took the entry's place.
void must_stand(const CaseText& file, const Recorded& entry, std::string_view what);
// What took the entry's place in the end, where that withdraws it.
const Recorded* withdrawal(const CaseText& file, const std::string& id);
// Why something is done stands in the entry for good. Throws Mistake.
void must_say_why(const Clerk& clerk, std::string_view what);
// A superseding entry of the same kind with these values.
Change supersede(const CaseText& file, const Recorded& old, document::Value value, const std::string& reason,
                 const Clerk& clerk, const std::string& action);
// The entry without its id, and without what says when, why and by whom it was written.
document::Value without_history(document::Value value, EntryKind kind);
document::Value withdrawal_of(const Recorded& old);

}  // namespace probation::recording
