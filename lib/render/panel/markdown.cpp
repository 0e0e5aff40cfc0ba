#include <fmt/format.h>

#include "base/text.hpp"
#include "render/panel/words.hpp"
#include "rules/rule.hpp"

namespace probation::render {

using namespace panel_words;
using appraisal::Agreement;
using appraisal::Appraisal;
using appraisal::Statistic;

std::string markdown(const AppraisedSheet& sheet) {
  const Appraisal& a = *sheet.appraisal;
  std::string out = fmt::format("## {}\n\n**{}**, rule {}, total {} of {}, quorum {}.\n\n", title_of(sheet),
                                decision_word(a.recommendation), decision_word(a.facts.rule_decision),
                                short_number(a.total), number_text(a.maximum), a.facts.quorum_met ? "met" : "not met");
  out += "| principle | mark | min | max | mean |\n|---|---|---|---|---|\n";
  for (const auto& row : a.principles)
    out += fmt::format("| {} | {} | {} | {} | {} |\n", word(row.principle), short_number(row.mark),
                       short_number(row.min), short_number(row.max), row.mean ? fmt::format("{:.2f}", *row.mean) : "-");
  out += fmt::format("\n- Votes: {}\n- Distance: {}\n- Stability: {}\n", votes_text(a), distance_text(a),
                     stability_text(a));
  for (const auto& c : a.what_would_change)
    out += fmt::format("- {} from {} to {} would make it {}\n", word(c.principle), number_text(c.from),
                       number_text(c.to), word(c.decision));
  for (const Statistic& s : a.agreement.statistics)
    out += fmt::format("- {}: {}\n", statistic_name(s), s.value ? three(s.value) : "undefined, " + s.undefined);
  for (const rules::Finding& f : sheet.findings)
    out += fmt::format("- {} {}: {}\n", rules::word(f.severity), f.rule->id, f.message);
  if (!a.facts.policy.assumptions.empty()) out += fmt::format("\nAssumptions of {}:\n\n", a.facts.policy.id);
  for (const PolicyPart part : a.facts.policy.assumptions) out += "- " + a.facts.policy.describe(part) + "\n";
  return out;
}

std::string markdown(const SittingOutput& sitting, const std::vector<AppraisedSheet>& sheets) {
  std::string out = fmt::format("## Sitting {}\n\n| rank | sheet | total | same rank |\n|---|---|---|---|\n",
                                sitting.name.empty() ? sitting.date : sitting.name + ", " + sitting.date);
  for (const auto& r : sitting.sitting.ranks) {
    const PanelSheet& s = sheets[sitting.sheets[r.sheet]].appraisal->facts.sheet;
    out += fmt::format("| {} | {} | {} | {} |\n", r.rank, s.id ? s.id->text : "-", number_text(r.total),
                       r.same_rank ? percent(*r.same_rank) : "-");
  }
  return out;
}

std::string markdown(const Agreement& a) {
  std::string out =
      fmt::format("{}, {}, {} given and {} missing; {} scale {}.\n\n", counted(a.units, "unit"),
                  counted(a.raters, "rater"), counted(a.marks, "mark"), a.missing, word(a.level), join(a.scale, ", "));
  out += "| statistic | weights | value | standard error | low | high |\n|---|---|---|---|---|---|\n";
  for (const Statistic& s : a.statistics)
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", s.name, s.weights.empty() ? "-" : s.weights,
                       s.value ? three(s.value) : "undefined: " + s.undefined, three(s.standard_error), three(s.low),
                       three(s.high));
  return out;
}
std::string markdown(const AppraisedSheet& sheet, const appraisal::Feedback& feedback) {
  const ScoringPolicy& policy = sheet.appraisal->facts.policy;
  std::string out = fmt::format("# {}\n\n{}\n| principle | mark | from | to | evidence |\n|---|---|---|---|---|\n",
                                title_of(sheet), opening(sheet));
  for (const auto& row : feedback.principles)
    out += fmt::format("| {} | {} | {} | {} | {} |\n", word(row.principle), short_number(row.mark),
                       short_number(row.min), short_number(row.max), evidence_of(row));
  out += "\n## Reasons given\n\n";
  bool any = false;
  for (const auto& row : feedback.principles)
    for (const std::string& reason : row.reasons) {
      out += fmt::format("- **{}**: {}\n", word(row.principle), plain_markdown(reason));
      any = true;
    }
  if (!any) out += "None recorded.\n";
  out += "\n## What would move the decision\n\n";
  for (std::size_t i = 0; i < feedback.next_steps.size(); ++i)
    out += fmt::format("{}. {}\n", i + 1, feedback.next_steps[i]);
  if (feedback.next_steps.empty()) out += "Nothing is asked for.\n";
  if (!policy.assumptions.empty())
    out += fmt::format("\nDecided under {}; assumed, without a published source: {}.\n", policy.id,
                       assumptions_text(policy));
  return out;
}

}  // namespace probation::render
