// A calendar that goes to a file which may hold an earlier one: the new is laid over it, so that a diary which takes
// the file again changes what changed and cancels what is gone.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "intake/world.hpp"
#include "tools/common/output.hpp"

namespace probation::tools {

// `judged` says of the uid of an event that this run would have told it. Throws UsageError where the file that is there
// is no calendar of ours.
std::string published(intake::World& world, const Target& target, const std::string& fresh, Date stamp,
                      const std::function<bool(std::string_view uid)>& judged);

// The case an event is of: what stands before the first hyphen; empty where that is no CRN.
std::string_view crn_of_event(std::string_view uid);

}  // namespace probation::tools
