// Whether a file says already what is to be recorded: telling it twice is no second entry.
#pragma once
#include <optional>
#include <string>

#include "recording/record.hpp"
#include "recording/write_down.hpp"

namespace probation::recording {

// The entry without what says when and by whom it was written.
document::Value content(document::Value entry, EntryKind kind, bool with_id);
// The conformed value, and the draft it becomes; nothing where the file has it already (the receipt then says so).
std::optional<Draft> draft_of(const CaseText& file, const NewEntry& wanted, const std::string& free_id,
                              const Clerk& clerk, Receipt& receipt);
// Where the entry was recorded before with the same words, replacing the same one.
std::optional<Change> again(const CaseText& file, const Recorded& old, document::Value value, const std::string& reason,
                            const std::string& action);

}  // namespace probation::recording
