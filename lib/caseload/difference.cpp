#include "caseload/difference.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "rules/rule.hpp"

namespace probation::caseload {
namespace {

// One matter with one outcome: that something undecided now fails is a difference.
std::string key_of(const Json& finding) {
  return finding.value("fingerprint", "") + " " + finding.value("outcome", "");
}

bool is_compared(const Json& finding) {
  return finding.value("outcome", "") == "fail" || finding.value("outcome", "") == "undetermined";
}

std::string crn_of(const Json& finding) {
  return finding.contains("crn") && finding["crn"].is_string() ? finding["crn"].get<std::string>() : std::string{};
}

// Digests of the documents of each case; what has no CRN is known by its file.
std::map<std::string, std::set<std::string>> digests(const RunView& run) {
  std::map<std::string, std::set<std::string>> out;
  for (const Json& summary : run.cases) out[crn_of(summary)].insert(summary.value("digest", ""));
  return out;
}

using CauseOf = std::function<std::string(const Json& finding, bool is_new)>;

Difference compared(const RunView& before, const RunView& after, const CauseOf& cause_of) {
  Difference out;
  std::map<std::string, std::int64_t> left;  // how often each matter stands in `before`: two of one fingerprint are two
  for (const Json& finding : before.findings)
    if (is_compared(finding)) ++left[key_of(finding)];
  std::map<std::pair<std::string, std::string>, std::int64_t> causes;
  const auto add = [&](std::vector<Json>& list, Json finding, bool is_new) {
    finding["cause"] = cause_of(finding, is_new);
    ++causes[{finding.value("rule", ""), finding["cause"].get<std::string>()}];
    list.push_back(std::move(finding));
  };
  for (const Json& finding : after.findings) {
    if (!is_compared(finding)) continue;
    if (auto at = left.find(key_of(finding)); at != left.end() && at->second > 0) {
      --at->second;
      ++out.unchanged;
    } else {
      add(out.fresh, finding, true);
    }
  }
  std::map<std::string, std::int64_t> kept;
  for (const Json& finding : after.findings)
    if (is_compared(finding)) ++kept[key_of(finding)];
  for (const Json& finding : before.findings) {
    if (!is_compared(finding)) continue;
    if (auto at = kept.find(key_of(finding)); at != kept.end() && at->second > 0) --at->second;
    else add(out.gone, finding, false);
  }
  for (const auto& [key, count] : causes) out.causes.push_back({key.first, key.second, count});
  return out;
}

}  // namespace

Difference difference(const RunView& before, const RunView& after) {
  const auto old_digests = digests(before), new_digests = digests(after);
  return compared(before, after, [&](const Json& finding, bool) -> std::string {
    const std::string crn = crn_of(finding);
    const auto then = old_digests.find(crn), now = new_digests.find(crn);
    const bool same_record =
        !crn.empty() && then != old_digests.end() && now != new_digests.end() && then->second == now->second;
    if (!same_record) return "record";
    const rules::Rule* rule = rules::find_rule(finding.value("rule", ""));
    const bool asks_policy = rule == nullptr || !rule->policy.empty();
    if (before.version != after.version) return "rule_version";
    if (before.policy != after.policy && (asks_policy || before.as_of == after.as_of)) return "policy";
    if (before.as_of != after.as_of) return "law_date";
    return "policy";  // same record, version, policy name and date: the values under the name differ
  });
}

Difference difference(const RunView& before, const RunView& between, const RunView& after) {
  std::set<std::string> half;
  for (const Json& finding : between.findings) half.insert(key_of(finding));
  return compared(before, after, [&](const Json& finding, bool is_new) -> std::string {
    return half.contains(key_of(finding)) == is_new ? "policy" : "law_date";
  });
}

}  // namespace probation::caseload
