// What the newest assessment says needs to change, in rank order. It ranks what is recorded; it makes up no need, and
// says which assessments and links it could not place.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// Priority, linked to reoffending, linked to harm, score, name of the area, each so that the smaller ranks higher.
using RankPlace = std::tuple<std::int64_t, bool, bool, double, std::string_view>;

struct RankedNeed {
  NeedArea area;
  const Need* row;  // the first row of the area in rank order
};

struct RankedNeeds {
  const Assessment* assessment = nullptr;  // nothing: no dated assessment
  std::vector<RankedNeed> needs;           // first-ranked first; each area once
  std::vector<Missing> missing;            // what keeps the assessment or its rows unknown
  std::vector<Missing>
      unknown_links;  // rows without priority, of which no link is known to hold and one is not recorded
  // Rank of the area counted from 0, or nothing where it is no need.
  [[nodiscard]] std::optional<std::size_t> rank(NeedArea area) const;
  [[nodiscard]] const Need* first() const { return needs.empty() ? nullptr : needs.front().row; }
};

// The assessment with the latest completed date up to as-of; of two on one date the later in the file.
const Assessment* newest_assessment(const CaseFacts& facts);
// The rows of the newest assessment with a priority, or linked to reoffending or to harm: recorded priority first, then
// linked to reoffending, linked to harm, higher score, name of the area.
RankedNeeds ranked_needs(const CaseFacts& facts);

// Where a row of the newest assessment may stand, as links that are not recorded come out: whether it is a need, and
// the highest and lowest it can rank. The places compare, smaller is higher.
struct NeedBounds {
  const Need* row;
  bool is_need;  // for certain
  RankPlace highest, lowest;
  std::vector<Missing> open;  // its links that are not recorded and may matter
};

// Every row of an area that is a need or may be one, those that are in rank order first.
std::vector<NeedBounds> need_bounds(const RankedNeeds& ranked);

}  // namespace probation
