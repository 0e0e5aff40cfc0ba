#include <fmt/format.h>

#include "base/text.hpp"
#include "render/panel/words.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"

namespace probation::render {

using namespace panel_words;
using appraisal::Agreement;
using appraisal::Appraisal;
using appraisal::Statistic;

namespace {

std::string statistic_line(const Statistic& s) {
  if (!s.value) return fmt::format("{:<34} undefined: {}", statistic_name(s), s.undefined);
  std::string line = fmt::format("{:<34} {:>6}", statistic_name(s), three(s.value));
  if (!s.interval_undefined.empty()) return line + "  no interval: " + s.interval_undefined;
  if (s.standard_error)
    line += fmt::format("  se {}  95% {} to {}", three(s.standard_error), three(s.low), three(s.high));
  return line;
}

}  // namespace

std::string_view decision_word(const std::optional<PanelDecision>& decision) {
  return decision ? word(*decision) : std::string_view("undecided");
}

std::string text(const AppraisedSheet& sheet) {
  const Appraisal& a = *sheet.appraisal;
  const PanelSheet& s = a.facts.sheet;
  const ScoringPolicy& policy = a.facts.policy;
  std::string out = fmt::format("{}: {}\n  --> {}\n", decision_word(a.recommendation), title_of(sheet), sheet.file);
  out += fmt::format("  panel        {}: {} of at least {} members{}, quorum {}\n", s.id ? s.id->text : "-",
                     a.facts.present, policy.quorum_members,
                     policy.quorum_chair ? (a.facts.chair_present ? " with the chair" : " without the chair") : "",
                     a.facts.quorum_met ? "met" : "not met");
  out += fmt::format("  total        {} of {}{}\n", short_number(a.total), number_text(a.maximum),
                     a.band ? fmt::format(": band {}", word(*a.band)) : std::string{});
  for (const ClosedGate& gate : a.facts.gates)
    out += fmt::format("  gate closed  {} at {}, less than {}: {} at best\n", word(gate.principle),
                       number_text(gate.mark), number_text(gate.below), word(gate.at_best));
  out += fmt::format("  rule         {}\n", decision_word(a.facts.rule_decision));
  out += fmt::format("  votes        {}\n", votes_text(a));
  if (a.facts.chair_gives_reason && !sheet.redact)
    out += fmt::format("  chair        {}\n", one_line(trim(*s.chair_reason)));
  out += fmt::format("  recommended  {}\n", decision_word(a.recommendation));
  if (decided_by(sheet) == "board")
    out += fmt::format("  ratified     {}{}{}\n", word(*s.ratification->decision),
                       s.ratification->board ? " by " + one_line(*s.ratification->board) : std::string{},
                       s.ratification->date ? ", " + format(*s.ratification->date) : std::string{});
  else out += "  ratified     not yet\n";
  out += "\n  principle           mark  min  max  mean  marks\n";
  for (const auto& row : a.principles) {
    std::string marks;
    for (const auto& [member, mark] : row.marks) {
      marks += fmt::format("{}{} {}", marks.empty() ? "" : ", ", member, short_number(mark));
      for (const auto& [other, before] : row.independent)
        if (other == member && before && mark && *before != *mark)
          marks += fmt::format(" (was {})", number_text(*before));
    }
    out += fmt::format("  {:<18} {:>5} {:>4} {:>4}  {:>4}  {}\n", word(row.principle), short_number(row.mark),
                       short_number(row.min), short_number(row.max), row.mean ? fmt::format("{:.2f}", *row.mean) : "-",
                       marks);
  }
  out += fmt::format("\n  distance     {}\n", distance_text(a));
  if (a.marks_decision && a.what_would_change.empty())
    out += "  change       no single step changes the rule's decision\n";
  for (const auto& c : a.what_would_change)
    out += fmt::format("  change       {} from {} to {}: {}\n", word(c.principle), number_text(c.from),
                       number_text(c.to), word(c.decision));
  out += "\n  agreement of the final marks\n";
  for (const Statistic& statistic : a.agreement.statistics) out += "    " + statistic_line(statistic) + "\n";
  out += "  members\n";
  for (const auto& r : a.raters)
    out += fmt::format("    {:<6} severity {:>5}, without them {}\n", r.member, signed_number(r.severity),
                       decision_word(r.decision_without));
  out += fmt::format("  stability    {}\n", stability_text(a));
  if (!sheet.findings.empty()) out += "\n";
  for (const rules::Finding& f : sheet.findings)
    out += fmt::format("  {}[{}] {}:{}:{}: {}\n", rules::word(f.severity), f.rule->id, f.location.file, f.location.line,
                       f.location.column, f.message);
  if (!policy.assumptions.empty()) out += fmt::format("\n  assumptions of {}: no published source fixes\n", policy.id);
  for (const PolicyPart part : policy.assumptions) out += "    " + policy.describe(part) + "\n";
  return out;
}

std::string summary_line(const AppraisedSheet& sheet) {
  const Appraisal& a = *sheet.appraisal;
  const auto& id = a.facts.sheet.id;
  return fmt::format("{:<12} {:<32} {:>5} of {}  {}\n", decision_word(a.recommendation), id ? id->text : "-",
                     short_number(a.total), number_text(a.maximum), sheet.file);
}

std::string text(const SittingOutput& sitting, const std::vector<AppraisedSheet>& sheets) {
  const auto name = [&](std::size_t i) {
    const PanelSheet& s = sheets[sitting.sheets[i]].appraisal->facts.sheet;
    return s.id ? s.id->text : s.intervention ? s.intervention->text : std::string("-");
  };
  const std::string of = sitting.date.empty() ? std::string("an unrecorded date") : sitting.date;
  std::string out = fmt::format("sitting {}: {}\n", sitting.name.empty() ? "of " + of : sitting.name + " of " + of,
                                counted(static_cast<long long>(sitting.sheets.size()), "sheet"));
  for (const auto& r : sitting.sitting.ranks)
    out += fmt::format("  {:>3}. {:<32} {:>5}  same rank in {} of replicates\n", r.rank, name(r.sheet),
                       number_text(r.total), r.same_rank ? percent(*r.same_rank) : "-");
  for (const auto& s : sitting.sitting.swaps)
    out += fmt::format("  {} passes {} in {} of replicates\n", name(s.lower), name(s.higher), percent(s.share));
  return out;
}

std::string summary_text(const Agreement& a) {
  return fmt::format("{}, {}, {} given and {} missing; {} scale {}\n", counted(a.units, "unit"),
                     counted(a.raters, "rater"), counted(a.marks, "mark"), a.missing, word(a.level),
                     join(a.scale, ", "));
}

std::string text(const Agreement& a) {
  std::string out = summary_text(a);
  for (const Statistic& statistic : a.statistics) out += "  " + statistic_line(statistic) + "\n";
  out += "raters\n";
  for (const auto& row : a.severity) {
    out += fmt::format("  {:<12} severity {:>6}\n", visible(row.rater), signed_number(row.value));
    for (const auto& w : a.without)  // the first of those that corrects for chance speaks for the rest
      if (w.rater == row.rater && w.value && w.name == "krippendorff_alpha" && w.weights == word(a.level))
        out += fmt::format("    without: {:<34} {:>6}\n",
                           w.weights.empty() ? w.name : fmt::format("{} ({})", w.name, w.weights), three(w.value));
  }
  return out;
}
std::string text(const AppraisedSheet& sheet, const appraisal::Feedback& feedback) {
  const ScoringPolicy& policy = sheet.appraisal->facts.policy;
  std::string out = fmt::format("{}\n{}", title_of(sheet), opening(sheet));
  for (const auto& row : feedback.principles) {
    out += fmt::format("\n{}: {}{}\n", word(row.principle), short_number(row.mark),
                       row.min && *row.min != *row.max
                           ? fmt::format(", marks from {} to {}", number_text(*row.min), number_text(*row.max))
                           : std::string{});
    for (const std::string& reason : row.reasons) out += "  reason: " + one_line(reason) + "\n";
    out += "  evidence: " + evidence_of(row) + "\n";
  }
  out += "\nWhat would move the decision, the most effective first\n";
  for (std::size_t i = 0; i < feedback.next_steps.size(); ++i)
    out += fmt::format("{:>3}. {}\n", i + 1, feedback.next_steps[i]);
  if (feedback.next_steps.empty()) out += "  nothing is asked for\n";
  if (!policy.assumptions.empty())
    out += fmt::format("\nDecided under {}; assumed, without a published source: {}\n", policy.id,
                       assumptions_text(policy));
  return out;
}

}  // namespace probation::render
