#include "appraisal/feedback.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "law/indicators.hpp"

namespace probation::appraisal {
namespace {

PrincipleFeedback about(const Appraisal& appraisal, const PrincipleMarks& marks, const Intervention* intervention) {
  PrincipleFeedback out;
  out.principle = marks.principle;
  out.mark = marks.mark;
  out.min = marks.min;
  out.max = marks.max;
  const PanelFacts& facts = appraisal.facts;
  for (const PanelComment& comment : facts.sheet.comments) {
    if (!comment.principle.is(marks.principle) || !comment.text || trim(*comment.text).empty()) continue;
    // Reasons are those of members who count; a comment that names nobody is the panel's.
    const bool counts =
        !comment.member || std::any_of(facts.seats.begin(), facts.seats.end(), [&](const PanelSeat& seat) {
          return seat.counts() && comment.member->text == seat.member->id->text;
        });
    if (counts) out.reasons.emplace_back(trim(*comment.text));
  }
  for (const Indicator& indicator : indicators()) {
    if (indicator.principle != marks.principle) continue;
    const auto* entry = intervention != nullptr && intervention->evidence
                            ? intervention->evidence->indicators.find(indicator.id)
                            : nullptr;
    if (entry == nullptr || !entry->value) {
      out.not_recorded.push_back(indicator.id);
      continue;
    }
    switch (*entry->value) {
      case IndicatorMark::met: out.present.push_back(indicator.id); break;
      case IndicatorMark::partly: out.partly.push_back(indicator.id); break;
      case IndicatorMark::not_met:
      case IndicatorMark::not_evidenced: out.missing.push_back(indicator.id); break;
      case IndicatorMark::not_applicable: break;  // leaves the list
    }
  }
  return out;
}

std::string_view sentence_of(std::string_view id) {
  for (const Indicator& indicator : indicators())
    if (indicator.id == id) return indicator.sentence;
  return {};
}

// A raise of one principle towards a better decision.
struct Raise {
  std::size_t principle = 0;  // index in the policy
  double from = 0, to = 0;
};

// One way to the next better decision with few steps: gates first, since nothing else helps while they are closed, then
// the principles whose next mark adds most to the total.
std::vector<Raise> way_to(const Appraisal& appraisal, PanelDecision target) {
  const ScoringPolicy& policy = appraisal.facts.policy;
  std::vector<double> marks;
  for (const PrincipleMarks& row : appraisal.principles) marks.push_back(*row.mark);
  const std::vector<double> start = marks;
  const auto next_mark = [&](double above) -> std::optional<double> {
    for (const double value : policy.scale)
      if (value > settled(above)) return value;
    return std::nullopt;
  };
  for (std::size_t p = 0; p < marks.size(); ++p)
    for (const ScoringGate& gate : policy.gates)
      while ((!gate.principle || *gate.principle == policy.principles[p]) && gate.at_best < target &&
             settled(marks[p]) < gate.below) {
        const auto next = next_mark(marks[p]);
        if (!next) return {};
        marks[p] = *next;
      }
  double needed = policy.maximum() + 1;
  for (const ScoringBand& band : policy.bands)
    if (band.decision >= target) needed = std::min(needed, band.from);
  while (policy.total(marks) < needed) {
    std::optional<std::size_t> best;
    double gain = 0;
    for (std::size_t p = 0; p < marks.size(); ++p) {
      const auto next = next_mark(marks[p]);
      if (next && policy.weights[p] * (*next - marks[p]) > gain) {
        gain = policy.weights[p] * (*next - marks[p]);
        best = p;
      }
    }
    if (!best) return {};
    marks[*best] = *next_mark(marks[*best]);
  }
  std::vector<Raise> raises;
  for (std::size_t p = 0; p < marks.size(); ++p)
    if (marks[p] > start[p]) raises.push_back({p, start[p], marks[p]});
  return raises;
}

using Sentences = std::vector<std::string>;

// What keeps the panel from deciding at all.
void say_what_stops(const PanelFacts& facts, Sentences& out) {
  const ScoringPolicy& policy = facts.policy;
  if (!facts.quorum_met)
    out.push_back(fmt::format("The panel sits again with {} members without a conflict{}: {} could decide.",
                              policy.quorum_members, policy.quorum_chair ? ", the chair among them" : "",
                              facts.present));
  for (const UnusableMark& mark : facts.unusable)
    out.push_back(fmt::format("{} gives {} a mark of the scale: {}.", facts.seats[mark.seat].member->id->text,
                              word(mark.principle),
                              mark.mark ? number_text(*mark.mark) + " is none" : std::string("it has none")));
  if (facts.rule_decision && facts.vote_decision && *facts.rule_decision != *facts.vote_decision &&
      !facts.chair_gives_reason)
    out.push_back(fmt::format("The chair writes why the votes ({}) differ from the rule ({}).",
                              word(*facts.vote_decision), word(*facts.rule_decision)));
}

// The closed gates, the one that holds the decision lowest first, each with the one step that would do.
void say_gates(const std::vector<ClosedGate>& gates, const std::vector<OneStepChange>& changes, Sentences& out) {
  for (const ClosedGate& gate : gates) {
    const auto step = std::find_if(changes.begin(), changes.end(),
                                   [&](const OneStepChange& change) { return change.principle == gate.principle; });
    out.push_back(
        fmt::format("Raise {} from {} to at least {}: until then the decision is {} at best, whatever the total.{}",
                    word(gate.principle), number_text(gate.mark), number_text(gate.below), word(gate.at_best),
                    step != changes.end()
                        ? fmt::format(" One step, to {}, makes it {}.", number_text(step->to), word(step->decision))
                        : std::string{}));
  }
}

// The single steps that no gate has told already; where there is none, one short way to the next better decision.
void say_raises(const Appraisal& appraisal, const std::vector<ClosedGate>& gates, Sentences& out) {
  std::vector<OneStepChange> changes = appraisal.what_would_change;
  std::stable_sort(changes.begin(), changes.end(),
                   [](const OneStepChange& a, const OneStepChange& b) { return a.decision > b.decision; });
  const auto gated = [&](Principle principle) {
    return std::any_of(gates.begin(), gates.end(), [&](const ClosedGate& gate) { return gate.principle == principle; });
  };
  for (const OneStepChange& change : changes)
    if (!gated(change.principle))
      out.push_back(fmt::format("One step is enough: {} from {} to {} makes it {}.", word(change.principle),
                                number_text(change.from), number_text(change.to), word(change.decision)));
  if (!changes.empty()) return;
  const auto target = static_cast<PanelDecision>(static_cast<int>(*appraisal.marks_decision) + 1);
  Sentences raises;
  for (const Raise& raise : way_to(appraisal, target))
    raises.push_back(fmt::format("{} from {} to {}", word(appraisal.facts.policy.principles[raise.principle]),
                                 number_text(raise.from), number_text(raise.to)));
  if (!raises.empty())
    out.push_back(fmt::format("No single step is enough. One short way to {}: {}.", word(target), join(raises, ", ")));
}

// What could be shown, for the weakest principle first.
void say_evidence(const ScoringPolicy& policy, const std::vector<PrincipleFeedback>& principles, Sentences& out) {
  std::vector<const PrincipleFeedback*> order;
  for (const PrincipleFeedback& row : principles)
    if (row.mark && *row.mark < policy.scale.back()) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(),
                   [](const PrincipleFeedback* a, const PrincipleFeedback* b) { return *a->mark < *b->mark; });
  for (const PrincipleFeedback* row : order) {
    for (const std::string_view id : row->missing)
      out.push_back(fmt::format("For {}, show {}: {}.", word(row->principle), id, sentence_of(id)));
    for (const std::string_view id : row->partly)
      out.push_back(fmt::format("For {}, complete {}: {}.", word(row->principle), id, sentence_of(id)));
  }
  const bool nothing_recorded = std::all_of(principles.begin(), principles.end(), [](const PrincipleFeedback& row) {
    return row.present.empty() && row.partly.empty() && row.missing.empty();
  });
  if (nothing_recorded && !order.empty())
    out.emplace_back(
        "What evidence was shown is not recorded: `evidence.indicators` of the intervention's file would say what is "
        "missing.");
}

Sentences steps(const Appraisal& appraisal, const std::vector<PrincipleFeedback>& principles) {
  Sentences out;
  say_what_stops(appraisal.facts, out);
  std::vector<ClosedGate> gates = appraisal.facts.gates;
  std::stable_sort(gates.begin(), gates.end(),
                   [](const ClosedGate& a, const ClosedGate& b) { return a.at_best < b.at_best; });
  const bool can_rise = appraisal.marks_decision && *appraisal.marks_decision != PanelDecision::approved;
  say_gates(gates, can_rise ? appraisal.what_would_change : std::vector<OneStepChange>{}, out);
  if (can_rise) say_raises(appraisal, gates, out);
  say_evidence(appraisal.facts.policy, principles, out);
  return out;
}

}  // namespace

Feedback feedback_of(const Appraisal& appraisal, const Intervention* intervention) {
  Feedback out;
  for (const PrincipleMarks& row : appraisal.principles) out.principles.push_back(about(appraisal, row, intervention));
  out.next_steps = steps(appraisal, out.principles);
  return out;
}

}  // namespace probation::appraisal
