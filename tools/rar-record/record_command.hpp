// What the commands of rar-record share: the case file held and judged, receipts printed, the exit code chosen.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "recording/record.hpp"
#include "recording/shield.hpp"
#include "render/unified_diff.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

struct ImportOptions {
  std::vector<std::string> mappings;  // files, or names of those built in
  std::string extract_date, window;
  std::vector<std::string> complete, reports;
  bool new_cases = false, older = false, allow_vanished = false;
};

struct RecordOptions {
  ImportOptions import;
  std::vector<std::string> paths;                          // CASE, and ID where a command has one
  std::string what;                                        // of add
  std::vector<std::pair<std::string, std::string>> words;  // fields, as given
  std::vector<std::string> set;                            // key=value
  std::vector<std::string> allow;
  std::string reason;
  std::string recorded_by;
  bool with_dependants = false, interactive = false;
  double lock_timeout = 10;
  bool dry_run = false;
  std::string date;                                         // of outcome, whole, session: which day is meant
  std::string activity;                                     // of session: INTERVENTION[@START]
  std::vector<std::string> attended, absent;                // of session: CRNs, and CRN=OUTCOME[:REASON]
  std::vector<std::string> score, item, need, unused_days;  // of assessment and termination
  std::string path_shown;                                   // of merge
  std::string out, from, directory, crn, mapping, tables;
  bool check = false;
};

// What the rules say of the text of one case file.
std::vector<rules::Finding> findings_of(std::string_view text, const std::string& file,
                                        const rules::Settings& settings);
recording::FaultSubject subject_of_fault(const rules::Finding& finding);
// Judges the text of one case file with every rule, or those of `only`, as the invocation is set.
recording::Judge engine_judge(const Invocation& invocation, const std::string& file,
                              std::vector<std::string> only = {});
// Throws UsageError for an --as-of that lies ahead.
recording::Clerk clerk_of(Invocation& invocation, const Options& options, const RecordOptions& record);
// A date as given, or in words: today, yesterday, tomorrow, a weekday, next-WEEKDAY. Throws UsageError for a word that
// is none of them; what is no word is left for the field to refuse.
std::string dated(const std::string& flag, const std::string& value, Date today);
// The words of the fields, dates among them as dates.
recording::Words dated(recording::EntryKind kind, recording::Words words, Date today);

// The text of a case as every command reads it: of a file that is stored compressed, what is in it. Throws WorldFailure
// where the file cannot be read or unpacked.
std::string case_text_of(RealWorld& world, const std::string& path);
// No entry is written into a file that is stored compressed: throws recording::Refusal.
inline constexpr std::string_view why_packed = "it is stored compressed: unpack it, and take the packed file away";
void refuse_packed(const std::string& path);

// Holds the file, has `change` made and judged, and puts it in place. Returns the receipts with their final status.
struct Outcome {
  std::vector<recording::Receipt> receipts;
  std::string diff;
  int exit = done;
};
Outcome change_file(const std::string& path, const RecordOptions& record, const Options& options,
                    const std::function<recording::Change(const recording::CaseText&)>& change);

// What may be shown of the case: under --redact, and where it is of limited access.
// Whether the file was met in a folder, and not named: then one of another kind is passed over.
bool was_met(const Invocation& invocation, const std::string& path);
caseload::FileAccount passed_over(const std::string& path, const std::string& kind);
recording::Sight sight_of(const recording::CaseText& file, const Options& options);
// The difference that a dry run shows.
std::string shown_difference(const std::string& path, const std::string& before, const std::string& after,
                             recording::Sight sight);

// One receipt that says why nothing was written.
Outcome failed_outcome(const std::string& path, const std::string& message, int exit);

render::Json to_json(const recording::Receipt& receipt);
// Prints receipts (and the difference of a dry run) to standard output, refusals to standard error.
int print_outcome(const Outcome& outcome, const Options& options, bool always_list);

using render::unified_diff;

}  // namespace probation::tools
