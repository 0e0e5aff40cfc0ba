#include "appraisal/appraise.hpp"

#include <algorithm>
#include <random>

#include "base/text.hpp"

namespace probation::appraisal {
namespace {

double aggregated(std::vector<double> marks, Aggregate how) {
  std::sort(marks.begin(), marks.end());
  const std::size_t n = marks.size();
  if (how == Aggregate::lower_median) return marks[(n - 1) / 2];
  if (how == Aggregate::median) return (marks[(n - 1) / 2] + marks[n / 2]) / 2;
  double sum = 0;
  for (const double mark : marks) sum += mark;
  return sum / static_cast<double>(n);
}

// What the policy makes of one aggregated mark a principle.
struct Verdict {
  double total = 0;
  PanelDecision band{}, decision{};
  std::vector<ClosedGate> gates;
};

Verdict decide(const ScoringPolicy& policy, const std::vector<double>& marks) {
  Verdict verdict;
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

// The members' marks, [member][principle]; a row for each who counts.
using MarkGrid = std::vector<std::vector<std::optional<double>>>;

// Aggregated marks of the members named; nothing where one of their marks cannot be used, or nobody is named.
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

// Draws that are the same bytes with every library: the engine is fixed by the standard, distributions are not.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) {
    const std::uint64_t limit = std::mt19937_64::max() - std::mt19937_64::max() % n;
    std::uint64_t value = engine_();
    while (value >= limit) value = engine_();
    return static_cast<std::size_t>(value % n);
  }

 private:
  std::mt19937_64 engine_;
};

// Verdicts over panels drawn with replacement from the members who count.
std::vector<Verdict> replicate(const ScoringPolicy& policy, const MarkGrid& grid, std::uint64_t seed,
                               std::int64_t replicates) {
  Draws draws(seed);
  std::vector<Verdict> verdicts;
  std::vector<std::size_t> members(grid.size());
  for (std::int64_t i = 0; i < replicates; ++i) {
    for (std::size_t& member : members) member = draws.below(grid.size());
    verdicts.push_back(decide(policy, *aggregate_of(policy, grid, members)));
  }
  return verdicts;
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
std::optional<PanelDecision> votes_decision(const PanelFacts& facts, VoteCounts& votes) {
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

std::vector<OneStepChange> one_step_changes(const ScoringPolicy& policy, const std::vector<double>& marks,
                                            PanelDecision now) {
  std::vector<OneStepChange> changes;
  const bool upwards = now != PanelDecision::approved;
  for (std::size_t p = 0; p < marks.size(); ++p) {
    std::optional<double> next;
    for (const double value : policy.scale) {
      if (upwards && value > settled(marks[p]) && !next) next = value;
      if (!upwards && value < settled(marks[p])) next = value;
    }
    if (!next) continue;
    std::vector<double> changed = marks;
    changed[p] = *next;
    const PanelDecision decision = decide(policy, changed).decision;
    if (decision != now) changes.push_back({policy.principles[p], marks[p], *next, decision});
  }
  return changes;
}

std::optional<Distance> distance_to_next(const ScoringPolicy& policy, double total) {
  for (const ScoringBand& band : policy.bands)
    if (band.from > total) return Distance{band.decision, settled(band.from - total)};
  return std::nullopt;
}

std::vector<PrincipleMarks> marks_by_principle(const PanelFacts& facts,
                                               const std::optional<std::vector<double>>& marks) {
  std::vector<PrincipleMarks> rows;
  const MarkGrid grid = grid_of(facts);
  for (std::size_t p = 0; p < facts.policy.principles.size(); ++p) {
    PrincipleMarks row;
    row.principle = facts.policy.principles[p];
    for (const PanelSeat* seat : counted_seats(facts)) {
      const std::string& id = seat->member->id->text;
      row.marks.emplace_back(id, seat->final->mark(row.principle).value);
      if (seat->independent != nullptr) row.independent.emplace_back(id, seat->independent->mark(row.principle).value);
    }
    double sum = 0, count = 0;
    bool whole = true;
    for (const auto& member : grid) {
      if (!member[p]) {
        whole = false;
        continue;
      }
      row.min = std::min(row.min.value_or(*member[p]), *member[p]);
      row.max = std::max(row.max.value_or(*member[p]), *member[p]);
      sum += *member[p];
      count += 1;
    }
    if (count > 0) row.mean = sum / count;
    if (marks) {
      row.mark = (*marks)[p];
    } else if (whole && count > 0) {  // another principle keeps the total open, not this one
      std::vector<double> given;
      for (const auto& member : grid) given.push_back(*member[p]);
      row.mark = aggregated(std::move(given), facts.policy.aggregate);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

MarkTable table_of(const PanelFacts& facts, const std::string& name) {
  MarkTable table;
  table.scale.level = facts.policy.level;
  table.scale.values = facts.policy.scale;
  for (const double value : facts.policy.scale) table.scale.labels.push_back(number_text(value));
  for (const PanelSeat* seat : counted_seats(facts)) table.raters.push_back(seat->member->id->text);
  for (const Principle principle : facts.policy.principles) {
    table.units.push_back(name + std::string(word(principle)));
    std::vector<std::optional<std::size_t>> row;
    for (const PanelSeat* seat : counted_seats(facts)) {
      const Located<double>& mark = seat->final->mark(principle);
      row.push_back(mark ? table.scale.find(number_text(*mark)) : std::nullopt);
    }
    table.cells.push_back(std::move(row));
  }
  return table;
}

Appraisal appraise(const PanelSheet& sheet, const ScoringPolicy& policy, const Sampling& sampling,
                   bool all_statistics) {
  Appraisal out{facts_of(sheet, policy), {}, {}, policy.maximum(), {}, {}, {}, {}, {}, {}, {}, {}, {}};
  PanelFacts& facts = out.facts;
  const MarkGrid grid = grid_of(facts);
  const auto marks = aggregate_of(policy, grid, everybody(grid));
  if (marks) {
    const Verdict verdict = decide(policy, *marks);
    out.total = verdict.total;
    out.band = verdict.band;
    out.marks_decision = verdict.decision;
    facts.gates = verdict.gates;
    if (facts.quorum_met) facts.rule_decision = verdict.decision;
    out.distance = distance_to_next(policy, verdict.total);
    out.what_would_change = one_step_changes(policy, *marks, verdict.decision);
  }
  out.principles = marks_by_principle(facts, marks);
  facts.vote_decision = votes_decision(facts, out.votes);
  out.recommendation = recommended(facts);

  const MarkTable table = table_of(facts);
  out.agreement = agreement_of(table, all_statistics);
  const Statistic alpha = krippendorff_alpha(table, policy.level);
  facts.alpha = alpha.value;
  facts.alpha_undefined = alpha.undefined;

  const auto seats = counted_seats(facts);
  for (std::size_t i = 0; i < seats.size(); ++i) {
    std::vector<std::size_t> others = everybody(grid);
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const auto without = aggregate_of(policy, grid, others);
    out.raters.push_back({seats[i]->member->id->text, out.agreement.severity[i].value,
                          without ? std::optional(decide(policy, *without).decision) : std::nullopt});
  }
  out.stability.seed = sampling.seed;
  out.stability.replicates = sampling.replicates;
  if (facts.rule_decision && sampling.replicates > 0) {
    std::int64_t same = 0;
    for (const Verdict& verdict : replicate(policy, grid, sampling.seed, sampling.replicates))
      same += verdict.decision == *facts.rule_decision ? 1 : 0;
    out.stability.same_decision = static_cast<double>(same) / static_cast<double>(sampling.replicates);
    if (policy.fragile_below) out.stability.fragile = *out.stability.same_decision < *policy.fragile_below;
  }
  return out;
}

Sitting sitting_of(const std::vector<const Appraisal*>& appraisals, const Sampling& sampling) {
  Sitting sitting;
  std::vector<std::size_t> ranked;
  for (std::size_t i = 0; i < appraisals.size(); ++i)
    if (appraisals[i]->total) ranked.push_back(i);
  const auto rank_in = [](const std::vector<double>& totals, std::size_t which) {
    return 1 + std::count_if(totals.begin(), totals.end(), [&](double total) { return total > totals[which]; });
  };
  std::vector<double> totals;
  std::vector<std::vector<Verdict>> replicates;
  for (const std::size_t i : ranked) {
    const PanelFacts& facts = appraisals[i]->facts;
    totals.push_back(*appraisals[i]->total);
    // Each sheet has its own draws; the first of them those of its own appraisal.
    replicates.push_back(replicate(facts.policy, grid_of(facts), sampling.seed + i, sampling.replicates));
  }
  std::vector<std::int64_t> same(ranked.size(), 0);
  std::vector<std::vector<std::int64_t>> above(ranked.size(), std::vector<std::int64_t>(ranked.size(), 0));
  std::vector<double> drawn(ranked.size());
  for (std::size_t r = 0; r < static_cast<std::size_t>(sampling.replicates) && !ranked.empty(); ++r) {
    for (std::size_t i = 0; i < ranked.size(); ++i) drawn[i] = replicates[i][r].total;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      same[i] += rank_in(drawn, i) == rank_in(totals, i) ? 1 : 0;
      for (std::size_t j = 0; j < ranked.size(); ++j) above[i][j] += drawn[i] > drawn[j] ? 1 : 0;
    }
  }
  const double n = static_cast<double>(std::max<std::int64_t>(sampling.replicates, 1));
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    sitting.ranks.push_back({ranked[i], totals[i], rank_in(totals, i), static_cast<double>(same[i]) / n});
    for (std::size_t j = 0; j < ranked.size(); ++j)
      if (totals[i] > totals[j] && above[j][i] > 0)
        sitting.swaps.push_back({ranked[i], ranked[j], static_cast<double>(above[j][i]) / n});
  }
  std::stable_sort(sitting.ranks.begin(), sitting.ranks.end(),
                   [](const SittingRank& a, const SittingRank& b) { return a.rank < b.rank; });
  std::stable_sort(sitting.swaps.begin(), sitting.swaps.end(),
                   [](const RankSwap& a, const RankSwap& b) { return a.share > b.share; });
  return sitting;
}

}  // namespace probation::appraisal
