// The sheets of a command line with the policies they are decided under, and their appraisals.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/appraise.hpp"
#include "render/panel/appraisal.hpp"
#include "tools/common/output.hpp"
#include "tools/common/run.hpp"
#include "tools/eip-score/options.hpp"

namespace probation::tools {

inline const std::vector<std::string_view> panel_formats{"text", "json", "ndjson", "csv", "markdown"};
// score and report have a page besides.
inline const std::vector<std::string_view> sheet_formats{"text", "json", "ndjson", "csv", "markdown", "html"};

std::string dumped(const render::Json& value);

// Renders for every output asked for; the exit code is `code` unless writing fails.
template <class Render>
int put(const std::vector<Target>& outputs, int code, Render render) {
  const int written = deliver(outputs, render);
  return written == done ? code : written;
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
  [[nodiscard]] caseload::Result& result() { return result_; }

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
};
struct Appraised {
  std::deque<appraisal::Appraisal> appraisals;
  std::vector<render::AppraisedSheet> sheets;
  std::vector<render::SittingOutput> sittings;
};

Appraised appraise_all(Sheets& input, const appraisal::Sampling& sampling, bool all_statistics);
int exit_of(const Sheets& input, const Appraised& appraised, const std::string& fail_on);
// The last record of NDJSON.
render::Json summary_of(Sheets& input, const std::vector<render::AppraisedSheet>& sheets, int code);

}  // namespace probation::tools
