// The field tables of policy/1.
#pragma once
#include "model/case_shapes.hpp"
#include "model/directory_shapes.hpp"
#include "model/policy_file.hpp"

namespace probation::document {

PROBATION_SHAPE(PolicyValue, "policy_value", "One value and the dates it is in force.",
                field<&T::name>("name", "Name of the value.").required(),
                field<&T::value>("value", "A whole number, true or false, or a word."),
                field<&T::values>("list", "A list of words, where the value is one."),
                field<&T::hours>("hours", "Hours of the week, where the value is such a list."),
                field<&T::from>("from", "First day in force."),
                field<&T::until>("until", "Last day in force; absent: open."),
                field<&T::source>("source", "Who decided it."),
                field<&T::authority>("authority", "On whose authority."));
PROBATION_SHAPE(PolicyCommencement, "law_value",
                "A commencement date that was not fixed when the program was released.",
                field<&T::name>("name", "Name of the commencement date.").required(),
                field<&T::from>("from", "First day in force."),
                field<&T::not_before>("not_before", "Not in force before this day; whether from it on is not known."),
                field<&T::source>("source", "The regulations that fix it."));
PROBATION_SHAPE(PolicyFile, "policy", "Practice policy values of a region.",
                field<&T::schema>("schema", "What this file is: policy/1."),
                field<&T::id>("id", "Identifier of the policy.").required(),
                field<&T::region>("region", "Provider code of the region."), field<&T::title>("title", "Title."),
                field<&T::values>("values", "The values."), field<&T::law>("law", "Commencement dates."));

}  // namespace probation::document
