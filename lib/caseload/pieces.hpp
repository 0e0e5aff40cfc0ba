// A caseload judged some files at a time, for a run that is written as it goes. Everything here is in path order; what
// has to hold over all of it is kept in few words.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "caseload/caseload.hpp"
#include "caseload/each_document.hpp"

namespace probation::caseload {

// What came of some files that stand next to one another.
struct Piece {
  std::vector<rules::Finding> findings;  // in path order, then in the order of the file
  std::vector<rules::CaseSummary> cases;
  std::vector<rules::DocumentLacks> lacks;
  std::vector<FileCounts> files;
  std::int64_t later = 0;
};

// What a thread has at hand from one piece of work to the next: outcomes of many documents, added up where they arise
// (a hundred rows a document are not kept until the end), and room for findings.
class Tally {
 public:
  void add_to(Result& result) const;
  rules::RuleRows rows;
  std::vector<std::vector<rules::Finding>> rooms;  // empty lists
};

// What one thread does at a time: some files that stand next to one another, or a part of a large one.
struct Work {
  std::size_t first = 0, last = 0;  // of the request's paths, `last` excluded; of a part its file alone
  std::optional<intake::StreamPart> part{};
  [[nodiscard]] bool ends_file() const { return !part || part->is_last; }
};

// Gives out the work of a run in the order of the request's paths. Not for several threads at once.
class WorkGiver {
 public:
  WorkGiver(World& world, const Request& request) : world_(world), request_(request) {}
  std::optional<Work> next();

 private:
  World& world_;
  const Request& request_;
  std::size_t given_ = 0;
  std::unique_ptr<intake::StreamParts> stream_;  // of the last file given
};

// What else is asked of each readable case of some work, cut to as-of; on the thread that judges it.
using AskCase = std::function<void(const CaseFacts&, const std::string& file, const PlaceTable& places)>;

// Judges what the work names and adds to the piece what came of it. On any thread.
void judge(World& world, const Request& request, const rules::Settings& settings, Work work, Tally& tally, Piece& piece,
           const AskCase& ask = {});

// Shows its readable cases, cut to as-of; the piece gets counts and DOC findings.
void look_at(World& world, const Request& request, const rules::Settings& settings, Work work, const VisitCase& visit,
             Piece& piece);
void add(Result& result, Piece&& piece, WholeFiles& files);  // counts and findings

// The cases of a run as they come by: a person's record in two files is a finding of the later one (DOC107, where it is
// selected).
class CasesMet {
 public:
  explicit CasesMet(const rules::Selection& selection);
  // Numbers the cases that were met before and counts the finding in them; the findings themselves are the answer.
  std::vector<rules::Finding> meet(std::span<rules::CaseSummary> cases);
  void add_to(Result& result) const;  // how often

 private:
  // A country has a quarter of a million of these.
  struct First {
    std::uint64_t letters = 0;  // of its CRN, where it has no more than fit
    std::uint32_t file = 0;     // in files_
    std::uint32_t line = 0, column = 0, times = 0;
  };
  First& first_of(const std::string& crn);  // times: 0 where there was none
  void grow();
  const rules::Rule* rule_;
  bool is_selected_;
  std::vector<First> firsts_;
  std::vector<std::uint32_t> slots_;  // by the letters: 1 and the index in firsts_, or 0; open-addressed
  std::unordered_map<std::string, std::uint32_t> odd_;  // of a CRN that is longer than any should be
  std::uint64_t seed_;                                  // of the slots: nobody's CRNs crowd one of them
  intake::PathList files_;
  rules::OutcomeCounts counts_;
};

}  // namespace probation::caseload
