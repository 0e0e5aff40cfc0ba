// What an activity of the plan is: of which kind, and whether it was worked on.
#pragma once
#include <optional>

#include "facts/case/case_facts.hpp"
#include "model/intervention.hpp"

namespace probation {

// As the plan says, else as the catalogue does. Nothing: neither says.
std::optional<InterventionKind> kind_of(const CaseFacts& facts, const Activity& activity);
// The intervention of the catalogue it names; nothing where there is no catalogue, or none of that id.
const Intervention* intervention_of(const CaseFacts& facts, const Activity& activity);
// The earliest attended contact under the activity, up to as-of.
const Contact* first_attended(const CaseFacts& facts, const Activity& activity);

}  // namespace probation
