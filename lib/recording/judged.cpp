#include "recording/judged.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace probation::recording {

std::vector<Fault> made_new(const std::vector<Fault>& before, const std::vector<Fault>& after,
                            const std::vector<std::pair<std::string, std::string>>& renamed) {
  std::set<std::pair<std::string, std::string>> known;
  std::map<std::string, int> documents;  // DOC findings all speak of the file: they are counted
  for (const Fault& fault : before) {
    if (fault.is_undetermined) continue;
    known.emplace(fault.rule, fault.subject);
    if (fault.rule.starts_with("DOC")) ++documents[fault.rule];
  }
  std::vector<Fault> fresh;
  for (const Fault& fault : after) {
    if (fault.is_undetermined) continue;
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

bool is_answered_later(std::string_view rule) { return rule == "ENF402" || rule == "ENF403"; }

Judged judged_faults(const std::vector<Fault>& before, const std::vector<Fault>& after,
                     const std::vector<std::pair<std::string, std::string>>& renamed,
                     const std::unordered_set<std::string>& touched, bool is_court_act) {
  std::set<std::pair<std::string, std::string>> open;
  for (const Fault& fault : before)
    if (fault.is_undetermined) open.emplace(fault.rule, fault.subject);
  Judged judged;
  for (Fault& fault : made_new(before, after, renamed)) {
    const bool was_open = open.contains({fault.rule, fault.subject}) || open.contains({fault.rule, "file"});
    // The court's act itself is the order's: what is wrong with it is made by entering it.
    const bool follows_from_act = is_court_act && !fault.rule.starts_with("ORD") && !fault.rule.starts_with("DOC") &&
                                  !fault.rule.starts_with("REC");
    const bool is_revealed = !touched.contains(fault.subject) && (was_open || follows_from_act);
    (is_revealed ? judged.revealed : judged.made).push_back(std::move(fault));
  }
  return judged;
}

}  // namespace probation::recording
