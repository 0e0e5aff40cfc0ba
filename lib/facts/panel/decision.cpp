#include "facts/panel/decision.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace probation {
namespace {

PanelFacts facts_of(const PanelSheet& sheet, const ScoringPolicy& policy) {
  PanelFacts facts{sheet, policy, seats_of(sheet), 0, false, false, {}, {}, {}, {}, false, {}, {}};
  for (std::size_t i = 0; i < facts.seats.size(); ++i) {
    const PanelSeat& seat = facts.seats[i];
    if (!seat.counts()) continue;
    ++facts.present;
    facts.chair_present = facts.chair_present || seat.is_chair();
    for (const Principle principle : policy.principles) {
      const Located<double>& mark = seat.final->mark(principle);
      if (mark && policy.on_scale(*mark)) continue;
      facts.unusable.push_back({i, principle, mark.value, mark ? mark.place : seat.final->place});
    }
  }
  facts.quorum_met = facts.present >= policy.quorum_members && (facts.chair_present || !policy.quorum_chair);
  facts.chair_gives_reason = sheet.chair_reason && !trim(*sheet.chair_reason).empty();
  return facts;
}

// More than half of the votes cast, else the chair's, else none.
std::optional<PanelDecision> votes_decision(PanelFacts& facts) {
  VoteCounts& votes = facts.votes;
  const auto meaning = [](Vote vote) {
    return vote == Vote::approve       ? PanelDecision::approved
           : vote == Vote::provisional ? PanelDecision::provisional
                                       : PanelDecision::not_approved;
  };
  std::optional<PanelDecision> chairs;
  bool chairs_differ = false;
  for (const PanelSeat* seat : counted_seats(facts)) {
    if (!seat->final->vote) continue;
    const Vote vote = *seat->final->vote;
    ++(vote == Vote::approve       ? votes.approve
       : vote == Vote::provisional ? votes.provisional
       : vote == Vote::reject      ? votes.reject
                                   : votes.abstain);
    if (vote == Vote::abstain || !seat->is_chair()) continue;
    chairs_differ = chairs_differ || (chairs && *chairs != meaning(vote));
    chairs = meaning(vote);
  }
  const std::int64_t cast = votes.approve + votes.provisional + votes.reject;
  if (2 * votes.approve > cast) return PanelDecision::approved;
  if (2 * votes.provisional > cast) return PanelDecision::provisional;
  if (2 * votes.reject > cast) return PanelDecision::not_approved;
  if (facts.policy.tie != VoteTie::chair || chairs_differ) return std::nullopt;
  return chairs;
}

std::optional<PanelDecision> recommended(const PanelFacts& facts) {
  if (!facts.rule_decision) return std::nullopt;
  if (!facts.vote_decision || *facts.vote_decision == *facts.rule_decision) return facts.rule_decision;
  if (!facts.chair_gives_reason) return std::nullopt;
  PanelDecision decision = *facts.vote_decision;
  if (facts.policy.gates_bind)
    for (const ClosedGate& gate : facts.gates) decision = std::min(decision, gate.at_best);
  return decision;
}

// Votes of members who have no final marks: the rule of the votes leaves them out, and nobody should have to guess so.
std::vector<UncountedVote> uncounted_votes(const PanelFacts& facts) {
  std::vector<UncountedVote> votes;
  for (const PanelSeat& seat : facts.seats) {
    if (seat.counts() || seat.conflicted()) continue;
    const MarkRow* row = nullptr;  // the final row speaks, where there is one
    for (const MarkRow& one : facts.sheet.marks)
      if (one.member.is(*seat.member->id) && one.vote && (row == nullptr || one.stage.is(MarkStage::final))) row = &one;
    if (row != nullptr) votes.push_back({seat.member, *row->vote, row->vote.place});
  }
  return votes;
}

}  // namespace

double aggregated(std::vector<double> marks, Aggregate how) {
  std::sort(marks.begin(), marks.end());
  const std::size_t n = marks.size();
  if (how == Aggregate::lower_median) return marks[(n - 1) / 2];
  if (how == Aggregate::median) return (marks[(n - 1) / 2] + marks[n / 2]) / 2;
  double sum = 0;
  for (const double mark : marks) sum += mark;
  return sum / static_cast<double>(n);
}

MarksVerdict decide_marks(const ScoringPolicy& policy, const std::vector<double>& marks) {
  MarksVerdict verdict;
  verdict.total = policy.total(marks);
  for (const ScoringBand& band : policy.bands)
    if (verdict.total >= band.from) verdict.band = band.decision;
  verdict.decision = verdict.band;
  for (std::size_t p = 0; p < marks.size(); ++p) {
    std::optional<ClosedGate> worst;
    for (const ScoringGate& gate : policy.gates) {
      if (gate.principle && *gate.principle != policy.principles[p]) continue;
      if (settled(marks[p]) >= gate.below) continue;
      if (!worst || gate.at_best < worst->at_best)
        worst = ClosedGate{policy.principles[p], marks[p], gate.below, gate.at_best};
    }
    if (!worst) continue;
    verdict.decision = std::min(verdict.decision, worst->at_best);
    verdict.gates.push_back(*worst);
  }
  return verdict;
}

std::optional<std::vector<double>> aggregate_of(const ScoringPolicy& policy, const MarkGrid& grid,
                                                const std::vector<std::size_t>& members) {
  if (members.empty()) return std::nullopt;
  std::vector<double> marks;
  for (std::size_t p = 0; p < policy.principles.size(); ++p) {
    std::vector<double> given;
    for (const std::size_t member : members) {
      if (!grid[member][p]) return std::nullopt;
      given.push_back(*grid[member][p]);
    }
    marks.push_back(aggregated(std::move(given), policy.aggregate));
  }
  return marks;
}

std::vector<const PanelSeat*> counted_seats(const PanelFacts& facts) {
  std::vector<const PanelSeat*> seats;
  for (const PanelSeat& seat : facts.seats)
    if (seat.counts()) seats.push_back(&seat);
  return seats;
}

MarkGrid grid_of(const PanelFacts& facts) {
  MarkGrid grid;
  for (const PanelSeat* seat : counted_seats(facts)) {
    std::vector<std::optional<double>> row;
    for (const Principle principle : facts.policy.principles) {
      const Located<double>& mark = seat->final->mark(principle);
      row.push_back(mark && facts.policy.on_scale(*mark) ? mark.value : std::nullopt);
    }
    grid.push_back(std::move(row));
  }
  return grid;
}

std::vector<std::size_t> everybody(const MarkGrid& grid) {
  std::vector<std::size_t> members(grid.size());
  for (std::size_t i = 0; i < members.size(); ++i) members[i] = i;
  return members;
}

PanelFacts decide_sheet(const PanelSheet& sheet, const ScoringPolicy& policy) {
  PanelFacts facts = facts_of(sheet, policy);
  const MarkGrid grid = grid_of(facts);
  facts.marks = aggregate_of(policy, grid, everybody(grid));
  if (facts.marks) {
    const MarksVerdict verdict = decide_marks(policy, *facts.marks);
    facts.total = verdict.total;
    facts.band = verdict.band;
    facts.marks_decision = verdict.decision;
    facts.gates = verdict.gates;
    if (facts.quorum_met) facts.rule_decision = verdict.decision;
  }
  facts.vote_decision = votes_decision(facts);
  facts.recommendation = recommended(facts);
  facts.votes_without_marks = uncounted_votes(facts);
  return facts;
}

}  // namespace probation
