// `rar-audit check` as it goes: workers judge some files and render what came of them for every output; one writer at a
// time puts the parts out in path order. What stays is totals, a place for each CRN, and what was not read.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "caseload/pieces.hpp"
#include "tools/common/account.hpp"
#include "tools/common/case_output.hpp"
#include "tools/common/growing_output.hpp"
#include "tools/common/progress.hpp"
#include "tools/common/run.hpp"
#include "tools/common/weightiest.hpp"

namespace probation::tools {

class StreamedRun {
 public:
  // Makes an output that asks more of the cases than their findings; nothing: there is no such way for this format.
  using MakeOutput = std::function<std::unique_ptr<CaseOutput>(const Target&)>;
  // --split asks for all of a run at once, and so do formats that are written neither case by case nor by `make`, and
  // --max-findings in any that is not written case by case.
  static bool fits(const std::vector<Target>& outputs, const Options& options, const MakeOutput& make);
  StreamedRun(Invocation& invocation, const caseload::Request& request, const rules::Settings& settings,
              const std::vector<Target>& outputs, const MakeOutput& make);
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
    CaseOutput::Cases cases;  // where an output asks for them
    std::vector<render::UnreadFile> unread;
    Invocation::SuppressionUses uses;
    Invocation::Standing standing;
    std::vector<std::vector<std::string>> texts;             // by output, by channel
    std::vector<std::unique_ptr<CaseOutput::Kept>> kept;     // by output; nothing: it is written case by case
    std::vector<std::unique_ptr<Weightiest::Part>> weighed;  // by output; nothing: all of it is printed
    std::vector<Printed> printed;                            // by output
    std::size_t held = 0;
    bool is_in_order = true;                 // its findings; what an output leaves out is put behind them
    std::vector<rules::Finding> left_out{};  // by the last output; they belong to the findings
  };

  std::unique_ptr<Task> next();
  std::unique_ptr<Part> judge(Task& task, unsigned thread);
  [[nodiscard]] bool wants_questions(const std::vector<Target>& outputs) const;
  [[nodiscard]] caseload::AskCase asking(CaseOutput::Cases& cases) const;
  void render(Part& part) const;
  bool take(Part& part);
  void add(const Part& part);
  bool take_most(std::size_t output, std::unique_ptr<Weightiest::Part> part);
  bool finish_most(std::size_t output, render::RunOutput& run);
  [[nodiscard]] Weightiest::Render texts_of(const GrowingOutput& output) const;
  int finish();
  int interrupted() const;

  Invocation& invocation_;
  const Options& options_;
  const caseload::Request& request_;  // a copy would hold every name twice
  rules::Settings settings_;          // with what the outputs want of it
  render::RunOutput headed_;
  std::vector<GrowingOutput> outputs_;
  std::vector<std::unique_ptr<CaseOutput>> of_cases_;  // beside outputs_; nothing: it is written case by case
  std::vector<std::unique_ptr<Weightiest>> most_;      // beside outputs_, under --max-findings
  bool asks_cases_ = false;
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
