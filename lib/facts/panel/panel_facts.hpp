// What rules ask about a mark sheet, answered once: who counts after conflicts, whose marks are in order, and what the
// appraisal made of them. The faults of a sheet as a document stand here too; deciding is the appraisal's work.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "document/problem.hpp"
#include "facts/panel/scoring_policy.hpp"
#include "model/panel.hpp"

namespace probation {

// A member with the rows that are theirs.
struct PanelSeat {
  const PanelMember* member = nullptr;
  const MarkRow* independent = nullptr;  // nothing: none, or a row without a mark
  const MarkRow* final = nullptr;
  [[nodiscard]] bool conflicted() const { return member->conflict.recorded(); }
  [[nodiscard]] bool counts() const { return !conflicted() && final != nullptr; }
  [[nodiscard]] bool is_chair() const { return member->role.is(MemberRole::chair); }
};
std::vector<PanelSeat> seats_of(const PanelSheet& sheet);

// A mark of a counted member that cannot be used.
struct UnusableMark {
  std::size_t seat = 0;  // index into the seats
  Principle principle{};
  std::optional<double> mark;  // nothing: unmarked
  Place place;
};

// A gate that is closed; of several on one principle the one that holds the decision down most.
struct ClosedGate {
  Principle principle{};
  double mark = 0, below = 0;
  PanelDecision at_best{};
};

struct VoteCounts {
  std::int64_t approve = 0, provisional = 0, reject = 0, abstain = 0;
};
// A vote of a member without final marks, which counts for nothing.
struct UncountedVote {
  const PanelMember* member = nullptr;
  Vote vote{};
  Place place;
};

struct PanelFacts {
  const PanelSheet& sheet;
  const ScoringPolicy& policy;
  std::vector<PanelSeat> seats;
  std::int64_t present = 0;  // members who count
  bool chair_present = false;
  bool quorum_met = false;
  std::vector<UnusableMark> unusable;
  std::vector<ClosedGate> gates;
  std::optional<PanelDecision> rule_decision;  // nothing: undecided
  std::optional<PanelDecision> vote_decision;  // nothing: no vote carries
  bool chair_gives_reason = false;
  std::optional<double> alpha;                 // of the final marks at the policy's level
  std::string alpha_undefined;                 // why there is none
  std::optional<std::vector<double>> marks{};  // aggregated, in the order of the policy; nothing: one cannot be used
  std::optional<double> total{};               // weighted
  std::optional<PanelDecision> band{}, marks_decision{};  // of the total; and with the gates, quorum aside
  VoteCounts votes{};
  std::vector<UncountedVote> votes_without_marks{};
  std::optional<PanelDecision> recommendation{};  // nothing: undecided
};

// DOC105: two rows of one member at one stage.
std::vector<document::Problem> sheet_problems(const PanelSheet& sheet);

}  // namespace probation
