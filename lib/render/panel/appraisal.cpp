#include "render/panel/appraisal.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using appraisal::Agreement;
using appraisal::Appraisal;
using appraisal::Statistic;

// A mark or total: whole where it is whole, and a mean without the last bits in which compilers differ.
Json number(const std::optional<double>& exact) {
  if (!exact) return nullptr;
  const double value = settled(*exact);
  if (value == std::floor(value) && std::abs(value) < 1e15) return static_cast<std::int64_t>(value);
  return value;
}
// A statistic: rounded far beyond what it can mean, so that its last bits do not differ between compilers.
Json measured(const std::optional<double>& value) {
  if (!value) return nullptr;
  const double rounded = settled(*value);
  return rounded == 0 ? 0.0 : rounded;
}
template <class T>
Json or_null(const Located<T>& value) {
  if (!value) return nullptr;
  if constexpr (std::is_same_v<T, document::Id>) return value->text;
  else if constexpr (std::is_same_v<T, Date>) return format(*value);
  else return *value;
}
Json words_or_null(const std::optional<PanelDecision>& decision) {
  return decision ? Json(word(*decision)) : Json(nullptr);
}

Json marks_of(const std::vector<std::pair<std::string, std::optional<double>>>& marks) {
  Json out = Json::object();
  for (const auto& [member, mark] : marks) out[member] = number(mark);
  return out;
}

Json changes_of(const Appraisal& a) {
  Json changes = Json::array();
  for (const auto& c : a.what_would_change)
    changes.push_back({{"principle", word(c.principle)},
                       {"from", number(c.from)},
                       {"to", number(c.to)},
                       {"decision", word(c.decision)}});
  return changes;
}
Json assumptions_of(const ScoringPolicy& policy) {
  Json assumptions = Json::array();
  for (const PolicyPart part : policy.assumptions) assumptions.push_back(word(part));
  return assumptions;
}

// Free text of a sheet on one line: what would move a cursor or start a new paragraph becomes a blank.
std::string one_line(std::string_view words) {
  std::string out;
  for (const char c : words) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return out;
}
// The same where it is read as Markdown: nothing in it is markup.
std::string plain_markdown(std::string_view words) {
  std::string out;
  for (const char c : one_line(words)) {
    if (c == '<') out += "&lt;";
    else if (c == '&') out += "&amp;";
    else if (std::string_view("\\`*_[]|#!").find(c) != std::string_view::npos) (out += '\\') += c;
    else out += c;
  }
  return out;
}

std::string short_number(const std::optional<double>& value) { return value ? number_text(*value) : "-"; }
std::string three(const std::optional<double>& value) {
  return value ? fmt::format("{:.3f}", std::abs(*value) < 0.0005 ? 0.0 : *value) : "-";
}
std::string percent(double share) { return fmt::format("{:.1f}%", share * 100); }

std::string statistic_name(const Statistic& s) {
  return s.weights.empty() ? s.name : fmt::format("{} ({})", s.name, s.weights);
}

std::string statistic_line(const Statistic& s) {
  if (!s.value) return fmt::format("{:<34} undefined: {}", statistic_name(s), s.undefined);
  std::string line = fmt::format("{:<34} {:>6}", statistic_name(s), three(s.value));
  if (s.standard_error)
    line += fmt::format("  se {}  95% {} to {}", three(s.standard_error), three(s.low), three(s.high));
  return line;
}

std::string signed_number(const std::optional<double>& value) {
  if (!value) return "-";
  return std::abs(*value) < 0.005 ? "0.00" : fmt::format("{:+.2f}", *value);
}

std::string title_of(const AppraisedSheet& sheet) {
  const PanelSheet& s = sheet.appraisal->facts.sheet;
  std::string title = s.intervention ? s.intervention->text : std::string("intervention not recorded");
  if (s.version) title += fmt::format(" version {}", *s.version);
  if (s.date) title += fmt::format(", {}", format(*s.date));
  return title;
}

std::string votes_text(const Appraisal& a) {
  const auto& v = a.votes;
  if (v.approve + v.provisional + v.reject + v.abstain == 0) return "none cast";
  return fmt::format("{} approve, {} provisional, {} reject, {} abstain: {}", v.approve, v.provisional, v.reject,
                     v.abstain, a.facts.vote_decision ? word(*a.facts.vote_decision) : "no decision");
}

std::string stability_text(const Appraisal& a) {
  const auto& s = a.stability;
  if (!s.same_decision) return "not measured: the rule has no decision";
  return fmt::format("{} of {} replicates (seed {}) give the rule's decision{}", percent(*s.same_decision),
                     s.replicates, s.seed,
                     !s.fragile   ? ""
                     : *s.fragile ? ": fragile"
                                  : "");
}

std::string distance_text(const Appraisal& a) {
  if (!a.total) return "not known";
  if (!a.distance) return "in the highest band";
  return fmt::format("{} {} to {}", number_text(a.distance->points), a.distance->points == 1 ? "point" : "points",
                     word(a.distance->to));
}

}  // namespace

std::string_view decision_word(const std::optional<PanelDecision>& decision) {
  return decision ? word(*decision) : std::string_view("undecided");
}

Json to_json(const Agreement& a) {
  Json scale = Json::array();
  for (const std::string& label : a.scale)
    scale.push_back(a.scale_is_numeric ? Json::parse(label).value_or(Json(label)) : Json(label));
  Json statistics = Json::array();
  for (const Statistic& s : a.statistics)
    statistics.push_back({{"name", s.name},
                          {"weights", s.weights.empty() ? Json(nullptr) : Json(s.weights)},
                          {"value", measured(s.value)},
                          {"standard_error", measured(s.standard_error)},
                          {"low", measured(s.low)},
                          {"high", measured(s.high)},
                          {"undefined", s.value ? Json(nullptr) : Json(s.undefined)}});
  Json without = Json::array();
  for (const auto& row : a.without)
    without.push_back({{"rater", row.rater},
                       {"name", row.name},
                       {"weights", row.weights.empty() ? Json(nullptr) : Json(row.weights)},
                       {"value", measured(row.value)}});
  Json severity = Json::array();
  for (const auto& row : a.severity) severity.push_back({{"rater", row.rater}, {"value", measured(row.value)}});
  return {{"schema", "agreement/1"}, {"level", word(a.level)}, {"scale", scale},       {"units", a.units},
          {"raters", a.raters},      {"marks", a.marks},       {"missing", a.missing}, {"statistics", statistics},
          {"without", without},      {"severity", severity}};
}

Json to_json(const AppraisedSheet& sheet) {
  const Appraisal& a = *sheet.appraisal;
  const PanelSheet& s = a.facts.sheet;
  Json principles = Json::array();
  for (const auto& row : a.principles)
    principles.push_back({{"principle", word(row.principle)},
                          {"marks", marks_of(row.marks)},
                          {"independent", marks_of(row.independent)},
                          {"mark", number(row.mark)},
                          {"min", number(row.min)},
                          {"max", number(row.max)},
                          {"mean", number(row.mean)}});
  Json gates = Json::array();
  for (const ClosedGate& gate : a.facts.gates)
    gates.push_back(
        {{"principle", word(gate.principle)}, {"mark", number(gate.mark)}, {"at_best", word(gate.at_best)}});
  Json raters = Json::array();
  for (const auto& r : a.raters)
    raters.push_back({{"member", r.member},
                      {"severity", measured(r.severity)},
                      {"decision_without", decision_word(r.decision_without)}});
  Json findings = Json::array();
  for (const rules::Finding& finding : sheet.findings) findings.push_back(to_json(finding));
  return {{"schema", "appraisal/1"},
          {"panel", or_null(s.id)},
          {"intervention", or_null(s.intervention)},
          {"version", or_null(s.version)},
          {"policy", a.facts.policy.id},
          {"date", or_null(s.date)},
          {"quorum",
           {{"needed", a.facts.policy.quorum_members}, {"present", a.facts.present}, {"met", a.facts.quorum_met}}},
          {"principles", principles},
          {"total", number(a.total)},
          {"maximum", number(a.maximum)},
          {"band", words_or_null(a.band)},
          {"gates", gates},
          {"rule_decision", decision_word(a.facts.rule_decision)},
          {"votes",
           {{"approve", a.votes.approve},
            {"provisional", a.votes.provisional},
            {"reject", a.votes.reject},
            {"abstain", a.votes.abstain}}},
          {"vote_decision", words_or_null(a.facts.vote_decision)},
          {"recommendation", decision_word(a.recommendation)},
          {"ratified", s.ratification ? words_or_null(s.ratification->decision.value) : Json(nullptr)},
          {"distance",
           a.distance ? Json{{"to", word(a.distance->to)}, {"points", number(a.distance->points)}} : Json(nullptr)},
          {"what_would_change", changes_of(a)},
          {"agreement", to_json(a.agreement)},
          {"raters", raters},
          {"stability",
           {{"replicates", a.stability.replicates},
            {"seed", a.stability.seed},
            {"same_decision", measured(a.stability.same_decision)},
            {"fragile", a.stability.fragile ? Json(*a.stability.fragile) : Json(nullptr)}}},
          {"assumptions", assumptions_of(a.facts.policy)},
          {"findings", findings}};
}

Json to_json(const SittingOutput& sitting, const std::vector<AppraisedSheet>& sheets) {
  const auto panel = [&](std::size_t i) { return or_null(sheets[sitting.sheets[i]].appraisal->facts.sheet.id); };
  Json ranks = Json::array();
  for (const auto& r : sitting.sitting.ranks)
    ranks.push_back({{"panel", panel(r.sheet)},
                     {"intervention", or_null(sheets[sitting.sheets[r.sheet]].appraisal->facts.sheet.intervention)},
                     {"total", number(r.total)},
                     {"rank", r.rank},
                     {"same_rank", measured(r.same_rank)}});
  Json swaps = Json::array();
  for (const auto& s : sitting.sitting.swaps)
    swaps.push_back({{"higher", panel(s.higher)}, {"lower", panel(s.lower)}, {"share", measured(s.share)}});
  return {{"schema", "sitting/1"},
          {"date", sitting.date.empty() ? Json(nullptr) : Json(sitting.date)},
          {"sheets", sitting.sheets.size()},
          {"ranks", ranks},
          {"swaps", swaps}};
}

const std::vector<std::string>& appraisal_columns() {
  static const std::vector<std::string> columns{
      "panel",      "intervention",  "version",        "policy",      "date",     "quorum",
      "principles", "total",         "maximum",        "band",        "gates",    "rule_decision",
      "votes",      "vote_decision", "recommendation", "ratified",    "distance", "what_would_change",
      "agreement",  "raters",        "stability",      "assumptions", "findings"};
  return columns;
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
  if (a.facts.chair_gives_reason) out += fmt::format("  chair        {}\n", one_line(trim(*s.chair_reason)));
  out += fmt::format("  recommended  {}\n", decision_word(a.recommendation));
  if (s.ratification && s.ratification->decision)
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
  std::string out = fmt::format("sitting of {}: {}\n", sitting.date.empty() ? "an unrecorded date" : sitting.date,
                                counted(static_cast<long long>(sitting.sheets.size()), "sheet"));
  for (const auto& r : sitting.sitting.ranks)
    out += fmt::format("  {:>3}. {:<32} {:>5}  same rank in {} of replicates\n", r.rank, name(r.sheet),
                       number_text(r.total), percent(r.same_rank));
  for (const auto& s : sitting.sitting.swaps)
    out += fmt::format("  {} passes {} in {} of replicates\n", name(s.lower), name(s.higher), percent(s.share));
  return out;
}

std::string text(const Agreement& a) {
  std::string out =
      fmt::format("{}, {}, {} given and {} missing; {} scale {}\n", counted(a.units, "unit"),
                  counted(a.raters, "rater"), counted(a.marks, "mark"), a.missing, word(a.level), join(a.scale, ", "));
  for (const Statistic& statistic : a.statistics) out += "  " + statistic_line(statistic) + "\n";
  out += "raters\n";
  for (const auto& row : a.severity) {
    out += fmt::format("  {:<12} severity {:>6}\n", row.rater, signed_number(row.value));
    for (const auto& w : a.without)  // the first of those that corrects for chance speaks for the rest
      if (w.rater == row.rater && w.value && w.name == "krippendorff_alpha" && w.weights == word(a.level))
        out += fmt::format("    without: {:<34} {:>6}\n",
                           w.weights.empty() ? w.name : fmt::format("{} ({})", w.name, w.weights), three(w.value));
  }
  return out;
}

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
  std::string out =
      fmt::format("## Sitting {}\n\n| rank | sheet | total | same rank |\n|---|---|---|---|\n", sitting.date);
  for (const auto& r : sitting.sitting.ranks) {
    const PanelSheet& s = sheets[sitting.sheets[r.sheet]].appraisal->facts.sheet;
    out += fmt::format("| {} | {} | {} | {} |\n", r.rank, s.id ? s.id->text : "-", number_text(r.total),
                       percent(r.same_rank));
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

// ---- report/1 -------------------------------------------------------------------------------------------------------

Json to_json(const AppraisedSheet& sheet, const appraisal::Feedback& feedback) {
  const Appraisal& a = *sheet.appraisal;
  const PanelSheet& s = a.facts.sheet;
  Json principles = Json::array();
  for (const auto& row : feedback.principles)
    principles.push_back({{"principle", word(row.principle)},
                          {"mark", number(row.mark)},
                          {"min", number(row.min)},
                          {"max", number(row.max)},
                          {"reasons", row.reasons},
                          {"evidence",
                           {{"present", row.present},
                            {"partly", row.partly},
                            {"missing", row.missing},
                            {"not_recorded", row.not_recorded}}}});
  return {{"schema", "report/1"},
          {"panel", or_null(s.id)},
          {"intervention", or_null(s.intervention)},
          {"decision", decision_word(a.recommendation)},
          {"principles", principles},
          {"what_would_change", changes_of(a)},
          {"next_steps", feedback.next_steps},
          {"version", or_null(s.version)},
          {"date", or_null(s.date)},
          {"policy", a.facts.policy.id},
          {"total", number(a.total)},
          {"maximum", number(a.maximum)},
          {"distance",
           a.distance ? Json{{"to", word(a.distance->to)}, {"points", number(a.distance->points)}} : Json(nullptr)},
          {"ratified", s.ratification ? words_or_null(s.ratification->decision.value) : Json(nullptr)},
          {"assumptions", assumptions_of(a.facts.policy)}};
}

const std::vector<std::string>& report_columns() {
  static const std::vector<std::string> columns{"panel",      "intervention",      "decision",
                                                "principles", "what_would_change", "next_steps"};
  return columns;
}

namespace {

std::string opening(const AppraisedSheet& sheet) {
  const Appraisal& a = *sheet.appraisal;
  std::string out = fmt::format("The panel's recommendation is {}: {} of {} points", decision_word(a.recommendation),
                                short_number(a.total), number_text(a.maximum));
  if (a.distance) out += fmt::format(", {} short of {}", number_text(a.distance->points), word(a.distance->to));
  return out +
         (a.facts.sheet.ratification && a.facts.sheet.ratification->decision ? ".\n" : ". It is not yet ratified.\n");
}

template <class Texts>
std::string list_of(const Texts& ids) {
  std::string out;
  for (const auto& id : ids) out += fmt::format("{}{}", out.empty() ? "" : ", ", id);
  return out;
}

std::string evidence_of(const appraisal::PrincipleFeedback& row) {
  std::string out;
  const auto add = [&](std::string_view name, const std::string& ids) {
    if (!ids.empty()) out += fmt::format("{}{} {}", out.empty() ? "" : "; ", name, ids);
  };
  add("present", list_of(row.present));
  add("partly", list_of(row.partly));
  add("missing", list_of(row.missing));
  if (out.empty()) return "not recorded";
  if (!row.not_recorded.empty()) add("not recorded", list_of(row.not_recorded));
  return out;
}

}  // namespace

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
                       list_of(assumptions_of(policy).get<std::vector<std::string>>()));
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
                       list_of(assumptions_of(policy).get<std::vector<std::string>>()));
  return out;
}

}  // namespace probation::render
