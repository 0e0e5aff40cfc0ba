// The run as its pages show it: what is counted is counted over the whole run, what is shown is what is printed.
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "caseload/gaps.hpp"
#include "render/html/views.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

// Counts of every finding that stands, by the file and CRN it is of; taken before anything is left out of the run.
struct RunTally {
  RunTally() = default;
  RunTally(RunTally&&) = default;
  RunTally(const RunTally&) = delete;
  struct OfCase {
    std::array<std::int64_t, 3> fails{};
    std::int64_t undetermined = 0, suppressed = 0;
    std::vector<const caseload::Gap*> gaps;  // of the list below
    std::map<std::string_view, std::pair<std::int64_t, std::int64_t>>
        rules;  // failed, undetermined; suppressed ones too
  };
  std::map<std::pair<std::string, std::string>, OfCase> cases;
  std::vector<render::UnreadFile> unreadable;
  std::vector<caseload::Gap> gaps;
  std::vector<caseload::GapTotal> lacks, lacks_by_team, lacks_by_officer;
};
RunTally tally(const render::RunOutput& run);

// A page by itself holds the findings of no more cases.
inline constexpr std::size_t most_cases_of_a_page = 200;

class RunViews {
 public:
  // `run`: as it is printed. It, `tally` and `pictures` must outlive this; no pictures: nothing was asked of the cases.
  RunViews(const render::RunOutput& run, const RunTally& tally, const Pictures* pictures,
           std::vector<DueRecord> catalogue_due, bool redact);
  RunViews(const RunViews&) = delete;
  RunViews& operator=(const RunViews&) = delete;

  [[nodiscard]] const std::vector<render::web::CaseView>& cases() const { return cases_; }
  // Codes of teams, sorted; empty: cases whose team is not recorded.
  [[nodiscard]] std::set<std::string> teams() const;
  [[nodiscard]] render::web::CaseloadView caseload() const;
  [[nodiscard]] render::web::CaseloadView team(const std::string& code) const;

 private:
  void add_case(const rules::CaseSummary& summary, const RunTally& tally, const CasePicture* answers);
  [[nodiscard]] render::web::CaseloadView view_of(const std::vector<const render::web::CaseView*>& cases,
                                                  bool with_catalogue) const;
  const render::RunOutput& run_;
  const RunTally& tally_;
  bool redact_;
  std::vector<render::web::CaseView> cases_;
  std::vector<const CasePicture*> answers_;       // beside cases_; nothing: none
  std::vector<const RunTally::OfCase*> tallies_;  // beside cases_
  std::set<std::string> keys_;
  std::vector<const rules::Finding*> of_no_case_;
  std::vector<DueRecord> catalogue_due_;
};

}  // namespace probation::tools
