// What an entry makes and what it only reveals: the faults of a case before and after, compared.
#pragma once
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "recording/receipts.hpp"

namespace probation::recording {

// The faults the second text has and the first has not, by rule and subject; `renamed` are ids that took the place of
// others.
std::vector<Fault> made_new(const std::vector<Fault>& before, const std::vector<Fault>& after,
                            const std::vector<std::pair<std::string, std::string>>& renamed);

struct Judged {
  std::vector<Fault> made;
  std::vector<Fault> revealed;  // said, and no reason to refuse
};
// `touched`: ids of the entries that are written, replaced or named. Revealed is what was undetermined on that subject
// before (or on the whole file), and, where a court's act is entered, what the law makes of days already recorded.
Judged judged_faults(const std::vector<Fault>& before, const std::vector<Fault>& after,
                     const std::vector<std::pair<std::string, std::string>>& renamed,
                     const std::unordered_set<std::string>& touched, bool is_court_act);
// A fault that consists in something not yet recorded: what happened can be recorded before it is answered.
bool is_answered_later(std::string_view rule);

}  // namespace probation::recording
