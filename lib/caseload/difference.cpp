#include "caseload/difference.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
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

std::set<std::string> rules_run(const RunView& run) {
  const auto ids = run.summary.at("account").at("rules").at("run").get<std::vector<std::string>>();
  return {ids.begin(), ids.end()};
}

// Why a run could not have said a finding that the other one says; empty: it could.
class Silence {
 public:
  explicit Silence(const RunView& run) {
    if (run.summary.is_null()) return;
    is_known_ = true;
    rules_ = rules_run(run);
    for (const Json& summary : run.cases) cases_.insert(crn_of(summary));
    for (const Json& finding : run.findings)
      if (is_compared(finding)) --hidden_[finding.value("rule", "")];
    for (const auto& [id, outcomes] : run.summary.at("by_rule").items())
      hidden_[id] += outcomes.at("fail").get<std::int64_t>() + outcomes.at("undetermined").get<std::int64_t>();
  }
  [[nodiscard]] std::string about(const Json& finding) const {
    if (!is_known_) return {};
    const std::string rule = finding.value("rule", ""), crn = crn_of(finding);
    if (!rules_.contains(rule)) return "rule_not_run";
    if (!crn.empty() && !cases_.contains(crn)) return "case_not_judged";
    const auto hidden = hidden_.find(rule);
    return hidden != hidden_.end() && hidden->second > 0 ? "not_printed" : "";
  }

 private:
  bool is_known_ = false;
  std::set<std::string> rules_, cases_;
  std::map<std::string, std::int64_t> hidden_;  // by rule: made and not printed
};

Json compared_accounts(const RunView& a, const RunView& b) {
  const auto keys = [](const RunView& run) {
    std::set<std::string> out;
    for (const Json& summary : run.cases) {
      const std::string crn = crn_of(summary);
      out.insert(crn.empty() ? summary.value("file", "") : crn);
    }
    return out;
  };
  const std::set<std::string> in_a = keys(a), in_b = keys(b), rules_a = rules_run(a), rules_b = rules_run(b);
  const auto only = [](const std::set<std::string>& these, const std::set<std::string>& those) {
    std::vector<std::string> out;
    std::set_difference(these.begin(), these.end(), those.begin(), those.end(), std::back_inserter(out));
    return out;
  };
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  const auto same = [&](const char* member) {
    return a.summary.at("account").at(member) == b.summary.at("account").at(member) ? "same" : "other";
  };
  const auto only_a = only(in_a, in_b), only_rules_a = only(rules_a, rules_b);
  return {{"cases",
           {{"both", count(in_a.size() - only_a.size())},
            {"only_a", count(only_a.size())},
            {"only_b", count(only(in_b, in_a).size())}}},
          {"rules",
           {{"both", count(rules_a.size() - only_rules_a.size())},
            {"only_a", only_rules_a},
            {"only_b", only(rules_b, rules_a)}}},
          {"inputs", same("inputs")},
          {"settings", same("settings")}};
}

}  // namespace

Difference difference(const RunView& before, const RunView& after) {
  const auto old_digests = digests(before), new_digests = digests(after);
  const Silence silence_before(before), silence_after(after);
  Difference found = compared(before, after, [&](const Json& finding, bool is_new) -> std::string {
    if (std::string why = (is_new ? silence_before : silence_after).about(finding); !why.empty()) return why;
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
  if (!before.summary.is_null() && !after.summary.is_null()) found.compared = compared_accounts(before, after);
  return found;
}

Difference difference(const RunView& before, const RunView& between, const RunView& after) {
  std::set<std::string> half;
  for (const Json& finding : between.findings) half.insert(key_of(finding));
  return compared(before, after, [&](const Json& finding, bool is_new) -> std::string {
    return half.contains(key_of(finding)) == is_new ? "policy" : "law_date";
  });
}

}  // namespace probation::caseload
