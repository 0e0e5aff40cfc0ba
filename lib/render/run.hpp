// What a renderer gets of a run, and how it is to look. One file per format beside this one.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "rules/engine.hpp"
#include "rules/finding.hpp"

namespace probation::render {

struct Summary {
  std::int64_t files = 0, cases = 0, unreadable = 0;
  std::array<std::int64_t, 3> findings{};  // fails, by severity
  std::int64_t undetermined = 0, suppressed = 0, baseline = 0, later = 0, skipped = 0;
  std::map<std::string, rules::OutcomeCounts> by_rule;
  std::string verdict;  // clean | undetermined | findings | unreadable
  int exit = 0;
};

struct UnreadFile {
  std::string path;
  std::string why;
};

struct RunOutput {
  std::string tool, version;
  Date as_of;
  std::string policy;  // id
  std::vector<rules::Finding> findings;      // in path order; what is to be printed
  std::vector<rules::CaseSummary> cases;     // in path order
  std::vector<UnreadFile> unread;            // files that could not be opened at all
  std::int64_t not_printed = 0;              // findings left out by --max-findings
  Summary summary;
};

struct Style {
  bool color = false;
  bool summary_only = false;
};

// At most so many DOC findings of one file are printed, the rest counted.
inline constexpr std::size_t max_document_findings = 20;

}  // namespace probation::render
