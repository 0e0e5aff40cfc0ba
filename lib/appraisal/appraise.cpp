#include "appraisal/appraise.hpp"

#include <algorithm>
#include <map>
#include <random>

#include "facts/panel/decision.hpp"

namespace probation::appraisal {
namespace {

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

// MarksVerdicts over panels drawn with replacement from the members who count.
std::vector<MarksVerdict> replicate(const ScoringPolicy& policy, const MarkGrid& grid, std::uint64_t seed,
                                    std::int64_t replicates) {
  Draws draws(seed);
  std::vector<MarksVerdict> verdicts;
  std::vector<std::size_t> members(grid.size());
  for (std::int64_t i = 0; i < replicates; ++i) {
    for (std::size_t& member : members) member = draws.below(grid.size());
    verdicts.push_back(decide_marks(policy, *aggregate_of(policy, grid, members)));
  }
  return verdicts;
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
    const PanelDecision decision = decide_marks(policy, changed).decision;
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
  Appraisal out{decide_sheet(sheet, policy), {}, {}, policy.maximum(), {}, {}, {}, {}, {}, {}, {}, {}, {}};
  PanelFacts& facts = out.facts;
  const MarkGrid grid = grid_of(facts);
  out.total = facts.total;
  out.band = facts.band;
  out.marks_decision = facts.marks_decision;
  out.votes = facts.votes;
  out.recommendation = facts.recommendation;
  if (facts.marks) {
    out.distance = distance_to_next(policy, *facts.total);
    out.what_would_change = one_step_changes(policy, *facts.marks, *facts.marks_decision);
  }
  out.principles = marks_by_principle(facts, facts.marks);

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
                          without ? std::optional(decide_marks(policy, *without).decision) : std::nullopt});
  }
  out.stability.seed = sampling.seed;
  out.stability.replicates = sampling.replicates;
  if (facts.rule_decision && sampling.replicates > 0) {
    std::int64_t same = 0;
    for (const MarksVerdict& verdict : replicate(policy, grid, sampling.seed, sampling.replicates))
      same += verdict.decision == *facts.rule_decision ? 1 : 0;
    out.stability.same_decision = static_cast<double>(same) / static_cast<double>(sampling.replicates);
    if (policy.fragile_below) out.stability.fragile = *out.stability.same_decision < *policy.fragile_below;
  }
  return out;
}

namespace {

// One sheet of a sitting as a draw sees it.
struct SheetOfSitting {
  const Appraisal* appraisal = nullptr;
  MarkGrid grid;
  std::vector<std::optional<std::size_t>> row_of;  // by member of the sitting: the row of the grid
  double total = 0;
};

// The members who count on any sheet, by id; and each sheet's rows for them. Sheets without a total have no rank.
std::vector<SheetOfSitting> ranked_sheets(const std::vector<const Appraisal*>& appraisals,
                                          std::vector<std::size_t>& indices, std::size_t& members) {
  std::map<std::string, std::size_t> numbers;
  for (const Appraisal* appraisal : appraisals)
    for (const PanelSeat* seat : counted_seats(appraisal->facts)) numbers.emplace(seat->member->id->text, 0);
  members = 0;
  for (auto& [id, number] : numbers) number = members++;
  std::vector<SheetOfSitting> sheets;
  for (std::size_t i = 0; i < appraisals.size(); ++i) {
    if (!appraisals[i]->total) continue;
    SheetOfSitting sheet{appraisals[i], grid_of(appraisals[i]->facts), std::vector<std::optional<std::size_t>>(members),
                         *appraisals[i]->total};
    std::size_t row = 0;
    for (const PanelSeat* seat : counted_seats(appraisals[i]->facts))
      sheet.row_of[numbers.at(seat->member->id->text)] = row++;
    indices.push_back(i);
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

// The totals of the sheets where these members are the panel; nothing where one of them then has nobody.
std::optional<std::vector<double>> totals_of(const std::vector<SheetOfSitting>& sheets,
                                             const std::vector<std::size_t>& drawn) {
  std::vector<double> totals;
  for (const SheetOfSitting& sheet : sheets) {
    std::vector<std::size_t> rows;
    for (const std::size_t member : drawn)
      if (sheet.row_of[member]) rows.push_back(*sheet.row_of[member]);
    const ScoringPolicy& policy = sheet.appraisal->facts.policy;
    const auto marks = aggregate_of(policy, sheet.grid, rows);
    if (!marks) return std::nullopt;
    totals.push_back(decide_marks(policy, *marks).total);
  }
  return totals;
}

}  // namespace

Sitting sitting_of(const std::vector<const Appraisal*>& appraisals, const Sampling& sampling) {
  Sitting sitting;
  std::vector<std::size_t> ranked;
  std::size_t members = 0;
  const std::vector<SheetOfSitting> sheets = ranked_sheets(appraisals, ranked, members);
  const auto rank_in = [](const std::vector<double>& totals, std::size_t which) {
    return 1 + std::count_if(totals.begin(), totals.end(), [&](double total) { return total > totals[which]; });
  };
  std::vector<double> totals;
  for (const SheetOfSitting& sheet : sheets) totals.push_back(sheet.total);
  std::vector<std::int64_t> same(ranked.size(), 0);
  std::vector<std::vector<std::int64_t>> above(ranked.size(), std::vector<std::int64_t>(ranked.size(), 0));
  // Members are drawn once for all sheets: whoever marks hard marks every sheet hard. A draw that leaves a sheet
  // without anybody compares nothing.
  Draws draws(sampling.seed);
  std::vector<std::size_t> drawn(members);
  std::int64_t marked_by_both = 0;
  for (std::int64_t r = 0; r < sampling.replicates && !ranked.empty(); ++r) {
    for (std::size_t& member : drawn) member = draws.below(members);
    const auto now = totals_of(sheets, drawn);
    if (!now) continue;
    ++marked_by_both;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      same[i] += rank_in(*now, i) == rank_in(totals, i) ? 1 : 0;
      for (std::size_t j = 0; j < ranked.size(); ++j) above[i][j] += (*now)[i] > (*now)[j] ? 1 : 0;
    }
  }
  const double n = static_cast<double>(std::max<std::int64_t>(marked_by_both, 1));
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    sitting.ranks.push_back({ranked[i], totals[i], rank_in(totals, i),
                             marked_by_both == 0 ? std::nullopt : std::optional(static_cast<double>(same[i]) / n)});
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
