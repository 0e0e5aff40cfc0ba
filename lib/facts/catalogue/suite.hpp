// Questions about a whole catalogue: the approved suite and how it came about, which pairs overlap, what a region
// covers, whose review falls due. It counts what the files say; what is wrong with them is for the rules.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"
#include "facts/catalogue/life.hpp"

namespace probation {

// ---- the suite -----------------------------------------------------------------------------------------------------
// "si-2" before "si-10": the digits a name ends in count as a number.
struct InSittingOrder {
  bool operator()(const std::string& a, const std::string& b) const;
};
struct Suite {
  // By kind. Appraised, earmarked and provisional are from the rows of `history` up to as-of, each intervention once;
  // approved is what is in use on the day, one whose review is due too.
  std::map<std::string, std::int64_t> appraised, earmarked, provisional, approved;
  std::map<std::string, std::int64_t, InSittingOrder> by_sitting;  // appraised there, each intervention once a sitting
  std::map<std::string, std::int64_t> by_area;   // structured interventions in use; all three areas stand here
  std::map<std::string, std::int64_t> by_state;  // on the day; `not_recorded` where the file gives none
  // What others had become by the day, at the end of the way, by kind, sorted: their own where the catalogue has them,
  // else that of what became them.
  std::map<std::string, std::vector<std::string>> successors;
  struct Row {
    const Intervention* intervention = nullptr;
    Life life;
    std::string successor;  // the end of its way; empty: not amalgamated
  };
  std::vector<Row> interventions;  // those in the register on the day, and those of no recorded state; by id
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
std::vector<Overlap> overlaps(const CatalogueFacts& catalogue, Date as_of);  // of those in use on the day, by ids
std::optional<std::int64_t> sessions_in_all(
    const Intervention& intervention);  // of the kinds recorded; nothing: none is

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
