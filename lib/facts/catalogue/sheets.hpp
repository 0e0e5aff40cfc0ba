// What the mark sheets at hand say about a state in the register: which ratification a move rests on, and whether panel
// and board agree. A sheet that lacks the fact that would decide it supports nothing and speaks against nothing.
#pragma once
#include <string>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"
#include "facts/catalogue/life.hpp"
#include "facts/panel/scoring_policy.hpp"

namespace probation {

// `policy`: nothing where that of the sheet is not at hand.
CatalogueSheet catalogue_sheet(const std::string& file, const PanelSheet& sheet, const ScoringPolicy* policy);

// The scoring policy a sheet without one is decided under.
inline constexpr std::string_view default_framework = "eip-2021";

// One approved what the other refused. False where either has not decided.
bool board_differs(const std::optional<PanelDecision>& recommendation, const std::optional<PanelDecision>& ratified);

// What a move to approved or provisional is asked about its evidence.
struct EvidenceQuestion {
  std::string intervention;
  std::optional<std::int64_t> version;  // nothing: not known, and every version may be meant
  std::string framework;                // empty: not known, and every one may be meant
  LifecycleState state{};               // approved or provisional
  Date moved;
  bool conditions_met =
      false;  // approved out of provisional with all conditions met: the provisional decision suffices
};
struct SheetEvidence {
  enum class Answer {
    supported,  // by `sheet`
    none,       // no sheet of this intervention is at hand
    against,    // the newest says otherwise, or none at hand supports it
    unknown     // a fact is missing that would decide it
  };
  Answer answer = Answer::none;
  const CatalogueSheet* sheet = nullptr;  // the newest that counts, or the one that lacks a fact
  std::vector<std::pair<const CatalogueSheet*, std::string>> about;  // every sheet of the intervention, and what it is
  std::vector<std::string> missing;                                  // pointers in files, where unknown
};
// The move that the state on a day rests on, where that is approved, under review or provisional.
struct MoveInUse {
  EvidenceQuestion question;
  const HistoryRow* row = nullptr;  // nothing: no row tells
  std::size_t index = 0;            // of the row
};
std::optional<MoveInUse> move_in_use(const Intervention& intervention, const Life& life, Date as_of);
// All conditions of the version, set by the day, are met on it; false where there are none.
bool conditions_met(const Intervention& intervention, const std::optional<std::int64_t>& version, Date day);

SheetEvidence evidence_of(const std::vector<CatalogueSheet>& sheets, const EvidenceQuestion& question);

}  // namespace probation
