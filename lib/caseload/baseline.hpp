// Findings already known. A baseline marks what it knows and what is new; it never takes a finding out of the output.
// It is bound to the version and the policy it was written under: another one is refused, not half-applied.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "intake/world.hpp"
#include "rules/finding.hpp"

namespace probation::caseload {

using intake::World;

struct KnownFinding {
  std::string fingerprint, rule, crn, subject;
  bool fails = true;  // false: it was undetermined; that it fails now is new
};

struct Baseline {
  std::vector<std::string> problems;          // not empty: the file is refused
  std::vector<std::string> foreign;           // not empty: it is from another version or policy, and is refused
  std::map<std::string, KnownFinding> known;  // by fingerprint
};

Baseline read_baseline(World& world, const std::string& path, std::string_view version, std::string_view policy);

bool knows(const Baseline& baseline, const rules::Finding& finding);
// Marks every failed or undetermined finding as known or new.
void mark(const Baseline& baseline, std::vector<rules::Finding>& findings);

// A baseline to write: the findings of the run that are not suppressed, and what `before` knows that the run did not
// judge.
struct NextBaseline {
  std::map<std::string, KnownFinding> known;
  std::vector<const rules::Finding*> fresh;  // not known before
  std::size_t gone = 0;                      // known before, no longer found
};
NextBaseline next_baseline(const Baseline& before, const std::vector<rules::Finding>& findings,
                           const std::function<bool(const KnownFinding&)>& judged);

// baseline/1 as JSON, which is YAML too; one finding a line, so that a change is a change of lines.
std::string baseline_text(const std::map<std::string, KnownFinding>& known, std::string_view tool,
                          std::string_view version, std::string_view policy);

}  // namespace probation::caseload
