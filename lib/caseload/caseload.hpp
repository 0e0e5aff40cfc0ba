// Reads files in parallel, judges every document, and puts the results together in path order: the same bytes at
// any number of threads. It knows files and rules; what is printed, and the exit code, is the tool's work.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/find_files.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/panel/scoring_policy.hpp"
#include "model/files.hpp"
#include "rules/engine.hpp"

namespace probation::caseload {

// One part of a run that is split over processes or machines: the documents whose CRN (where it cannot be read: file
// and number of the document) has XXH3_64 mod count = index - 1.
struct Shard {
  unsigned index = 1, count = 1;  // index from 1
  [[nodiscard]] bool holds(std::string_view key) const;
};

struct Request {
  std::vector<std::string> paths;      // of find_files
  std::string stdin_name = "<stdin>";  // how standard input is called in output
  std::string judged_schema;           // "case/1": documents of other known kinds are skipped and counted
  unsigned threads = 1;                // at least 1
  std::optional<Shard> shard;          // nothing: all of it
  document::Readers readers = document::Readers::both;  // the answer is the same; a test asks for the slow one alone
};

struct Result {
  std::vector<rules::Finding> findings;   // in path order, then in the order of the file
  std::vector<rules::CaseSummary> cases;  // in path order
  std::vector<Unreadable> unreadable;     // files that could not be read at all
  std::map<std::string, rules::OutcomeCounts> by_rule;
  std::int64_t files = 0;                   // read, whatever came of it
  std::int64_t unreadable_files = 0;        // not read, or DOC001–DOC104 found: the answer is incomplete
  std::int64_t later = 0;                   // entries left out because they came after as-of
  std::int64_t skipped = 0;                 // documents of a known kind that this command does not judge
  std::string catalogue;                    // which one rules could ask; empty: none
  std::vector<std::string> limited_access;  // files of cases under an access limitation
};

// Judges cases. A shard leaves the rules over several files to whoever puts the shards together.
Result check_cases(World& world, const Request& request, const rules::Settings& settings);

// DOC107 over all cases of a run, which are in path order; adds to findings, cases and by_rule.
void judge_across_files(Result& result, const rules::Selection& selection);
// Findings by file, line, column, rule and subject; cases by file and line.
void put_in_order(Result& result);

// Calls `visit` for every readable case, cut to as-of, in path order; for commands that print facts, not findings.
// The result holds the DOC findings, the unreadable files and the counts.
Result visit_cases(World& world, const Request& request, const rules::Settings& settings,
                   const std::function<void(const CaseFacts&, const std::string& file)>& visit);

// The same with the places of the case, for answers that name a missing fact.
Result visit_placed_cases(
    World& world, const Request& request, const rules::Settings& settings,
    const std::function<void(const CaseFacts&, const std::string& file, const PlaceTable& places)>& visit);

// Reads one document of one kind that a flag names. Every fault, or another kind, is a located line; the content is
// then not to be used.
std::vector<std::string> read_one(World& world, const std::string& path, std::string_view schema, FileContent& content);

// The interventions of a catalogue and what the regions chose from it.
struct Register {
  CatalogueFacts catalogue;
  std::vector<SelectionEntry> selections;
};
// Reads interventions and selections, in path order. DOC findings stand in `result`.
Register read_register(World& world, const Request& request, const rules::Settings& settings, Result& result);
// Two interventions of one id, each a located line: such a catalogue cannot be used for anything but to be checked.
std::vector<std::string> ids_used_twice(const CatalogueFacts& catalogue);

// A mark sheet that is in order as a document, with what its findings need.
struct SheetRead {
  std::string file;
  std::string text;
  PanelSheet sheet;
  std::shared_ptr<const PlaceTable> places;
  [[nodiscard]] rules::Origin origin() const;
};
// Reads mark sheets, in path order. A sheet with a DOC finding is not among them: it counts as unreadable in `result`.
std::vector<SheetRead> read_sheets(World& world, const Request& request, const rules::Settings& settings,
                                   Result& result);

// Judges a catalogue: each document, each intervention and selection, and all of them together. Where the files given
// are not the whole catalogue, what lies `beside` them and then `settings.catalogue` say what else there is; a file
// given stands in the place of its entry there.
Result check_catalogue(World& world, const Request& request, const rules::Settings& settings, bool whole,
                       Register beside = {});
// What lies in the folders of these files and is none of them. What is wrong there is said when it is checked itself.
Register read_beside(World& world, const std::vector<std::string>& files, const rules::Settings& settings);

}  // namespace probation::caseload
