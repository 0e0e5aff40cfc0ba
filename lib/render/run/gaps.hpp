// What the formats share in saying what is missing: the order among findings, and the words.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/words.hpp"
#include "render/run/run.hpp"

namespace probation::render {

// What stands where a rule's id stands for a finding.
inline constexpr std::string_view missing_fact_id = "missing-fact";

// Findings and gaps in path order: of each document what was found, then what is missing, so that a stream cut between
// its documents reads as one that was not. Gaps only where the run shows them.
template <class OnFinding, class OnGap>
void in_path_order(const RunOutput& run, OnFinding on_finding, OnGap on_gap) {
  std::size_t next = 0;
  const auto stands_before = [](const caseload::Gap& gap, const rules::Finding& finding) {
    const int by_file = gap.file.view().compare(finding.location.file);
    return by_file < 0 || (by_file == 0 && gap.document < finding.document);
  };
  for (const rules::Finding& finding : run.findings) {
    for (; run.shows_gaps() && next < run.gaps.size() && stands_before(run.gaps[next], finding); ++next)
      on_gap(run.gaps[next]);
    on_finding(finding);
  }
  for (; run.shows_gaps() && next < run.gaps.size(); ++next) on_gap(run.gaps[next]);
}

inline bool same_case(const caseload::Gap& a, const caseload::Gap& b) {
  return a.document == b.document && a.file == b.file && a.crn == b.crn;
}
// How many at the beginning of the list are of one case.
std::size_t gaps_of_case(std::span<const caseload::Gap> gaps);

// Findings and gaps of one case, or of a file that holds none.
struct OfCase {
  std::vector<const rules::Finding*> findings;
  std::span<const caseload::Gap> gaps;
  bool has_faults = false;
};
// Cases with faults before those without, each kind in path order.
std::vector<OfCase> by_case(const RunOutput& run);

// "RAR215 9, RAR216".
std::string rules_of(const caseload::Gap& gap);
// "9 questions wait for enforcement: RAR215, RAR216", where people read it.
std::string gap_words(const caseload::Gap& gap, Language language);
// "33 questions wait for 4 facts", of the gaps of one case.
std::string waiting_words(const caseload::Gap& of_case, std::size_t facts);

}  // namespace probation::render
