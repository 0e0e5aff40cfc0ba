#pragma once
#include "model/case_shapes.hpp"
#include "model/selection.hpp"

namespace probation::document {

PROBATION_SHAPE(SelectionFile, "selection", "The interventions a region chose from the approved suite.",
                field<&T::schema>("schema", "What this file is: selection/1."),
                field<&T::region>("region", "Provider code of the region.").required(),
                field<&T::from>("from", "First day of the selection."),
                field<&T::until>("until", "Last day; absent: open."),
                field<&T::selected>("selected", "Ids of the chosen interventions.").required());

}  // namespace probation::document
