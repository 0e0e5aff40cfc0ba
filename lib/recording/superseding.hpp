// Entries that take the place of earlier ones: which may be replaced, and what the replacing entry is made of.
#pragma once
#include <map>
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
// Ids that neither the file nor a draft has, one after the other.
class FreeIds {
 public:
  explicit FreeIds(const CaseText& file, const std::vector<Draft>& drafts = {});
  std::string next(EntryKind kind);

 private:
  const CaseText& file_;
  std::map<EntryKind, unsigned long long> last_;
};
// A superseding entry of the same kind with these values. An empty reason: it has none.
Draft superseding_draft(const CaseText& file, const Recorded& old, document::Value value, const std::string& reason,
                        const std::string& action, const std::string& id);
// The entry written, with what it takes along (standing.hpp).
Change supersede(const CaseText& file, const Recorded& old, document::Value value, const std::string& reason,
                 const Clerk& clerk, const std::string& action, bool is_correction);
// The entry without its id, and without what says when, why and by whom it was written.
document::Value without_history(document::Value value, EntryKind kind);
document::Value withdrawal_of(const Recorded& old);
// Entries that were withdrawn carry nothing more, and those that withdraw them nothing at all. Throws Refusal where the
// entry names one.
void must_name_what_stands(const CaseText& file, EntryKind kind, const document::Value& value);

}  // namespace probation::recording
