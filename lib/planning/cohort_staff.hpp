// The facilitators and rooms of a region's groups, as columns and rows of its program.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "planning/cohort.hpp"
#include "planning/mip.hpp"

namespace probation::planning {

inline constexpr double unlimited = 1e9;

struct Staffing {
  std::vector<std::vector<std::pair<std::size_t, int>>> facilitators;  // of each group: who, and the column; or none
  std::vector<int> no_room;                                            // of each group: the column that says so, or -1
  std::vector<std::pair<int, double>> lacking;                         // what groups that people are in go on without
};

// `runs`: the column of each group; `takers`: of each, the columns that put somebody new into it.
Staffing add_staff(Mip& mip, const CohortInput& input, const std::vector<GroupStart>& groups,
                   const std::vector<int>& runs, const std::vector<std::vector<std::pair<int, double>>>& takers,
                   std::vector<std::string>& notes);

}  // namespace probation::planning
