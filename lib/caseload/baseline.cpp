#include "caseload/baseline.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/json.hpp"
#include "intake/one_file.hpp"
#include "rules/rule.hpp"

namespace probation::caseload {
namespace {

using rules::Finding;
using rules::Verdict;

bool is_marked(const Finding& finding) {
  return finding.outcome == Verdict::fail || finding.outcome == Verdict::undetermined;
}

KnownFinding remembered(const Finding& f) {
  return {f.fingerprint, std::string(f.rule->id), f.crn.str(), f.subject, f.outcome == Verdict::fail};
}

}  // namespace

Baseline read_baseline(World& world, const std::string& path, std::string_view version, std::string_view policy) {
  Baseline baseline;
  const intake::OneFile file = intake::read_one(world, path, "baseline/1");
  baseline.problems = file.problems;
  const auto* content = file.as<BaselineFile>();
  if (!baseline.problems.empty() || content == nullptr) return baseline;
  if (*content->version != version)
    baseline.foreign.push_back(fmt::format(
        "{}: the baseline is from version {} and this is {}; `rar-audit baseline --accept-new` writes it again",
        file.at(path, content->version.place), *content->version, version));
  if (*content->policy != policy)
    baseline.foreign.push_back(
        fmt::format("{}: the baseline is from the policy {} and this run is under {}; `rar-audit baseline "
                    "--accept-new` writes it again",
                    file.at(path, content->policy.place), *content->policy, policy));
  for (const BaselineEntry& entry : content->findings) {
    const std::string outcome = entry.outcome.value_or("fail");
    if (outcome != "fail" && outcome != "undetermined")
      baseline.problems.push_back(
          fmt::format("{}: `{}` is not fail or undetermined", file.at(path, entry.outcome.place), outcome));
    baseline.known[*entry.fingerprint] = {*entry.fingerprint, entry.rule.value_or({}), entry.crn.value_or({}),
                                          entry.subject.value_or({}), outcome == "fail"};
  }
  if (!baseline.problems.empty() || !baseline.foreign.empty()) baseline.known.clear();
  return baseline;
}

bool knows(const Baseline& baseline, const Finding& finding) {
  const auto entry = baseline.known.find(finding.fingerprint);
  return entry != baseline.known.end() && (entry->second.fails || finding.outcome == Verdict::undetermined);
}

void mark(const Baseline& baseline, std::vector<Finding>& findings) {
  for (Finding& finding : findings)
    if (is_marked(finding))
      finding.baseline = knows(baseline, finding) ? rules::BaselineMark::known : rules::BaselineMark::fresh;
}

NextBaseline next_baseline(const Baseline& before, const std::vector<Finding>& findings,
                           const std::function<bool(const KnownFinding&)>& judged) {
  NextBaseline next;
  for (const Finding& finding : findings) {
    if (!is_marked(finding) || finding.suppressed) continue;
    if (!knows(before, finding)) next.fresh.push_back(&finding);
    KnownFinding& entry = next.known.emplace(finding.fingerprint, remembered(finding)).first->second;
    entry.fails = entry.fails || finding.outcome == Verdict::fail;  // two of one fingerprint: the worse
  }
  for (const auto& [fingerprint, entry] : before.known) {
    if (next.known.contains(fingerprint)) continue;
    if (judged(entry)) ++next.gone;
    else next.known[fingerprint] = entry;
  }
  return next;
}

std::string baseline_text(const std::map<std::string, KnownFinding>& known, std::string_view tool,
                          std::string_view version, std::string_view policy) {
  const auto text = [](const Json& value) { return value.dump(); };
  std::vector<const KnownFinding*> rows;
  for (const auto& [fingerprint, entry] : known) rows.push_back(&entry);
  std::sort(rows.begin(), rows.end(), [](const KnownFinding* a, const KnownFinding* b) {
    return std::tie(a->crn, a->rule, a->subject, a->fingerprint) <
           std::tie(b->crn, b->rule, b->subject, b->fingerprint);
  });
  std::string out =
      fmt::format("{{\"schema\": \"baseline/1\", \"tool\": {}, \"version\": {}, \"policy\": {}, \"findings\": [",
                  text(Json(tool)), text(Json(version)), text(Json(policy)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const KnownFinding& row = *rows[i];
    out += fmt::format("{}\n  {{\"fingerprint\": {}, \"rule\": {}, \"crn\": {}, \"subject\": {}, \"outcome\": \"{}\"}}",
                       i == 0 ? "" : ",", text(Json(row.fingerprint)), text(Json(row.rule)),
                       row.crn.empty() ? "null" : text(Json(row.crn)), text(Json(row.subject)),
                       row.fails ? "fail" : "undetermined");
  }
  return out + (rows.empty() ? "]}\n" : "\n]}\n");
}

}  // namespace probation::caseload
