// What the texts of a cohort have in common, whatever the format.
#pragma once
#include <string>
#include <vector>

#include "planning/cohort.hpp"
#include "render/run/json.hpp"

namespace probation::render::of_cohort {

std::string requirement_of(const planning::CohortPerson& person);
const planning::CohortColumn& chosen_of(const planning::Cohort& cohort, std::size_t person);
Json uncovered_json(const planning::Cohort& cohort, std::size_t person);

std::string verdict(const planning::Cohort& cohort);
std::string totals(const planning::Cohort& cohort);
// The word of the format, or the rank alone where more may not be said.
std::string need_of(const planning::Cohort& cohort, const planning::WaitingPerson& one);
std::string spoken_need(const planning::Cohort& cohort, const planning::WaitingPerson& one);
// People who get nothing and wait for nothing: no group of the directory can take them, full or not.
std::vector<std::size_t> people_left_out(const planning::Cohort& cohort);
std::string needs_left_open(const planning::Cohort& cohort, std::size_t person);

}  // namespace probation::render::of_cohort
