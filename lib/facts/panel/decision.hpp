// How a mark sheet is decided: conflicts, quorum, aggregated marks, gates, bands, votes, in the order of the scoring
// policy. It repairs no sheet: a mark that cannot be used leaves the decision open. How sure a decision is, appraisal
// says.
#pragma once
#include <optional>
#include <vector>

#include "facts/panel/panel_facts.hpp"

namespace probation {

// What the policy makes of one aggregated mark a principle.
struct MarksVerdict {
  double total = 0;
  PanelDecision band{}, decision{};
  std::vector<ClosedGate> gates;
};

MarksVerdict decide_marks(const ScoringPolicy& policy, const std::vector<double>& marks);

// The members' marks, [member][principle]; a row for each who counts.
using MarkGrid = std::vector<std::vector<std::optional<double>>>;

MarkGrid grid_of(const PanelFacts& facts);
std::vector<const PanelSeat*> counted_seats(const PanelFacts& facts);
std::vector<std::size_t> everybody(const MarkGrid& grid);  // the rows, in order

double aggregated(std::vector<double> marks, Aggregate how);  // at least one mark
// Aggregated marks of the members named; nothing where one of their marks cannot be used, or nobody is named.
std::optional<std::vector<double>> aggregate_of(const ScoringPolicy& policy, const MarkGrid& grid,
                                                const std::vector<std::size_t>& members);

// All of it but `alpha`, which only appraisal fills. `sheet` and `policy` must outlive the answer.
PanelFacts decide_sheet(const PanelSheet& sheet, const ScoringPolicy& policy);

}  // namespace probation
