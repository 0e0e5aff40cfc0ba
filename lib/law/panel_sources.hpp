// Where the rules about mark sheets come from. No provision fixes how panels mark: what others do is taken over from
// the panel's first sitting (October 2020) on.
#pragma once
#include "law/sources.hpp"

namespace probation::sources {

inline constexpr Date first_sitting = date(2020, 10, 1);
inline constexpr Source effective_interventions_panel{
    "Effective Interventions Panel, published accounts of 2021",
    "seven principles and a democratic scoring process; scale, thresholds and quorum are not published", first_sitting,
    checked, "S"};
inline constexpr Source review_practice_conflicts{"NIH grant review, NOT-OD-09-024",
                                                  "a member in conflict gives no score and is recorded as absent",
                                                  first_sitting, checked, "S"};
inline constexpr Source conjunctive_standards{
    "Blueprints programme standards", "every standard must be met, harm among them", first_sitting, checked, "S"};
inline constexpr Source independent_then_final{"CrimeSolutions review process",
                                               "reviewers score independently, then reach consensus; both are kept",
                                               first_sitting, checked, "S"};
inline constexpr Source krippendorff_bounds{"Krippendorff, Content Analysis",
                                            "alpha from 0.800 firm, from 0.667 tentative", first_sitting, checked, "K"};
inline constexpr Source board_ratifies{"Approved Suite of Probation Practitioner Toolkits",
                                       "the panel's decision goes to the delivery strategy board", first_sitting,
                                       checked, "S"};

}  // namespace probation::sources
