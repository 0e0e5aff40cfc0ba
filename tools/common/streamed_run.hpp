// `rar-audit check` as it goes: workers judge some files and render what came of them for every output; one writer at a
// time puts the parts out in path order. What stays is totals, a place for each CRN, and what was not read.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "caseload/pieces.hpp"
#include "tools/common/account.hpp"
#include "tools/common/growing_output.hpp"
#include "tools/common/progress.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

class StreamedRun {
 public:
  // Pages, sheets, databases, --split and --max-findings ask for all of a run at once.
  static bool fits(const std::vector<Target>& outputs, const Options& options);
  StreamedRun(Invocation& invocation, const caseload::Request& request, const rules::Settings& settings,
              const std::vector<Target>& outputs);
  ~StreamedRun();
  StreamedRun(const StreamedRun&) = delete;
  StreamedRun& operator=(const StreamedRun&) = delete;
  int run();

 private:
  // What was found and not printed, of one output.
  struct Printed {
    std::int64_t made = 0, printed = 0;
    std::vector<std::pair<std::string, std::int64_t>> not_printed, records;
  };
  struct Task {
    caseload::Work work;
    std::vector<const intake::Unreadable*> not_found;  // that stand behind it, in the order of names
  };
  struct Part {
    caseload::Piece piece;
    std::vector<render::UnreadFile> unread;
    Invocation::SuppressionUses uses;
    Invocation::Standing standing;
    std::vector<std::vector<std::string>> texts;  // by output, by channel
    std::vector<Printed> printed;                 // by output
    std::size_t held = 0;
    bool is_in_order = true;                 // its findings; what an output leaves out is put behind them
    std::vector<rules::Finding> left_out{};  // by the last output; they belong to the findings
  };

  std::unique_ptr<Task> next();
  std::unique_ptr<Part> judge(Task& task, unsigned thread);
  [[nodiscard]] bool wants_questions(const std::vector<Target>& outputs) const;
  void render(Part& part) const;
  bool take(Part& part);
  void add(const Part& part);
  int finish();
  int interrupted() const;

  Invocation& invocation_;
  const Options& options_;
  const caseload::Request& request_;  // a copy would hold every name twice
  rules::Settings settings_;          // with what the outputs want of it
  render::RunOutput headed_;
  std::vector<GrowingOutput> outputs_;
  bool asks_for_gaps_ = false;
  std::vector<caseload::Tally> tallies_;  // by thread
  // Of the writer.
  caseload::WorkGiver giver_;
  std::size_t next_not_found_ = 0;
  caseload::WholeFiles whole_files_;
  std::optional<render::UnreadFile> begun_unread_;  // of a file of which more is to come
  caseload::CasesMet met_;
  std::unique_ptr<FilesSeen> seen_;
  caseload::Result so_far_;  // without findings and cases
  std::int64_t cases_ = 0;
  Invocation::SuppressionUses uses_;
  Invocation::Standing standing_;
  std::vector<Printed> printed_;
  Progress progress_;
  bool is_read_ = true;
};

}  // namespace probation::tools
