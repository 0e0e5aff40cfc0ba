#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/panel/words.hpp"
#include "rules/rule.hpp"

namespace probation::render {

using namespace panel_words;
using appraisal::Agreement;
using appraisal::Appraisal;
using appraisal::Statistic;

namespace {

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
Json uncounted_votes(const Appraisal& a) {
  Json votes = Json::array();
  for (const UncountedVote& vote : a.facts.votes_without_marks)
    votes.push_back({{"member", vote.member->id->text}, {"vote", word(vote.vote)}});
  return votes;
}
Json assumptions_of(const ScoringPolicy& policy) {
  Json assumptions = Json::array();
  for (const PolicyPart part : policy.assumptions) assumptions.push_back(word(part));
  return assumptions;
}

}  // namespace

Json ratification_of(const PanelSheet& sheet, const std::optional<Date>& as_of) {
  const auto& ratification = sheet.ratification;
  if (!ratification || !ratification->decision) return nullptr;
  if (as_of && ratification->date && *as_of < *ratification->date) return nullptr;
  return {{"board", or_null(ratification->board)},
          {"date", or_null(ratification->date)},
          {"decision", word(*ratification->decision)}};
}

std::string_view decided_by(const AppraisedSheet& sheet) {
  return ratification_of(sheet.appraisal->facts.sheet, sheet.as_of).is_null() ? "panel" : "board";
}

Json to_json(const Agreement& a) {
  Json scale = Json::array();
  for (const std::string& label : a.scale)
    scale.push_back(a.scale_is_numeric ? Json::parse(label).value_or(Json(label)) : Json(label));
  Json statistics = Json::array();
  for (const Statistic& s : a.statistics)
    statistics.push_back(
        {{"name", s.name},
         {"weights", s.weights.empty() ? Json(nullptr) : Json(s.weights)},
         {"value", measured(s.value)},
         {"standard_error", measured(s.standard_error)},
         {"low", measured(s.low)},
         {"high", measured(s.high)},
         {"undefined", s.value ? Json(nullptr) : Json(s.undefined)},
         {"interval_undefined", s.interval_undefined.empty() ? Json(nullptr) : Json(s.interval_undefined)}});
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

Json to_json(const appraisal::RatersNeeded& needed) {
  return {{"half_width", needed.half_width},
          {"variance", measured(needed.variance)},
          {"raters", needed.raters ? Json(*needed.raters) : Json(nullptr)},
          {"undefined", needed.undefined.empty() ? Json(nullptr) : Json(needed.undefined)}};
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
          {"ratification", ratification_of(s, sheet.as_of)},
          {"decided_by", decided_by(sheet)},
          {"votes_without_marks", uncounted_votes(a)},
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
          {"sitting", sitting.name.empty() ? Json(nullptr) : Json(sitting.name)},
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
          {"ratification", ratification_of(s, sheet.as_of)},
          {"decided_by", decided_by(sheet)},
          {"votes_without_marks", uncounted_votes(a)},
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

}  // namespace probation::render
