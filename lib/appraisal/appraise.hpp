// From a mark sheet to a recommendation, in the order of the scoring policy: conflicts, quorum, aggregated marks,
// gates, bands, votes. Beside it how sure that is: agreement, what each member moves, a bootstrap over the members. It
// recommends; ratifying is the board's. It repairs no sheet: a mark that cannot be used leaves the decision open.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/agreement.hpp"
#include "facts/panel/panel_facts.hpp"

namespace probation::appraisal {

struct PrincipleMarks {
  Principle principle{};
  std::vector<std::pair<std::string, std::optional<double>>> marks;        // final, of the members who count
  std::vector<std::pair<std::string, std::optional<double>>> independent;  // theirs before the discussion
  std::optional<double> mark;                                              // aggregated
  std::optional<double> min, max, mean;
};
struct Distance {
  PanelDecision to{};
  double points = 0;
};
struct OneStepChange {
  Principle principle{};
  double from = 0, to = 0;
  PanelDecision decision{};
};
struct RaterReport {
  std::string member;
  std::optional<double> severity;                 // own mark less the mean of the others', over the principles
  std::optional<PanelDecision> decision_without;  // nothing: undecided
};
struct Stability {
  std::int64_t replicates = 0;
  std::uint64_t seed = 0;
  std::optional<double> same_decision;  // share of replicates with the rule's decision; nothing where there is none
  std::optional<bool> fragile;
};

struct Appraisal {
  PanelFacts facts;
  std::vector<PrincipleMarks> principles;
  std::optional<double> total;
  double maximum = 0;
  std::optional<PanelDecision> band;
  std::optional<PanelDecision> marks_decision;  // band and gates, quorum aside
  VoteCounts votes;
  std::optional<PanelDecision> recommendation;  // nothing: undecided
  std::optional<Distance> distance;             // of the total to the next band
  std::vector<OneStepChange> what_would_change;
  Agreement agreement;
  std::vector<RaterReport> raters;
  Stability stability;
};

struct Sampling {
  std::uint64_t seed = 1;
  std::int64_t replicates = 2000;
};

// `sheet` and `policy` must outlive the answer.
Appraisal appraise(const PanelSheet& sheet, const ScoringPolicy& policy, const Sampling& sampling,
                   bool all_statistics = false);

// The final marks of the members who count as a table: principles by members. `name` goes before each principle.
MarkTable table_of(const PanelFacts& facts, const std::string& name = {});

// How stable the order of several sheets is. Sheets without a total have no rank and are left out.
struct SittingRank {
  std::size_t sheet = 0;  // index of the argument
  double total = 0;
  std::int64_t rank = 0;            // 1 is the highest; equal totals share the better rank
  std::optional<double> same_rank;  // share of replicates with this rank; nothing: no draw compares all sheets
};
struct RankSwap {
  std::size_t higher = 0, lower = 0;  // as the totals stand
  double share = 0;                   // of replicates in which the lower one has the higher total
};
struct Sitting {
  std::vector<SittingRank> ranks;  // best first
  std::vector<RankSwap> swaps;     // those that happened, most often first
};
Sitting sitting_of(const std::vector<const Appraisal*>& appraisals, const Sampling& sampling);

}  // namespace probation::appraisal
