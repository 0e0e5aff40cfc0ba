#include <fmt/format.h>

#include "base/text.hpp"
#include "render/panel/words.hpp"
#include "render/words.hpp"
#include "rules/rule.hpp"

namespace probation::render {

using namespace panel_words;
using appraisal::Agreement;
using appraisal::Appraisal;
using appraisal::Statistic;

namespace {

std::string named(Principle principle, Language language) { return phrase("field", word(principle), language); }
std::string decided(const std::optional<PanelDecision>& decision, Language language) {
  return phrase("verdict", decision ? word(*decision) : "undecided", language);
}
std::string measured(const Statistic& s, Language language) {
  const std::string name = phrase("measure", s.name, language);
  return s.weights.empty() ? name : fmt::format("{} ({})", name, lower_case(phrase("kind", s.weights, language)));
}

// A sentence of the tools in which what is an id of ours is spoken.
std::string spoken(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    while (i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || text[i] == '_')) ++i;
    const std::string_view step = text.substr(from, i - from);
    const bool may_be_ours = step.find('_') != std::string_view::npos;
    if (may_be_ours && find_word("field", step) != nullptr) out += lower_case(phrase("field", step));
    else if (may_be_ours && (find_word("verdict", step) != nullptr || find_word("kind", step) != nullptr))
      out += lower_case(phrase("", step));  // of no kind: as people would write it
    else out += step;
    if (i == from) out += text[i++];
  }
  return out;
}
std::string sentence(std::string_view text) { return plain_markdown(spoken(text)); }

}  // namespace

std::string markdown(const AppraisedSheet& sheet, Language language) {
  const Appraisal& a = *sheet.appraisal;
  std::string out =
      fmt::format("## {}\n\n**{}**, rule {}, total {} of {}, quorum {}.\n\n", title_of(sheet),
                  decided(a.recommendation, language), lower_case(decided(a.facts.rule_decision, language)),
                  short_number(a.total), number_text(a.maximum), a.facts.quorum_met ? "met" : "not met");
  out += "| Principle | Mark | Lowest | Highest | Mean |\n|---|---|---|---|---|\n";
  for (const auto& row : a.principles)
    out += fmt::format("| {} | {} | {} | {} | {} |\n", named(row.principle, language), short_number(row.mark),
                       short_number(row.min), short_number(row.max), row.mean ? fmt::format("{:.2f}", *row.mean) : "-");
  out += fmt::format("\n- Votes: {}\n- Distance: {}\n- Stability: {}\n", spoken(votes_text(a)),
                     spoken(distance_text(a)), stability_text(a));
  for (const auto& c : a.what_would_change)
    out += fmt::format("- {} from {} to {} would make it {}\n", named(c.principle, language), number_text(c.from),
                       number_text(c.to), lower_case(decided(c.decision, language)));
  for (const Statistic& s : a.agreement.statistics)
    out += fmt::format("- {}: {}\n", measured(s, language), s.value ? three(s.value) : "undefined, " + s.undefined);
  for (const rules::Finding& f : sheet.findings)
    out += fmt::format("- {}: {} ({}): {}\n", phrase("severity", rules::word(f.severity), language),
                       phrase("rule", f.rule->id, language), f.rule->id, sentence(f.message));
  if (!a.facts.policy.assumptions.empty()) out += fmt::format("\nAssumptions of {}:\n\n", a.facts.policy.id);
  for (const PolicyPart part : a.facts.policy.assumptions) out += "- " + sentence(a.facts.policy.describe(part)) + "\n";
  return out;
}

std::string markdown(const SittingOutput& sitting, const std::vector<AppraisedSheet>& sheets) {
  std::string out = fmt::format("## Sitting {}\n\n| Rank | Sheet | Total | Same rank |\n|---|---|---|---|\n",
                                sitting.name.empty() ? sitting.date : sitting.name + ", " + sitting.date);
  for (const auto& r : sitting.sitting.ranks) {
    const PanelSheet& s = sheets[sitting.sheets[r.sheet]].appraisal->facts.sheet;
    out += fmt::format("| {} | {} | {} | {} |\n", r.rank, s.id ? s.id->text : "-", number_text(r.total),
                       r.same_rank ? percent(*r.same_rank) : "-");
  }
  return out;
}

std::string markdown(const Agreement& a, Language language) {
  std::string out =
      fmt::format("{}, {}, {} given and {} missing; {} scale {}.\n\n", counted(a.units, "unit"),
                  counted(a.raters, "rater"), counted(a.marks, "mark"), a.missing, word(a.level), join(a.scale, ", "));
  out += "| Statistic | Weights | Value | Standard error | Low | High |\n|---|---|---|---|---|---|\n";
  for (const Statistic& s : a.statistics)
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", phrase("measure", s.name, language),
                       s.weights.empty() ? "-" : phrase("kind", s.weights, language),
                       s.value ? three(s.value) : "undefined: " + s.undefined, three(s.standard_error), three(s.low),
                       three(s.high));
  return out;
}
std::string markdown(const AppraisedSheet& sheet, const appraisal::Feedback& feedback, Language language) {
  const ScoringPolicy& policy = sheet.appraisal->facts.policy;
  std::string out =
      fmt::format("# {}\n\n{}\n| Principle | Mark | Lowest | Highest | Evidence |\n|---|---|---|---|---|\n",
                  title_of(sheet), spoken(opening(sheet)));
  for (const auto& row : feedback.principles)
    out += fmt::format("| {} | {} | {} | {} | {} |\n", named(row.principle, language), short_number(row.mark),
                       short_number(row.min), short_number(row.max), evidence_of(row));
  out += "\n## Reasons given\n\n";
  bool any = false;
  for (const auto& row : feedback.principles)
    for (const std::string& reason : row.reasons) {
      out += fmt::format("- **{}**: {}\n", named(row.principle, language), plain_markdown(reason));
      any = true;
    }
  if (!any) out += "None recorded.\n";
  out += "\n## What would move the decision\n\n";
  for (std::size_t i = 0; i < feedback.next_steps.size(); ++i)
    out += fmt::format("{}. {}\n", i + 1, spoken(feedback.next_steps[i]));
  if (feedback.next_steps.empty()) out += "Nothing is asked for.\n";
  if (!policy.assumptions.empty())
    out += fmt::format("\nDecided under {}; assumed, without a published source: {}.\n", policy.id,
                       sentence(assumptions_text(policy)));
  return out;
}

}  // namespace probation::render
