// Runs the rules over what was read, in parallel, and puts the results together in path order: the same bytes at any
// number of threads. What a file is, lib/intake says; what is printed, and the exit code, is the tool's work.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "intake/find_files.hpp"
#include "intake/read_documents.hpp"
#include "rules/engine.hpp"

namespace probation::caseload {

using intake::Shard;
using intake::Unreadable;
using intake::World;

struct Request {
  intake::PathList paths;              // of find_files
  std::string stdin_name = "<stdin>";  // how standard input is called in output
  std::string judged_schema;           // "case/1": documents of other known kinds are skipped and counted
  unsigned threads = 1;                // at least 1
  std::optional<Shard> shard;          // nothing: all of it
  document::Readers readers = document::Readers::both;  // the answer is the same; a test asks for the slow one alone
  // What else is asked of each readable case that check_cases judges, cut to as-of. Called from many threads, but for
  // one file from one: `file` is its place in `paths`.
  std::function<void(std::size_t file, const CaseFacts&, const PlaceTable& places)> also = nullptr;
  intake::PathList large = {};     // of `paths`, those that a run that is not held reads in parts; sorted
  intake::PathList met_json = {};  // of `paths`, those passed over where they name no schema; sorted
  // What a file is judged by, where that depends on its folder; nothing: one and the same for all.
  std::function<const rules::Settings&(const std::string& path)> settings_of = {};
};

// What came of one file, for the account of a run.
struct FileAccount {
  enum class State : std::uint8_t { judged, unreadable, passed_over, other_shard };
  std::string path;    // as printed
  std::string opened;  // as found: "-" where standard input has a name
  State state = State::judged;
  std::string digest;                                                            // of its bytes; empty: not read
  std::string kind;                                                              // schema, where it is passed over
  std::int64_t bytes = 0;                                                        // as stored
  std::int64_t judged = 0, not_understood = 0, other_kind = 0, other_shard = 0;  // documents
  bool complete = true;  // false: not opened, or a document was not understood whole
};

struct Result {
  std::vector<rules::Finding> findings;     // in path order, then in the order of the file
  std::vector<rules::CaseSummary> cases;    // in path order
  std::vector<rules::DocumentLacks> lacks;  // what the undetermined findings wait for
  std::vector<Unreadable> unreadable;       // files that could not be read at all
  std::map<std::string, rules::OutcomeCounts> by_rule;
  std::int64_t files = 0;                   // read, whatever came of it
  std::int64_t unreadable_files = 0;        // not read, or DOC001–DOC104 found: the answer is incomplete
  std::int64_t judged = 0;                  // documents of the judged kind, whatever came of them
  std::int64_t later = 0;                   // entries left out because they came after as-of
  std::int64_t skipped = 0;                 // documents of a known kind that this command does not judge
  std::optional<Date> run_date;             // the day of the run, where it decided something
  std::string catalogue;                    // which one rules could ask; empty: none
  std::vector<std::string> limited_access;  // files of cases under an access limitation
  std::vector<FileAccount> accounts;        // of every file that was to be opened, in path order
};

// Judges cases and holds what came of them. A shard leaves the rules over several files to whoever puts the shards
// together.
Result check_cases(World& world, const Request& request, const rules::Settings& settings);

// DOC107 over all cases of a run, which are in path order; adds to findings, cases and by_rule.
void judge_across_files(Result& result, const rules::Selection& selection);
// Findings by file, line, column, rule and subject; cases by file and line.
void put_in_order(Result& result);
void put_in_order(std::vector<rules::Finding>& findings);

// Calls `visit` for every readable case, cut to as-of, in path order; for commands that print facts, not findings.
// The result holds the DOC findings, the unreadable files and the counts. (visit_in_parallel, in visit.hpp, asks many
// cases at once.)
Result visit_cases(World& world, const Request& request, const rules::Settings& settings,
                   const std::function<void(const CaseFacts&, const std::string& file)>& visit);

// The same with the places of the case, for answers that name a missing fact.
using VisitCase = std::function<void(const CaseFacts&, const std::string& file, const PlaceTable& places)>;
Result visit_placed_cases(World& world, const Request& request, const rules::Settings& settings,
                          const VisitCase& visit);

}  // namespace probation::caseload
