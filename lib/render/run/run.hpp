// What a renderer gets of a run, and how it is to look. One file per format beside this one.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "caseload/gaps.hpp"
#include "render/run/account.hpp"
#include "rules/engine.hpp"
#include "rules/finding.hpp"

namespace probation::render {

// What came of the entries of a suppressions file.
struct SuppressionCounts {
  std::size_t given = 0, expired = 0, malformed = 0, refused = 0, unused = 0;
};

// What a shard says of itself, so that the parts can be put together and nothing else can.
struct ShardSummary {
  unsigned index = 1, count = 1;  // from 1
  std::string settings;           // digest of everything beside the input that shapes the answer
  std::string fail_on, show;
  bool fail_on_undetermined = false;
  std::string suppressions, baseline;                // digests of the files; empty: none
  std::vector<std::string> across_files;             // selected rules over several files, which are not judged yet
  std::vector<UnreadFile> not_opened;                // unreadable files that have no finding
  std::vector<std::size_t> unused, refused;          // suppressions, by their index in the file
  bool is_list = false;                              // its files are its own
  bool failing = false, undetermined_fails = false;  // by the threshold of each finding's own file
  std::int64_t left_out = 0;                         // rules that the selection keeps out
  std::vector<std::string> not_selected;             // of the rules on documents: told of all the same
  std::vector<std::string> told_configurations;
};

struct Summary {
  std::int64_t files = 0, cases = 0, unreadable = 0;
  std::array<std::int64_t, 3> findings{};  // fails, by severity
  std::int64_t undetermined = 0, suppressed = 0, baseline = 0, later = 0, skipped = 0;
  std::optional<Date> run_date;  // the day of the run, where it decided something
  std::map<std::string, rules::OutcomeCounts> by_rule;
  std::optional<SuppressionCounts> suppressions;  // nothing: no file given
  std::optional<ShardSummary> shard;
  std::string verdict;  // clean | undetermined | findings | unreadable | nothing_judged | refused
  int exit = 0;
};

// How what could not be decided is shown: by missing fact, each question, or not at all.
enum class ShowUndetermined : std::uint8_t { facts, each, none };

// A finding that is not printed.
struct CutFinding {
  std::string file, crn;
  bool fails = false;  // it stands; else it is undetermined, suppressed or known
};

struct RunOutput {
  std::string tool, version;
  Date as_of;
  std::string policy;                     // id
  std::vector<rules::Finding> findings;   // in path order; what is to be printed
  std::vector<rules::CaseSummary> cases;  // in path order
  std::vector<UnreadFile> unread;         // not opened, or a document of it was not understood
  std::int64_t not_printed = 0;           // findings left out by --max-findings
  Summary summary;
  std::string catalogue = {};                              // which one rules could ask; empty: none
  std::vector<rules::DocumentLacks> lacks = {};            // what undetermined findings wait for
  std::vector<caseload::Gap> gaps = {};                    // by case in path order; what is to be printed
  ShowUndetermined undetermined = ShowUndetermined::each;  // with `facts` and `none` no such finding is in `findings`
  Account account = {};
  std::vector<CutFinding> cut = {};                        // by --max-findings: no test of a case that has one may pass
  std::map<std::string, std::int64_t> documents_cut = {};  // by file, of the document's own findings
  std::int64_t most = -1;                                  // of --max-findings; -1: not given
  std::int64_t gaps_not_printed = 0;                       // facts left out by it
  std::int64_t findings_over_size = 0, gaps_over_size = 0;  // left out for the size of the output
  std::string here = {}, root = {};                 // the working folder and that of its repository; empty: none
  std::vector<const rules::Rule*> told_rules = {};  // that a report describes whatever they found, by id
  [[nodiscard]] bool shows_gaps() const { return undetermined == ShowUndetermined::facts; }
};

// At most so many DOC findings of one file are printed, the rest counted.
inline constexpr std::size_t max_document_findings = 20;

}  // namespace probation::render
