// Where an intervention stands in the register on a day: its history read once, for everybody who asks. What the rows
// tell holds; the file's own `state` holds where no row gives one. What is wrong with a history, `faults_of_life` says.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "model/intervention.hpp"

namespace probation {

// A row of `history` that stands and has a date and a state.
struct LifeRow {
  const HistoryRow* row = nullptr;
  std::size_t index = 0;  // in the file, from 0
  Date date;
  std::optional<std::int64_t> version;  // nothing: not told by anything in the file
  [[nodiscard]] bool gives_state() const { return *row->state != HistoryState::earmarked; }
  [[nodiscard]] LifecycleState state() const { return static_cast<LifecycleState>(*row->state); }  // gives_state
};
// All of them by date, rows of one day in the order of the file; later than today too.
std::vector<LifeRow> life_rows(const Intervention& intervention);

// The moves of one version up to the day.
struct LifeLine {
  std::optional<std::int64_t> version;
  std::vector<LifeRow> rows;  // that give a state; at least one
  bool open = true;           // false: final, or a higher version was approved
  [[nodiscard]] LifecycleState state() const { return rows.back().state(); }
  // Its first row is of what was approved before: the file alone says when.
  [[nodiscard]] bool begins_after_approval() const;
};

struct Life {
  bool recorded = false;                // false: neither a row nor the file gives a state; it is then not known
  std::optional<LifecycleState> state;  // nothing with `recorded`: not in the register on the day
  bool by_rows = false;                 // a row gives it
  std::optional<std::int64_t> version;  // the one in use
  std::optional<Date> since;            // the day of the row that gives the state
  std::optional<Date> approved_date;    // the day its version was first approved
  std::optional<Date> review_date;
  std::string framework;  // empty: not recorded
  std::string successor;  // of what is amalgamated; empty: none is named
  std::vector<LifeLine> lines;
  [[nodiscard]] bool is(LifecycleState wanted) const { return state == wanted; }
  [[nodiscard]] bool in_use() const { return is(LifecycleState::approved) || is(LifecycleState::review_due); }
  // "approved"; "not in the register"; "not recorded"
  [[nodiscard]] std::string_view words() const;
};
Life life_on(const Intervention& intervention, Date day);

// Chosen once, and no longer to be chosen: suspended, amalgamated, rejected, decommissioned.
bool is_lapsed(LifecycleState state);

// Which states a state may become; one version's line alone. submitted again needs a higher version.
std::vector<LifecycleState> moves_from(LifecycleState state);

// ---- amalgamation --------------------------------------------------------------------------------------------------
// The ids on the way from one through its successors as of the day, itself first. Where it goes round, the first id
// met twice stands at the end too.
struct AmalgamationWay {
  std::vector<std::string> ids;
  bool goes_round = false;
  bool leads_nowhere = false;  // a successor that the catalogue has not, or none is named
  [[nodiscard]] const std::string& end() const { return ids.back(); }
};
AmalgamationWay way_on(const CatalogueFacts& catalogue, std::string_view id, Date day);

// ---- conditions ----------------------------------------------------------------------------------------------------
// A condition with the version whose provisional approval set it, and since when.
struct ConditionOfLife {
  const Condition* condition = nullptr;
  std::size_t number = 0;               // from 1, in the order of the file
  std::optional<std::int64_t> version;  // nothing: not told
  std::optional<Date> set;              // nothing: no row tells
  [[nodiscard]] bool met_on(Date day) const { return condition->met && *condition->met <= day; }
};
// Those set by the day.
std::vector<ConditionOfLife> conditions_on(const Intervention& intervention, Date day);

// ---- what is wrong -------------------------------------------------------------------------------------------------
struct LifeFault {
  Place place;
  std::string words;
  bool unknown = false;  // a fact is missing that would decide it; `missing` names it under the place
  std::string missing;
};
// The order of dates, the moves, and what the file says beside the rows, all as of the day of the run.
std::vector<LifeFault> faults_of_life(const Intervention& intervention, Date run_date);

}  // namespace probation
