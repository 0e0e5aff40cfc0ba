// What a plan is worth, in the members of `plan/1`. Numbers only: search and verify each work them out their own way.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "model/words.hpp"

namespace probation::planning {

struct Objective {
  std::vector<NeedArea> covered;  // in rank order, kept work included
  std::vector<int> strength;      // one for each of `covered`
  std::int64_t weighted_sessions = 0;
  std::optional<Date> last_session;  // of the chosen
  std::int64_t distinct_days = 0;    // chosen days that are no kept days
  friend bool operator==(const Objective&, const Objective&) = default;
};

}  // namespace probation::planning
