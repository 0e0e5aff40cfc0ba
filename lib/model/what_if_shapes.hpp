// The field tables of what_if/1.
#pragma once
#include "model/directory_shapes.hpp"
#include "model/what_if.hpp"

namespace probation::document {

PROBATION_SHAPE(WhatIfChange, "what_if_change", "One change to the directory.",
                field<&T::entry>("entry", "Id of the directory's entry."),
                field<&T::add_start>("add_start", "One more group, from this day."),
                field<&T::places>("places", "Its size instead.").at_least(0),
                field<&T::weekday>("weekday", "Its weekday instead."), field<&T::time>("time", "Its hour instead."),
                field<&T::start>("start", "Of the group that starts on this day alone."),
                field<&T::facilitator>("facilitator", "One more facilitator."));
PROBATION_SHAPE(WhatIfFile, "what_if", "Changes a cohort is asked about.",
                field<&T::schema>("schema", "What this file is: what_if/1."),
                field<&T::changes>("changes", "The changes, all together.").required());

}  // namespace probation::document
