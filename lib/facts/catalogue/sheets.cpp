#include "facts/catalogue/sheets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/panel/decision.hpp"

namespace probation {
namespace {

using document::word;

bool suits(PanelDecision decision, const EvidenceQuestion& question) {
  if (question.state == LifecycleState::provisional) return decision == PanelDecision::provisional;
  return decision == PanelDecision::approved || (question.conditions_met && decision == PanelDecision::provisional);
}

// Whether the ratification of a sheet counts for the move. Nothing: `missing` would decide it.
struct Counts {
  std::optional<bool> counts;
  std::string why;
  std::vector<std::string> missing;
};

Counts counts_for(const CatalogueSheet& sheet, const EvidenceQuestion& question) {
  const auto no = [](std::string why) { return Counts{false, std::move(why), {}}; };
  if (!sheet.ratified) return no("not ratified");
  if (sheet.version && question.version && *sheet.version != *question.version)
    return no(fmt::format("of version {}", *sheet.version));
  if (!question.framework.empty() && sheet.framework != question.framework)
    return no(fmt::format("marked under {}", sheet.framework));
  if (sheet.quorum_met == false) return no("held without quorum");
  if (sheet.date && sheet.ratified_on && *sheet.ratified_on < *sheet.date)
    return no(fmt::format("ratified on {}, before its sitting", format(*sheet.ratified_on)));
  if (sheet.ratified_on && question.moved < *sheet.ratified_on)
    return no(fmt::format("ratified on {}, after the move", format(*sheet.ratified_on)));
  if (sheet.date && question.moved < *sheet.date) return no(fmt::format("of {}, after the move", format(*sheet.date)));
  Counts unknown{std::nullopt, {}, {}};
  if (!sheet.version) unknown.missing.push_back(sheet.file + "#/version");
  if (!sheet.date) unknown.missing.push_back(sheet.file + "#/date");
  if (!sheet.ratified_on) unknown.missing.push_back(sheet.file + "#/ratification/date");
  if (!sheet.quorum_met) unknown.missing.push_back(sheet.file + "#/policy");
  if (unknown.missing.empty())
    return {true, fmt::format("ratified as {} on {}", word(*sheet.ratified), format(*sheet.ratified_on)), {}};
  unknown.why = fmt::format("ratified as {}; not known: {}", word(*sheet.ratified), join(unknown.missing, ", "));
  return unknown;
}

}  // namespace

CatalogueSheet catalogue_sheet(const std::string& file, const PanelSheet& sheet, const ScoringPolicy* policy) {
  CatalogueSheet out;
  out.file = file;
  if (sheet.id) out.id = sheet.id->text;
  if (sheet.intervention) out.intervention = sheet.intervention->text;
  out.framework = sheet.policy ? sheet.policy->text : std::string(default_framework);
  if (sheet.sitting) out.sitting = *sheet.sitting;
  out.version = sheet.version.value;
  out.date = sheet.date.value;
  if (sheet.ratification) {
    if (sheet.ratification->board) out.board = *sheet.ratification->board;
    out.ratified = sheet.ratification->decision.value;
    out.ratified_on = sheet.ratification->date.value;
  }
  if (policy != nullptr) {
    const PanelFacts facts = decide_sheet(sheet, *policy);
    if (sheet.members.recorded && sheet.marks.recorded) out.quorum_met = facts.quorum_met;
    out.recommendation = facts.recommendation;
  }
  return out;
}

bool board_differs(const std::optional<PanelDecision>& recommendation, const std::optional<PanelDecision>& ratified) {
  if (!recommendation || !ratified) return false;
  return (*recommendation == PanelDecision::not_approved) != (*ratified == PanelDecision::not_approved);
}

bool conditions_met(const Intervention& intervention, const std::optional<std::int64_t>& version, Date day) {
  bool any = false;
  for (const ConditionOfLife& one : conditions_on(intervention, day)) {
    if (one.version && version && *one.version != *version) continue;
    if (!one.met_on(day)) return false;
    any = true;
  }
  return any;
}

std::optional<MoveInUse> move_in_use(const Intervention& intervention, const Life& life, Date as_of) {
  const bool provisional = life.is(LifecycleState::provisional);
  if (!life.in_use() && !provisional) return std::nullopt;
  MoveInUse move{{intervention.id ? intervention.id->text : std::string{}, life.version, life.framework,
                  provisional ? LifecycleState::provisional : LifecycleState::approved,
                  !life.by_rows && life.approved_date ? *life.approved_date : as_of, false},
                 nullptr,
                 0};
  for (const LifeLine& line : life.lines) {
    if (line.version != life.version) continue;
    const LifeRow* decides = nullptr;
    bool after_provisional = false;
    for (std::size_t i = 0; i < line.rows.size(); ++i) {
      if (line.rows[i].state() != move.question.state) continue;
      decides = &line.rows[i];
      after_provisional = i > 0 && line.rows[i - 1].state() == LifecycleState::provisional;
    }
    if (decides == nullptr) {  // the history begins after it
      move.question.moved = line.rows.front().date;
      continue;
    }
    move.row = decides->row;
    move.index = decides->index;
    move.question.moved = decides->date;
    move.question.conditions_met = after_provisional && conditions_met(intervention, life.version, decides->date);
  }
  return move;
}

SheetEvidence evidence_of(const std::vector<CatalogueSheet>& sheets, const EvidenceQuestion& question) {
  SheetEvidence evidence;
  const CatalogueSheet* against = nullptr;
  const CatalogueSheet* supporting = nullptr;
  std::vector<std::pair<const CatalogueSheet*, Counts>> unknown;
  for (const CatalogueSheet& sheet : sheets) {
    if (sheet.intervention != question.intervention) continue;
    Counts counts = counts_for(sheet, question);
    evidence.about.emplace_back(&sheet, counts.why);
    if (!counts.counts) {
      unknown.emplace_back(&sheet, std::move(counts));
      continue;
    }
    if (!*counts.counts) continue;
    // Of one day the one that refuses decides: nothing shows that the other came after it.
    const auto newer = [&](const CatalogueSheet* than) {
      return than == nullptr || *than->ratified_on <= *sheet.ratified_on;
    };
    const CatalogueSheet*& place = suits(*sheet.ratified, question) ? supporting : against;
    if (newer(place)) place = &sheet;
  }
  if (evidence.about.empty()) return evidence;
  const bool supported =
      supporting != nullptr && (against == nullptr || *against->ratified_on < *supporting->ratified_on);
  evidence.answer = supported ? SheetEvidence::Answer::supported : SheetEvidence::Answer::against;
  const CatalogueSheet* const decides = supported ? supporting : against;
  evidence.sheet = decides;
  // One that lacks a fact leaves it open where it could turn the answer.
  for (const auto& [sheet, counts] : unknown) {
    if (suits(*sheet->ratified, question) == supported) continue;
    if (decides != nullptr && sheet->ratified_on && *sheet->ratified_on < *decides->ratified_on) continue;
    if (evidence.answer != SheetEvidence::Answer::unknown) evidence.sheet = sheet;
    evidence.answer = SheetEvidence::Answer::unknown;
    evidence.missing.insert(evidence.missing.end(), counts.missing.begin(), counts.missing.end());
  }
  return evidence;
}

}  // namespace probation
