// The run as its pages show it: what is counted is counted over the whole run, what is shown is what is printed.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "caseload/gaps.hpp"
#include "render/html/views.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

// How often rules failed and were undetermined. A case has some thirty of the rule book, and they are asked by finding.
class CountsByRule {
 public:
  struct Row {
    const rules::Rule* rule;
    std::int64_t failed = 0, undetermined = 0;
  };
  Row& of(const rules::Rule* rule) {
    for (Row& row : rows_)
      if (row.rule == rule) return row;
    return rows_.emplace_back(Row{rule});
  }
  void add(const CountsByRule& other) {
    for (const Row& one : other.rows_) {
      Row& row = of(one.rule);
      row.failed += one.failed;
      row.undetermined += one.undetermined;
    }
  }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }  // in the order in which they were met

 private:
  std::vector<Row> rows_;
};

// What the cases of a page, or of some of it, add up to.
struct PageSums {
  render::web::Totals totals;  // of the cases alone
  render::web::Weeks weeks;
  std::map<std::string, render::web::TeamRow> teams;
  CountsByRule rules;
  MeasureTable measures;
  std::set<std::string> assumed;
  void add(const PageSums& other);
  void put_into(render::web::CaseloadView& view) const;
};

// Counts of every finding that stands, by the case it is of; taken before anything is left out of the run.
struct RunTally {
  RunTally() = default;
  RunTally(RunTally&&) = default;
  RunTally& operator=(RunTally&&) = default;
  RunTally(const RunTally&) = delete;
  struct OfCase {
    std::array<std::int64_t, 3> fails{};
    std::int64_t undetermined = 0, suppressed = 0;
    std::vector<const caseload::Gap*> gaps;  // of the list below
    CountsByRule rules;                      // suppressed ones too
  };
  // By file, CRN and document: people without a CRN in one file are told apart.
  using Key = std::tuple<std::string, std::string, std::uint32_t>;
  std::map<Key, OfCase> cases;
  std::vector<render::UnreadFile> unreadable;
  std::vector<caseload::Gap> gaps;
  std::vector<caseload::GapTotal> lacks, lacks_by_team, lacks_by_officer;
};
RunTally tally(const render::RunOutput& run);
// The same without `lacks` and what is by team and officer: of a part of a run these say nothing.
RunTally tally_of_part(const render::RunOutput& part);

// A page by itself holds the findings of no more cases.
inline constexpr std::size_t most_cases_of_a_page = 200;

// What a page of a whole run says of it, once all of it is known: figures, rules, what the run was.
void tell_of_run(render::web::CaseloadView& view, const render::RunOutput& run,
                 const std::vector<caseload::GapTotal>& lacks, const std::vector<render::UnreadFile>& unreadable);
// Adds the reviews of a catalogue, which are of no case.
void add_catalogue_due(render::web::CaseloadView& view, const std::vector<DueRecord>& due,
                       const std::function<void(DueRecord)>& week);
std::vector<render::web::LackRow> lack_rows(const std::vector<caseload::GapTotal>& totals, const std::string& group);
void tell_what_made(render::web::CaseloadView& view, const render::RunOutput& run);

class RunViews {
 public:
  // `run`: as it is printed. It, `tally` and `pictures` must outlive this; no pictures: nothing was asked of the cases.
  RunViews(const render::RunOutput& run, const RunTally& tally, const std::vector<const CasePicture*>& pictures,
           std::vector<DueRecord> catalogue_due, bool redact);
  RunViews(const RunViews&) = delete;
  RunViews& operator=(const RunViews&) = delete;

  [[nodiscard]] const std::vector<render::web::CaseView>& cases() const { return cases_; }
  [[nodiscard]] render::web::CaseloadView caseload() const;
  // Adds up a case of these, by its index, and hands over what of its dates stands under "this week", not in order.
  void sum(std::size_t index, PageSums& sums, const std::function<void(DueRecord)>& week) const;

 private:
  void add_case(const rules::CaseSummary& summary, const RunTally& tally, const CasePicture* answers);
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
