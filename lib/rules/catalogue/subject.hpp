// The subject of a finding in a catalogue: the intervention's id.
#pragma once
#include <string>

#include "model/intervention.hpp"

namespace probation::rules {

inline std::string subject_of(const Intervention& intervention) { return intervention.id ? intervention.id->text : std::string("file"); }

}  // namespace probation::rules
