#include <algorithm>
#include <map>
#include <set>

#include "recording/record.hpp"

namespace probation::recording {

std::vector<Fault> made_new(const std::vector<Fault>& before, const std::vector<Fault>& after,
                            const std::vector<std::pair<std::string, std::string>>& renamed) {
  std::set<std::pair<std::string, std::string>> known;
  std::map<std::string, int> documents;  // DOC findings all speak of the file: they are counted
  for (const Fault& fault : before) {
    known.emplace(fault.rule, fault.subject);
    if (fault.rule.starts_with("DOC")) ++documents[fault.rule];
  }
  std::vector<Fault> fresh;
  for (const Fault& fault : after) {
    if (fault.rule.starts_with("DOC")) {
      if (--documents[fault.rule] < 0) fresh.push_back(fault);
      continue;
    }
    std::string subject = fault.subject;
    bool is_known = known.contains({fault.rule, subject});
    // A correction takes over the matters of what it corrects.
    for (std::size_t steps = 0; !is_known && steps <= renamed.size(); ++steps) {
      const auto at =
          std::find_if(renamed.begin(), renamed.end(), [&](const auto& pair) { return pair.first == subject; });
      if (at == renamed.end()) break;
      subject = at->second;
      is_known = known.contains({fault.rule, subject});
    }
    if (!is_known) fresh.push_back(fault);
  }
  return fresh;
}

}  // namespace probation::recording
