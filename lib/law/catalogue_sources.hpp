// What rules about the catalogue and its panel cite, by name.
#pragma once
#include "law/sources.hpp"

namespace probation::sources {

inline constexpr Source structured_intervention_design{
    "Probation reform bulletin",
    "October 2019: a set number of core sessions, content set beforehand, the same for everybody", date(2019, 10, 1),
    checked, "S"};
inline constexpr Source half_open_bands{"Accredited programmes service, programme needs identifier",
                                        "closed ranges leave scores in neither band; half-open ones do not (seen "
                                        "August 2026; the first day is an assumption)",
                                        date(2015, 2, 1), checked, "S2"};
inline constexpr Source interventions_register{"NPS interventions overview 2021",
                                               "a register of interventions held centrally, from which regions choose",
                                               date(2021, 6, 26), checked, "S"};
inline constexpr Source regional_minimum{
    "NPS interventions overview 2021", "every region: at least one structured intervention in each of three need areas",
    date(2021, 6, 26), checked, "S"};
inline constexpr Source amalgamation{"HMPPS Insights, effective interventions",
                                     "10 September 2021: overlapping interventions were amalgamated into twelve",
                                     date(2021, 6, 26), checked, "S"};

}  // namespace probation::sources
