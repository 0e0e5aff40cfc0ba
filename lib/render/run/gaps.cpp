#include "render/run/gaps.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/fact_words.hpp"

namespace probation::render {

std::size_t gaps_of_case(std::span<const caseload::Gap> gaps) {
  std::size_t count = 0;
  while (count < gaps.size() && same_case(gaps[count], gaps.front())) ++count;
  return count;
}

std::vector<OfCase> by_case(const RunOutput& run) {
  std::vector<OfCase> cases;
  std::map<std::pair<std::string_view, std::uint32_t>, std::size_t> known;
  const auto case_of = [&](std::string_view file, std::uint32_t document) -> OfCase& {
    auto at = known.lower_bound({file, document});
    // What was found across files (document 0) stands with the first document of its file.
    if (at == known.end() || at->first.first != file || (document != 0 && at->first.second != document)) {
      at = known.emplace_hint(at, std::pair(file, document), cases.size());
      cases.emplace_back();
    }
    return cases[at->second];
  };
  const auto of_finding = [&](const rules::Finding& finding) {
    OfCase& here = case_of(finding.location.file, finding.document);
    here.findings.push_back(&finding);
    here.has_faults = here.has_faults || finding.outcome == rules::Verdict::fail;
  };
  const auto of_gap = [&](const caseload::Gap& gap) {
    OfCase& here = case_of(gap.file, gap.document);
    const std::span<const caseload::Gap> rest(&gap, run.gaps.data() + run.gaps.size());
    if (here.gaps.empty()) here.gaps = rest.first(gaps_of_case(rest));
  };
  in_path_order(run, of_finding, of_gap);
  std::stable_partition(cases.begin(), cases.end(), [](const OfCase& one) { return one.has_faults; });
  return cases;
}

std::string rules_of(const caseload::Gap& gap) {
  std::string out;
  for (const auto& [id, count] : gap.rules)
    out += fmt::format("{}{}{}", out.empty() ? "" : ", ", id, count == 1 ? std::string{} : fmt::format(" {}", count));
  return out;
}

std::string gap_words(const caseload::Gap& gap, Language language) {
  std::vector<std::string> ids;
  for (const auto& [id, count] : gap.rules) ids.push_back(id);
  return fmt::format("{} {} for {}: {}", counted(gap.questions, "question"), gap.questions == 1 ? "waits" : "wait",
                     in_a_sentence(fact_words(gap.fact, language)), join(ids, ", "));
}

std::string waiting_words(const caseload::Gap& of_case, std::size_t facts) {
  return fmt::format("{} {} for {}", counted(of_case.questions_of_case, "question"),
                     of_case.questions_of_case == 1 ? "waits" : "wait", counted(static_cast<long long>(facts), "fact"));
}

}  // namespace probation::render
