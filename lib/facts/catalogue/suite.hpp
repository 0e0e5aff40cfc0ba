// Questions about a whole catalogue: the approved suite and how it came about, which pairs overlap, what a region
// covers, whose review falls due. It counts what the files say; what is wrong with them is for the rules.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"

namespace probation {

// Chosen, and no longer to be chosen.
bool is_lapsed(LifecycleState state);  // suspended, amalgamated, rejected, decommissioned
bool is_state(const Intervention& intervention, LifecycleState state);
// "approved"; "not recorded" where the file does not say.
std::string_view state_words(const Intervention& intervention);

// ---- the suite -----------------------------------------------------------------------------------------------------
// "si-2" before "si-10": the digits a name ends in count as a number.
struct InSittingOrder {
  bool operator()(const std::string& a, const std::string& b) const;
};
struct Suite {
  // By kind. Appraised, earmarked and provisional are from the rows of `history` up to as-of, each intervention once;
  // approved is the present state.
  std::map<std::string, std::int64_t> appraised, earmarked, provisional, approved;
  std::map<std::string, std::int64_t, InSittingOrder> by_sitting;  // appraised there, each intervention once a sitting
  std::map<std::string, std::int64_t> by_area;   // approved structured interventions; all three areas stand here
  std::map<std::string, std::int64_t> by_state;  // present state
  // What others were amalgamated into, by kind, sorted: their own where the catalogue has them, else that of what
  // became them.
  std::map<std::string, std::vector<std::string>> successors;
  std::vector<const Intervention*> interventions;  // by id
};
Suite suite_of(const CatalogueFacts& catalogue, Date as_of);

// ---- overlap -------------------------------------------------------------------------------------------------------
struct Overlap {
  const Intervention* a = nullptr;  // by id, a before b
  const Intervention* b = nullptr;
  InterventionNeedArea need_area{};
  std::vector<NeedArea> needs;  // both serve them
  std::vector<Sex> sexes;       // both take them
  std::string risk_window;      // both take them, in words
};
// Both serve one area and one need, and there is somebody whose sex and risk both take. Facts not recorded overlap with
// nothing.
std::optional<Overlap> overlap_of(const Intervention& a, const Intervention& b);
std::vector<Overlap> overlaps(const CatalogueFacts& catalogue);  // approved ones, by ids
std::optional<std::int64_t> sessions_in_all(
    const Intervention& intervention);  // of the kinds recorded; nothing: none is

// ---- regions -------------------------------------------------------------------------------------------------------
struct Coverage {
  std::string region;
  std::map<InterventionNeedArea, std::vector<std::string>>
      areas;  // approved structured interventions chosen; all three areas stand here
  std::vector<InterventionNeedArea> missing;
  std::vector<std::string> lapsed, unknown;
  std::vector<std::string> undecided;  // structured interventions chosen whose area or state is not recorded
};
// Of the ids chosen, each once, in order.
Coverage coverage_of(const std::string& region, const std::vector<std::string>& chosen,
                     const CatalogueFacts& catalogue);

// One region's files: those that hold on the day, else the last to have begun, else the first to begin.
struct RegionFiles {
  std::string region;
  std::vector<const SelectionEntry*> files;
  bool in_force = false, ahead = false;
  [[nodiscard]] std::vector<std::string> chosen() const;  // each once, in the order of the files
};
std::vector<RegionFiles> by_region(const std::vector<SelectionEntry>& selections, Date as_of);  // sorted by region

// ---- amalgamation --------------------------------------------------------------------------------------------------
// The ids on the way from one to its last successor, itself first. Where it goes round, the first id met twice stands
// at the end too.
std::vector<std::string> successors_of(const CatalogueFacts& catalogue, std::string_view id);

// ---- reviews -------------------------------------------------------------------------------------------------------
struct CatalogueReview {
  const Intervention* intervention = nullptr;
  Date due;
  bool in_notice = false;  // the day lies no more than the months of notice ahead, or has passed
  bool overdue = false;    // as-of is after the day
  int days_left = 0;       // negative: overdue
  std::string source;
};
// Of those in use (approved, provisional, review due, suspended), by date and id: rows of `due` with kind
// catalogue_review.
std::vector<CatalogueReview> catalogue_reviews(const CatalogueFacts& catalogue, const Policy& policy, Date as_of);

}  // namespace probation
