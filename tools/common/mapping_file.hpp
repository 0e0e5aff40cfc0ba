// A mapping as a command names it, and what is needed to read rows by it: the one way for import and reconcile.
#pragma once
#include <string>

#include "recording/sources/item.hpp"
#include "recording/sources/mapping.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

// One that is built in, by its name, else the file. Throws UsageError where there is neither.
recording::Mapping mapping_named(RealWorld& world, const std::string& name);

// The zone of the mapping and the outcome codes, with those of its own list (`codes`, from the mapping's folder). The
// extract is the caller's to set. Throws UsageError for a zone that is not known here.
recording::Reading reading_of(RealWorld& world, const recording::Mapping& mapping);

}  // namespace probation::tools
