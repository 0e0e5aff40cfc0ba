// The sheets of a command line with the policies they are decided under, and their appraisals.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/appraise.hpp"
#include "render/panel/appraisal.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/common/run.hpp"
#include "tools/eip-score/options.hpp"

namespace probation::tools {

inline const std::vector<std::string_view> panel_formats{"text", "json", "ndjson", "csv", "markdown"};
// score and report have a page besides.
inline const std::vector<std::string_view> sheet_formats{"text", "json", "ndjson", "csv", "markdown", "html"};

std::string dumped(const render::Json& value);

// Renders for every output asked for; the exit code is `code` unless writing fails.
// The account ends what is read as words, and stands on standard error beside the rest.
template <class Render>
int put(const Invocation& invocation, const render::Account& account, const std::vector<Target>& outputs, int code,
        Render render) {
  const int written =
      deliver(outputs, [&](const Target& target) { return render(target) + account_end(account, target.format); });
  if (written != done) return written;
  invocation.say_account(account, outputs);
  return code;
}

// Policies stay where they are: appraisals point to them.
class Sheets {
 public:
  Sheets(Options& options, std::string policy_name);

  // An exit code where there is nothing to appraise.
  std::optional<int> read();

  [[nodiscard]] const std::vector<caseload::SheetRead>& sheets() const { return sheets_; }
  [[nodiscard]] const ScoringPolicy& policy_of_sheet(std::size_t i) const { return *sheet_policies_[i]; }
  [[nodiscard]] Invocation& invocation() { return session_; }
  [[nodiscard]] bool redacts() const { return options_.redact; }
  [[nodiscard]] rules::Origin origin_of(const caseload::SheetRead& sheet) const;
  [[nodiscard]] bool incomplete() const { return incomplete_; }
  // The exit code where no sheet was among what was read; nothing where one was, or one could not be read.
  [[nodiscard]] std::optional<int> nothing() const { return nothing_; }
  [[nodiscard]] caseload::Result& result() { return result_; }
  // What was looked at, with the findings that the sheets have.
  [[nodiscard]] render::Account account(const std::vector<render::AppraisedSheet>& sheets) const;

 private:
  void read_once();
  void redact();
  const ScoringPolicy& policy(const std::string& name, const std::string& asked_by);
  const ScoringPolicy& policy_of(const caseload::SheetRead& sheet);
  Options& options_;
  std::string policy_name_;
  Invocation session_;
  std::deque<std::pair<std::string, ScoringPolicy>> policies_;
  std::vector<caseload::SheetRead> sheets_;
  std::vector<const ScoringPolicy*> sheet_policies_;
  caseload::Result result_;
  bool incomplete_ = false;
  std::optional<int> nothing_;
};
struct Appraised {
  std::deque<appraisal::Appraisal> appraisals;
  std::vector<render::AppraisedSheet> sheets;
  std::vector<render::SittingOutput> sittings;
};

Appraised appraise_all(Sheets& input, const appraisal::Sampling& sampling, bool all_statistics);
int exit_of(const Sheets& input, const Appraised& appraised, const std::string& fail_on);
// The last record of NDJSON.
render::Json summary_of(Sheets& input, const std::vector<render::AppraisedSheet>& sheets,
                        const render::Account& account, int code);

}  // namespace probation::tools
