#include "recording/judged.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace probation::recording {
namespace {

// A requirement is not touched by an entry that names it: what its days come to lies in the whole record.
bool is_touched(const FaultSubject& about, const std::unordered_set<std::string>& touched) {
  if (!about.entry_id.empty()) return touched.contains(about.entry_id);
  return !about.order_id.empty() && about.requirement_id.empty() && touched.contains(about.order_id);
}

}  // namespace

std::vector<Fault> made_new(const std::vector<Fault>& before, const std::vector<Fault>& after,
                            const std::vector<std::pair<std::string, std::string>>& renamed) {
  std::set<std::pair<std::string, FaultSubject>> known;
  std::map<std::string, int> documents;  // DOC findings all speak of the file: they are counted
  for (const Fault& fault : before) {
    if (fault.is_undetermined) continue;
    known.emplace(fault.rule, fault.about);
    if (fault.rule.starts_with("DOC")) ++documents[fault.rule];
  }
  std::vector<Fault> fresh;
  for (const Fault& fault : after) {
    if (fault.is_undetermined) continue;
    if (fault.rule.starts_with("DOC")) {
      if (--documents[fault.rule] < 0) fresh.push_back(fault);
      continue;
    }
    FaultSubject about = fault.about;
    bool is_known = known.contains({fault.rule, about});
    // A correction takes over the matters of what it corrects.
    for (std::size_t steps = 0; !is_known && !about.entry_id.empty() && steps <= renamed.size(); ++steps) {
      const auto at =
          std::find_if(renamed.begin(), renamed.end(), [&](const auto& pair) { return pair.first == about.entry_id; });
      if (at == renamed.end()) break;
      about.entry_id = at->second;
      is_known = known.contains({fault.rule, about});
    }
    if (!is_known) fresh.push_back(fault);
  }
  return fresh;
}

bool is_answered_later(std::string_view rule) { return rule == "ENF402" || rule == "ENF403"; }

Judged judged_faults(const std::vector<Fault>& before, const std::vector<Fault>& after,
                     const std::vector<std::pair<std::string, std::string>>& renamed,
                     const std::unordered_set<std::string>& touched, bool is_court_act) {
  std::set<std::pair<std::string, FaultSubject>> open;
  for (const Fault& fault : before)
    if (fault.is_undetermined) open.emplace(fault.rule, fault.about);
  FaultSubject about_file;
  about_file.is_file = true;
  Judged judged;
  for (Fault& fault : made_new(before, after, renamed)) {
    const bool was_open = open.contains({fault.rule, fault.about}) || open.contains({fault.rule, about_file});
    // The court's act itself is the order's: what is wrong with it is made by entering it.
    const bool follows_from_act = is_court_act && !fault.rule.starts_with("ORD") && !fault.rule.starts_with("DOC") &&
                                  !fault.rule.starts_with("REC");
    const bool is_revealed = !is_touched(fault.about, touched) && (was_open || follows_from_act);
    (is_revealed ? judged.revealed : judged.made).push_back(std::move(fault));
  }
  return judged;
}

}  // namespace probation::recording
