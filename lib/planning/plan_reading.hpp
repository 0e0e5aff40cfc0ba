// A plan/1 file as something to judge: its choices, and the work it keeps. It reads what is written and repairs
// nothing.
#pragma once
#include <vector>

#include "model/plan_file.hpp"
#include "planning/verify.hpp"

namespace probation::planning {

std::vector<PlannedWork> planned_work(const PlanFile& plan);
// The wishes, with the requirement the plan names and the planned activities it keeps.
Wishes wishes_of(const PlanFile& plan, const CaseFacts& facts, Wishes wishes);
// What the plan says of the case and is not so: another CRN, kept work that is none.
std::vector<Violation> misstatements(const PlanFile& plan, const Question& question);

}  // namespace probation::planning
